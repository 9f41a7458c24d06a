from django.urls import path

from convite.gatherings import views

urlpatterns = [
    path("encuentros/", views.gathering_list, name="gathering_list"),
    path("encuentros/<slug:public_id>/", views.gathering_page, name="gathering_page"),
]
