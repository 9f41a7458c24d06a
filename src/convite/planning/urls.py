from django.urls import path

from convite.planning.views import editions, ideas

urlpatterns = [
    path("ruta/", editions.edition_current, name="edition_current"),
    path("ediciones/", editions.edition_list, name="edition_list"),
    path("ediciones/<slug:public_id>/fases/<int:position>/", editions.phase_move, name="phase_move"),
    path("ideas/", ideas.idea_list, name="idea_list"),
    path("ideas/nueva/", ideas.idea_propose, name="idea_propose"),
    path("ideas/<slug:public_id>/", ideas.idea_page, name="idea_page"),
]
