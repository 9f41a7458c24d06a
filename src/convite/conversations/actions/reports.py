"""What happens when somebody says that a text breaks the rules? It is reported, judged with a reason, perhaps undone.

Whoever reported learns the outcome; whoever wrote it learns the reason and may ask to have it looked at again. Neither
learns who the other is.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.actions.notices import tell
from convite.conversations.models import Report
from convite.conversations.permissions import can_moderate, can_take_part
from convite.conversations.queries.subjects import kind_of, short_title, short_words, subjects_visible_to, territory_of
from convite.core.acts import change_many, create
from convite.core.errors import NotAllowed, Refused
from convite.core.limits import allow
from convite.core.models import Thing
from convite.people.models import Person

Named = tuple[str, str]  # kind, public id
MOST_A_DAY = 30
DAY = 86_400
OUTCOMES = {
    "hide": Report.State.UPHELD,
    "leave": Report.State.DISMISSED,
    "show": Report.State.RESTORED,
}


def report(thing: Thing, reason: str, text: str, *, by: Person) -> Report:
    """Somebody asks the team to look at a text."""
    kind = kind_of(thing)
    if not can_take_part(by) or by.pk is None or kind is None or kind.hide is None:
        raise NotAllowed
    if kind.author(thing) == by:
        raise Refused(_("Esto lo escribió usted: puede corregirlo o borrarlo, no denunciarlo."))
    if reason not in set(Report.Reason.values) - {Report.Reason.APPEAL}:
        raise Refused(_("Elija qué pasa con este texto."))
    if kind.is_hidden(thing):
        raise Refused(_("El equipo ya lo ocultó."))
    if not allow(f"report:{by.public_id}", MOST_A_DAY, DAY, timezone.now()):
        raise Refused(_("Ha hecho muchas denuncias hoy. El equipo las está revisando; mañana puede seguir."))
    return _store(thing, reason, text, by, _("Usted ya denunció este texto. El equipo lo revisará."))


def appeal(thing: Thing, text: str, *, by: Person) -> Report:
    """Who wrote what was hidden asks, once, to have the decision looked at again."""
    kind = kind_of(thing)
    if kind is None or kind.hide is None or not can_take_part(by) or kind.author(thing) != by:
        raise NotAllowed
    if not kind.is_hidden(thing):
        raise Refused(_("Su texto está publicado: no hay decisión que revisar."))
    if not text.strip():
        raise Refused(_("Explique por qué cree que debe volver a mostrarse."))
    return _store(thing, Report.Reason.APPEAL, text, by, _("Usted ya pidió revisar esta decisión."))


def _store(thing: Thing, reason: str, text: str, by: Person, already: str) -> Report:
    made = Report(
        kind=thing._meta.label_lower,
        subject=thing.public_id,
        territory=territory_of(thing),
        reporter=by,
        reason=reason,
        text=text.replace("\0", "").strip(),
    )
    try:
        return create(made, act="appeal" if reason == Report.Reason.APPEAL else "report", by=by, public=False)
    except IntegrityError as error:
        raise Refused(already) from error


def settle_reports(named: Iterable[Named], outcome: str, reason: str, *, by: Any) -> int:
    """Hides, leaves, or shows again what was reported, each with the same reason; or nothing of it. How many texts."""
    if outcome not in OUTCOMES:
        raise Refused(_("Elija qué se hace con lo denunciado."))
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise Refused(_("Explique por qué: quien lo escribió y quien lo denunció lo van a leer."))
    if len(reason) > 500:
        raise Refused(_("La razón cabe en 500 letras. Acórtela."))
    wanted = list(dict.fromkeys(named))
    with transaction.atomic():
        things = _judgeable(wanted, by)
        for thing in things:
            _settle(thing, outcome, reason, by)
    return len(things)


def _judgeable(wanted: Sequence[Named], by: Any) -> list[Any]:
    """The things, each of a territory that she looks after and none written by her."""
    things = subjects_visible_to(by, wanted)
    if set(wanted) - set(things):
        raise NotAllowed
    for thing in things.values():
        if not can_moderate(by, territory_of(thing)):
            raise NotAllowed
        author = kind_of(thing).author(thing)
        if author is not None and author.pk == by.pk:
            raise Refused(
                _("«%(title)s» lo escribió usted: lo decide otra persona del equipo.") % {"title": short_words(thing)}
            )
    return [things[name] for name in wanted]


def _settle(thing: Any, outcome: str, reason: str, by: Any) -> None:
    kind = kind_of(thing)
    waiting = list(_reports_of(thing).filter(state=Report.State.WAITING).select_for_update(of=("self",)))
    if not waiting:
        raise Refused(_("Otra persona ya decidió sobre «%(title)s».") % {"title": short_words(thing)})
    if outcome == "hide" and not kind.is_hidden(thing):
        kind.hide(thing, reason, by=by)
        _tell_author(thing, reason, waiting)
    elif outcome == "show" and kind.is_hidden(thing):
        kind.show(thing, by=by)
        _tell_author_it_is_back(thing, reason, waiting)
    fields = {"settled_at": timezone.now(), "settled_by": by.public_id, "settled_reason": reason}
    change_many(waiting, act="settle_reports", by=by, public=False, state=OUTCOMES[outcome], **fields)
    for one in waiting:
        _tell_reporter(one, thing, outcome, reason)


def _reports_of(thing: Any) -> Any:
    reports = Report.objects.filter(kind=thing._meta.label_lower, subject=thing.public_id)
    return reports.select_related("reporter", "territory")


def _tell_author(thing: Any, reason: str, waiting: Sequence[Report]) -> None:
    author = kind_of(thing).author(thing)
    if author is None:
        return
    url = reverse("appeal", args=[thing._meta.label_lower, thing.public_id])
    tell(
        [author],
        lambda: (
            _("El equipo ocultó «%(title)s», que usted escribió: %(reason)s Puede pedir que se revise.")
            % {"title": short_words(thing), "reason": _sentence(reason)}
        ),
        url,
        thing=thing,
        key=f"hidden:{thing.public_id}:{thing.version}:{waiting[0].pk}",
    )


def _tell_author_it_is_back(thing: Any, reason: str, waiting: Sequence[Report]) -> None:
    author = kind_of(thing).author(thing)
    if author is None:
        return
    tell(
        [author],
        lambda: (
            _("El equipo volvió a mostrar «%(title)s», que usted escribió: %(reason)s")
            % {"title": short_words(thing), "reason": _sentence(reason)}
        ),
        kind_of(thing).url(thing),
        thing=thing,
        key=f"shown:{thing.public_id}:{thing.version}:{waiting[0].pk}",
    )


def _tell_reporter(one: Report, thing: Any, outcome: str, reason: str) -> None:
    """An appeal's answer goes to the author as such; a restored text tells nothing of it to others."""
    if one.reporter is None or (one.reason == Report.Reason.APPEAL and outcome == "show"):
        return
    sentences = {
        "hide": _tell_it_was_hidden if one.reason != Report.Reason.APPEAL else _tell_it_stays_hidden,
        "leave": _tell_it_was_left if one.reason != Report.Reason.APPEAL else _tell_it_stays_hidden,
        "show": _tell_it_was_left,
    }
    said = sentences[outcome]
    tell(
        [one.reporter],
        lambda: said() % {"title": short_title(thing), "reason": _sentence(reason)},
        reverse("report_page", args=[one.public_id]),
        thing=thing,
        key=f"settled:{one.public_id}:{one.version}",
    )


