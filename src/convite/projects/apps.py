from django.apps import AppConfig


class Projects(AppConfig):
    name = "convite.projects"
    label = "projects"
