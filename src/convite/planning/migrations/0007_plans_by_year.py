from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0006_field_phones")]

    operations = [
        migrations.AddIndex(
            model_name="localplan",
            index=models.Index(fields=["-starts_in", "-id"], name="plans_by_year"),
        ),
    ]