def _tell_it_was_hidden() -> str:
    return _("Revisamos su denuncia de «%(title)s»: se ocultó. %(reason)s")


def _tell_it_was_left() -> str:
    return _("Revisamos su denuncia de «%(title)s»: se deja como está. %(reason)s")


def _tell_it_stays_hidden() -> str:
    return _("Revisamos otra vez «%(title)s»: sigue oculto. %(reason)s")


def _sentence(reason: str) -> str:
    return reason if reason.endswith((".", "!", "?", "…")) else f"{reason}."


def reopen_reports(thing: Any, *, by: Any) -> int:
    """Undoes a decision: what it hid is shown, and its reports wait again. How many."""
    kind = kind_of(thing)
    if kind is None or not can_moderate(by, territory_of(thing)) or getattr(kind.author(thing), "pk", 0) == by.pk:
        raise NotAllowed
    with transaction.atomic():
        settled = list(_reports_of(thing).exclude(state=Report.State.WAITING).select_for_update(of=("self",)))
        if not settled:
            raise Refused(_("No hay decisión que deshacer."))
        if any(one.state == Report.State.UPHELD for one in settled) and kind.is_hidden(thing):
            kind.show(thing, by=by)
        fields = {"settled_at": None, "settled_by": "", "settled_reason": ""}
        change_many(settled, act="reopen_reports", by=by, public=False, state=Report.State.WAITING, **fields)
    return len(settled)
