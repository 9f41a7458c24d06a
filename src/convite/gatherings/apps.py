from django.apps import AppConfig


class Gatherings(AppConfig):
    name = "convite.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        from convite.core.schedule import register
        from convite.gatherings.actions import forget_people, remind_registered

        register("remind_registered", remind_registered)
        register("forget_people", forget_people)
