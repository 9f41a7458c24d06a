from django.urls import path

from convite.gatherings.views import gatherings

urlpatterns = [
    path("encuentros/", gatherings.gathering_list, name="gathering_list"),
    path("encuentros/<slug:public_id>/", gatherings.gathering_page, name="gathering_page"),
]
