from django.apps import AppConfig


class Planning(AppConfig):
    name = "convite.planning"
    label = "planning"

    def ready(self) -> None:
        from convite.core import schedule
        from convite.core.trace import register
        from convite.gatherings.actions import when_called
        from convite.gatherings.queries import register_frame, register_programme
        from convite.planning.actions.convening import convene_called
        from convite.planning.actions.phases import announce_phases
        from convite.planning.queries import steps_of_gathering, steps_of_idea
        from convite.planning.queries.field import programme_of_gathering
        from convite.planning.queries.frames import edition_as_frame

        schedule.register("announce_phases", announce_phases)
        register("planning.idea", steps_of_idea)
        register("gatherings.gathering", steps_of_gathering)
        register_programme(programme_of_gathering)
        register_frame(edition_as_frame)
        when_called(convene_called)
        self.speak_of()

    def speak_of(self) -> None:
        """Ideas are commented, supported, followed and reported; editions and gatherings followed."""
        from django.utils.translation import gettext_lazy as _

        from convite.conversations.queries.subjects import Kind, register
        from convite.people.queries import Holding, register_holding
        from convite.planning.actions.moderation import hide_idea, show_idea
        from convite.planning.permissions import editions_visible_to, ideas_visible_to
        from convite.planning.queries import subjects

        idea = Kind(
            "planning.idea",
            _("Idea"),
            ideas_visible_to,
            subjects.url_of_idea,
            author=lambda idea: idea.author,
            opening=subjects.opening_of_idea,
            acts=frozenset({"comment", "support", "follow"}),
            hide=hide_idea,
            show=show_idea,
            related=("edition", "territory", "author"),
        )
        edition = Kind(
            "planning.edition",
            _("Edición"),
            editions_visible_to,
            subjects.url_of_edition,
            title=subjects.name_of,
            acts=frozenset({"follow"}),
            related=("territory",),
        )
        register(idea)
        register(edition)
        register_holding(Holding("ideas", _("Ideas que propuso"), subjects.ideas_by))
