from django.apps import AppConfig


class Demo(AppConfig):
    name = "convite.demo"
    label = "demo"
