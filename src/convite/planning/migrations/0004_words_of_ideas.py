import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0003_routes_sharings_and_joins'),
    ]

    operations = [
        migrations.CreateModel(
            name='IdeaWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.BigIntegerField()),
                ('in_title', models.BooleanField()),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.edition')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='planning.idea')),
            ],
            options={
                'indexes': [models.Index(fields=['edition', 'word', '-idea', 'in_title'], name='ideas_by_word')],
            },
        ),
        migrations.AddIndex(
            model_name='idea',
            index=models.Index(fields=['edition', 'origin', '-id'], name='ideas_by_origin'),
        ),
        migrations.AddIndex(
            model_name='idea',
            index=models.Index(fields=['edition', 'lat', 'lon'], name='ideas_by_place'),
        ),
    ]
