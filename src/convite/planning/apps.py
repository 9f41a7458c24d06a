from django.apps import AppConfig


class Planning(AppConfig):
    name = "convite.planning"
    label = "planning"

    def ready(self) -> None:
        from convite.core.trace import register
        from convite.planning.queries import steps_of_gathering, steps_of_idea

        register("planning.idea", steps_of_idea)
        register("gatherings.gathering", steps_of_gathering)
