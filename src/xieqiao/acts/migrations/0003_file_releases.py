"""A file can be released in several partnerships; none takes it from another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0002_append_only"),
    ]

    operations = [
        migrations.RemoveField(model_name="file", name="space"),
        migrations.CreateModel(
            name="FileRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("space", models.UUIDField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="acts.file",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("file", "space"), name="one_release")
                ],
            },
        ),
    ]
