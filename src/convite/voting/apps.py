from django.apps import AppConfig


class Voting(AppConfig):
    name = "convite.voting"
    label = "voting"

    def ready(self) -> None:
        from convite.core.trace import register
        from convite.voting.queries import steps_of_project

        register("projects.project", steps_of_project)
