from django.urls import path

from convite.projects import views

urlpatterns = [
    path("proyectos/", views.project_list, name="project_list"),
    path("proyectos/<str:public_id>/", views.project_page, name="project_page"),
    path("proyectos/<str:public_id>/historia/", views.project_history, name="project_history"),
    path("proyectos/<str:public_id>/editar/", views.project_edit, name="project_edit"),
]
