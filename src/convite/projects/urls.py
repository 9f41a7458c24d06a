from django.urls import path

from convite.projects import views

urlpatterns = [
    path("proyectos/", views.project_list, name="project_list"),
    path("proyectos/<slug:public_id>/", views.project_page, name="project_page"),
    path("proyectos/<slug:public_id>/historia/", views.project_history, name="project_history"),
    path("proyectos/<slug:public_id>/editar/", views.project_edit, name="project_edit"),
]
