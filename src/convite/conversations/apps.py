from django.apps import AppConfig


class Conversations(AppConfig):
    name = "convite.conversations"
    label = "conversations"
