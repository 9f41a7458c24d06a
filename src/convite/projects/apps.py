from django.apps import AppConfig


class Projects(AppConfig):
    name = "convite.projects"
    label = "projects"

    def ready(self) -> None:
        from convite.core.trace import register
        from convite.projects.queries import steps_of_idea, steps_of_project

        register("projects.project", steps_of_project)
        register("planning.idea", steps_of_idea)
