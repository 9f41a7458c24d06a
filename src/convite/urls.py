"""Which address leads to which room? Addresses are Spanish; other languages stand behind /en/, /fr/, /pt/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

rooms = [
    path("", include("convite.website.urls")),
    path("", include("convite.opendata.urls")),
    path("", include("convite.voting.urls")),
    path("", include("convite.projects.urls")),
    path("", include("convite.planning.urls")),
    path("", include("convite.gatherings.urls")),
    path("", include("convite.conversations.urls")),
    path("", include("convite.people.urls")),
    path("cuenta/", include("allauth.urls")),
    path("", include("convite.territories.urls")),
]
if settings.DEMO:
    rooms.append(path("", include("convite.demo.urls")))

urlpatterns = [
    path("", include("convite.core.urls")),
    path("administracion/", admin.site.urls),
    *i18n_patterns(*rooms, prefix_default_language=False),
]
