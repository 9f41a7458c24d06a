from django.urls import path

from convite.website.views import home, places

urlpatterns = [
    path("", home.home, name="home"),
    path("buscar/", home.search, name="search"),
    path("patterns/", home.patterns, name="patterns"),
    path("territorios/<str:public_id>/", places.territory_page, name="territory_page"),
    path("ediciones/<str:public_id>/", places.edition_page, name="edition_page"),
    path("ediciones/<str:public_id>/resultados/", places.edition_results, name="edition_results"),
]
