from django.apps import AppConfig


class Projects(AppConfig):
    name = "convite.projects"
    label = "projects"

    def ready(self) -> None:
        from convite.core.trace import register
        from convite.planning.queries import register_goal_source
        from convite.projects.permissions import projects_visible_to
        from convite.projects.queries import steps_of_idea, steps_of_project
        from convite.projects.queries.goals import projects_of_goals

        register("projects.project", steps_of_project)
        register("planning.idea", steps_of_idea)
        register_goal_source("projects", lambda plan, person: projects_of_goals(plan, projects_visible_to(person)))
