from django.apps import AppConfig


class Voting(AppConfig):
    name = "convite.voting"
    label = "voting"
