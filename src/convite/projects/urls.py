from django.urls import path

from convite.projects.views import projects

urlpatterns = [
    path("proyectos/", projects.project_list, name="project_list"),
    path("proyectos/<slug:public_id>/", projects.project_page, name="project_page"),
    path("proyectos/<slug:public_id>/historia/", projects.project_history, name="project_history"),
    path("proyectos/<slug:public_id>/editar/", projects.project_edit, name="project_edit"),
]
