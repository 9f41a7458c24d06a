from django.apps import AppConfig


class Conversations(AppConfig):
    name = "convite.conversations"
    label = "conversations"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from convite.conversations import actions
        from convite.conversations.permissions import comments_visible_to
        from convite.conversations.queries import own, spoken
        from convite.conversations.queries.subjects import Kind, register
        from convite.core import schedule
        from convite.people.actions import when_account_closes
        from convite.people.queries import Holding, register_holding

        comment = Kind(
            "conversations.comment",
            _("Comentario"),
            comments_visible_to,
            spoken.url_of_comment,
            title=spoken.title_of_comment,
            words=spoken.text_of_comment,
            territory=spoken.territory_of_comment,
            author=lambda comment: comment.author,
            opening=spoken.opening_of_comment,
            acts=frozenset({"support"}),
            hide=actions.hide_comment,
            show=actions.show_comment,
            related=("author",),
            within=spoken.subject_of_comment,
        )
        register(comment)
        schedule.register("digests", actions.write_letters)
        schedule.register("old notices", actions.forget_old_notices)
        when_account_closes(actions.forget_person)
        for holding in (
            Holding("comments", _("Comentarios que escribió"), own.comments_by),
            Holding("supports", _("Apoyos que dio"), own.supports_by),
            Holding("follows", _("Lo que sigue"), own.follows_by, "follow_list"),
            Holding("notices", _("Avisos que recibió"), own.notices_to, "notices"),
            Holding("reports", _("Denuncias que hizo"), own.reports_by),
        ):
            register_holding(holding)
