from django.urls import path

from convite.planning import views

urlpatterns = [
    path("ruta/", views.edition_current, name="edition_current"),
    path("ediciones/", views.edition_list, name="edition_list"),
    path("ediciones/<slug:public_id>/fases/<int:position>/", views.phase_move, name="phase_move"),
    path("ideas/", views.idea_list, name="idea_list"),
    path("ideas/nueva/", views.idea_propose, name="idea_propose"),
    path("ideas/<slug:public_id>/", views.idea_page, name="idea_page"),
]
