"""How does a server call Convite? Through `application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
application = get_wsgi_application()
