from django.apps import AppConfig


class Gatherings(AppConfig):
    name = "convite.gatherings"
    label = "gatherings"
