"""The changes of a register's key are found without reading the register."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acts", "0003_file_releases")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("type", "key-change")),
                fields=["register", "seq"],
                name="key_changes",
            ),
        ),
    ]
