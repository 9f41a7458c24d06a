from django.apps import AppConfig


class Voting(AppConfig):
    name = "convite.voting"
    label = "voting"

    def ready(self) -> None:
        from convite.core.guards import register_guard
        from convite.core.trace import register
        from convite.voting.queries import steps_of_project, why_ceilings_stay

        register("projects.project", steps_of_project)
        register_guard("adopt_ceilings", why_ceilings_stay)
