from django.apps import AppConfig


class Gatherings(AppConfig):
    name = "convite.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from convite.core.schedule import register
        from convite.gatherings.actions import forget_people, remind_registered
        from convite.gatherings.queries.people import registrations_by
        from convite.people.queries import Holding, register_holding

        register("remind_registered", remind_registered)
        register("forget_people", forget_people)
        register_holding(Holding("registrations", _("Inscripciones en encuentros"), registrations_by))
