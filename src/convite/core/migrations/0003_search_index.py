from django.db import migrations

from convite.core.engines import search_index


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_is_append_only")]
    operations = [search_index()]
