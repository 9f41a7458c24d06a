from django.apps import AppConfig


class Website(AppConfig):
    name = "convite.website"
    label = "website"
