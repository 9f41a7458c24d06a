from django.apps import AppConfig


class Opendata(AppConfig):
    name = "convite.opendata"
    label = "opendata"
