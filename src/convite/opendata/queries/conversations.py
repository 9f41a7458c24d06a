"""What do people say of what is proposed? Their comments as everybody reads them, without who wrote them."""

from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from convite.conversations.models import Comment
from convite.conversations.queries.comments import published_comments
from convite.core.tables.columns import Column, Kind, TableSpec
from convite.opendata.queries.exports import AT_ONCE, Export, Rows, choice_column, identifier, territory_column


def _comments(person: object) -> Rows:
    rows = published_comments(person).annotate(day=TruncDate("created_at"))
    fields = ("public_id", "kind", "subject", "parent__public_id", "code", "alignment", "text", "language", "day")
    return rows.values_list(*fields).iterator(AT_ONCE)


COMMENTS = Export(
    TableSpec(
        "comments",
        _("Comentarios"),
        (
            identifier(),
            Column("about_kind", _("clase de lo comentado"), Kind.CODE, says=_("«planning.idea» es una idea.")),
            Column("about", _("lo comentado"), Kind.REFERENCE, says=_("Identificador de la idea, como en su lista.")),
            Column(
                "answers", _("responde a"), Kind.REFERENCE,
                says=_("Identificador del comentario al que responde; no está en la lista si se borró o se ocultó."),
            ),
            territory_column(),
            choice_column("alignment", _("posición"), Comment.Alignment.choices),
            Column("text", _("comentario")),
            Column("language", _("idioma"), Kind.CODE, says=_("Código ISO 639-1 del idioma en que se escribió.")),
            Column("day", _("día"), Kind.DATE),
        ),
        key=("id",),
    ),
    _(
        "Lo que la gente comenta, sin el nombre de quien lo escribió. Lo borrado y lo que se ocultó no está, "
        "ni lo que se dijo de una idea que ya no está publicada."
    ),
    _comments,
)  # fmt: skip
