from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_search_index")]
    operations = [
        migrations.CreateModel(
            name="RateCounter",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.BigIntegerField()),
                ("ends_at", models.BigIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["ends_at"], name="rate_counters_by_end")]},
        ),
    ]
