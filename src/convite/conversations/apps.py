from django.apps import AppConfig


class Conversations(AppConfig):
    name = "convite.conversations"
    label = "conversations"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from convite.conversations import actions
        from convite.conversations.permissions import comments_visible_to
        from convite.conversations.queries import spoken
        from convite.conversations.queries.subjects import Kind, register
        from convite.core import schedule
        from convite.people.actions import when_account_closes

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
