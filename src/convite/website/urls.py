from django.urls import path

from convite.website.views import about, desk, home, places

urlpatterns = [
    path("", home.home, name="home"),
    path("buscar/", home.search, name="search"),
    path("patterns/", home.patterns, name="patterns"),
    path("territorios/<slug:public_id>/", places.territory_page, name="territory_page"),
    path("ediciones/<slug:public_id>/", places.edition_page, name="edition_page"),
    path("ediciones/<slug:public_id>/resultados/", places.edition_results, name="edition_results"),
    path("escritorio/", desk.desk, name="desk"),
    path("auditoria/", desk.audit_log, name="audit_log"),
    path("privacidad/", about.privacy, name="privacy"),
    path("accesibilidad/", about.accessibility, name="accessibility"),
]
