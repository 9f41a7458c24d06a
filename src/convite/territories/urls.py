from django.urls import path

from convite.territories import views

urlpatterns = [
    path("territorios/", views.territory_list, name="territory_list"),
]
