"""Which address leads to which room? Addresses are Spanish; other languages stand behind /en/, /fr/, /pt/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

pages = [
    path("cuenta/", include("allauth.urls")),
]

urlpatterns = i18n_patterns(*pages, prefix_default_language=False)
