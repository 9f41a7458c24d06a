from django.apps import AppConfig


class Core(AppConfig):
    name = "convite.core"
    label = "core"
