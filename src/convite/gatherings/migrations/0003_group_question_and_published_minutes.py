from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gatherings', '0002_calls_people_and_records'),
    ]

    operations = [
        migrations.AddField(
            model_name='gathering',
            name='asks_group',
            field=models.BooleanField(default=False, verbose_name='preguntar a qué grupo se pertenece'),
        ),
        migrations.AddField(
            model_name='gathering',
            name='minutes_published_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='acta publicada'),
        ),
        migrations.AddIndex(
            model_name='attendee',
            index=models.Index(condition=models.Q(('name', ''), _negated=True), fields=['gathering'], name='attendees_with_name'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(condition=models.Q(('name', ''), _negated=True), fields=['gathering'], name='registrations_with_name'),
        ),
    ]
