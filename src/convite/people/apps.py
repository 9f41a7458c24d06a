from django.apps import AppConfig


class People(AppConfig):
    name = "convite.people"
    label = "people"
