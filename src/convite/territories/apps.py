from django.apps import AppConfig


class Territories(AppConfig):
    name = "convite.territories"
    label = "territories"
