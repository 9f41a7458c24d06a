from django.apps import AppConfig


class Planning(AppConfig):
    name = "convite.planning"
    label = "planning"
