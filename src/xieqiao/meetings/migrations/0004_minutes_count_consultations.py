from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0003_running'),
    ]

    operations = [
        migrations.AddField(
            model_name='minutes',
            name='consultations',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='minutespoint',
            name='kind',
            field=models.CharField(choices=[('consensus', 'Consensus'), ('difference', 'Difference'), ('decision', 'Decision'), ('view', 'View'), ('dissent', 'Differing view')], max_length=16),
        ),
    ]
