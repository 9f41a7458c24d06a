"""What waits on the route? For the office, for who facilitates, and for whoever proposed something."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.models import Report
from convite.conversations.permissions import reports_judged_by
from convite.gatherings.models import Agreement, FieldConflict, Gathering
from convite.gatherings.permissions import agreements_visible_to
from convite.gatherings.queries import overdue
from convite.people.models import Person, Role
from convite.people.queries import where_held
from convite.planning.models import Edition, Idea, Phase
from convite.planning.permissions import editions_visible_to, ideas_visible_to
from convite.planning.queries.field import open_conflicts
from convite.website.queries.desk.piles import Pile, Waiting, areas, day_of, late_badge, pile_of

IDEA_BADGES = {
    "draft": "off", "proposed": "now", "ready": "good", "formulated": "good", "merged": "info", "split": "info",
    "not_viable": "bad", "withdrawn": "off", "hidden": "bad",
}  # fmt: skip
IDEA_WAITS = timedelta(days=15)  # after so long it is marked as late
ATTENDANCE_WAITS = timedelta(days=3)
REPORT_WAITS = timedelta(days=2)
WEEK = timedelta(days=7)


def phases_this_week(person: Person) -> Pile:
    """Phases that open or close in the next seven days."""
    now = timezone.now()
    week = (now, now + timedelta(days=7))
    phases = Phase.objects.filter(Q(opens_at__range=week) | Q(closes_at__range=week))
    phases = phases.filter(areas(person, Role.OFFICER, "edition__territory__path", above=True))
    phases = phases.filter(edition__in=editions_visible_to(person)).select_related("edition")

    def write(phase: Phase) -> Waiting:
        opens = phase.opens_at >= now
        url = reverse("edition_page", args=[phase.edition.public_id])
        at = phase.opens_at if opens else phase.closes_at
        return Waiting(phase.name, at, str(phase.edition.name), url, _("abre") if opens else _("cierra"), "now")

    pile = pile_of(phases.order_by("closes_at", "id"), write, _("Fases que abren o cierran esta semana"), _("Ninguna."))
    return Pile(pile.title, tuple(sorted(pile.rows, key=lambda row: row.at)), pile.has_more, pile.empty)


def editions_in_preparation(person: Person) -> Pile:
    drafts = Edition.objects.filter(areas(person, Role.OFFICER, "territory__path"), state=Edition.State.DRAFT)

    def write(edition: Edition) -> Waiting:
        url = reverse("edition_setup", args=[edition.public_id])
        return Waiting(edition.name, day_of(edition.changed_at), edition.territory.full_name, url)

    found = drafts.select_related("territory").order_by("created_at", "id")
    empty, act = _("Ninguna."), _("Preparar una edición")
    return pile_of(found, write, _("Ediciones en preparación"), empty, url=reverse("edition_create"), act=act)


def ideas_without_decision(person: Person) -> Pile:
    """Several may be decided or joined at once from here."""
    ideas = ideas_visible_to(person).filter(areas(person, Role.OFFICER, "territory__path"), state=Idea.State.PROPOSED)

    def write(idea: Idea) -> Waiting:
        url, since = reverse("idea_page", args=[idea.public_id]), day_of(idea.created_at)
        late = late_badge(since, IDEA_WAITS)
        return Waiting(idea.title, since, idea.territory.full_name, url, key=idea.public_id, **late)

    found = ideas.select_related("territory").order_by("created_at", "id")
    return pile_of(
        found,
        write,
        _("Ideas sin decisión"),
        _("Todas tienen decisión."),
        url=f"{reverse('idea_list')}?estado={Idea.State.PROPOSED}",
        act=_("Ver todas las ideas propuestas"),
        bulk=((_("Decidir"), reverse("ideas_decide")), (_("Comparar y unir"), reverse("idea_merge"))),
        choose="idea",
    )


def reports_waiting(person: Person) -> Pile:
    """What somebody says breaks the rules of the conversation, and nobody has judged."""
    reports = reports_judged_by(person).filter(
        areas(person, Role.OFFICER, "territory__path"), state=Report.State.WAITING
    )

    def write(report: Report) -> Waiting:
        url, since = reverse("report_page", args=[report.public_id]), day_of(report.created_at)
        return Waiting(
            report.get_reason_display(), since, report.territory.full_name, url, **late_badge(since, REPORT_WAITS)
        )

    found = reports.select_related("territory").order_by("id")
    url, act = reverse("report_list"), _("Revisar las denuncias")
    return pile_of(found, write, _("Denuncias por revisar"), _("Ninguna espera."), url=url, act=act)


def gatherings_this_week(person: Person) -> Pile:
    now = timezone.now()
    coming = Gathering.objects.filter(state=Gathering.State.CALLED, starts_at__range=(now, now + WEEK))
    coming = coming.filter(_team(person, "territory__path"))

    def write(gathering: Gathering) -> Waiting:
        url = reverse("gathering_page", args=[gathering.public_id])
        return Waiting(gathering.title, gathering.starts_at, gathering.place, url)

    url, act = reverse("gathering_call"), _("Convocar un encuentro")
    found = coming.order_by("starts_at", "id")
    return pile_of(found, write, _("Encuentros de esta semana"), _("Ninguno."), url=url, act=act)


def gatherings_without_attendance(person: Person) -> Pile:
    """Called, over, and nobody has said yet who came."""
    past = Gathering.objects.filter(state=Gathering.State.CALLED, ends_at__lt=timezone.now())
    past = past.filter(_team(person, "territory__path"))

    def write(gathering: Gathering) -> Waiting:
        url, since = reverse("gathering_attendance", args=[gathering.public_id]), gathering.starts_at
        return Waiting(gathering.title, since, gathering.place, url, **late_badge(since, ATTENDANCE_WAITS))

    found = past.order_by("starts_at", "id")
    return pile_of(found, write, _("Encuentros sin asistencia registrada"), _("Todos la tienen."))


def agreements_overdue(person: Person) -> Pile:
    """Promised before neighbours, and past its day."""
    here = agreements_visible_to(person).filter(_team(person, "gathering__territory__path"))

    def write(agreement: Agreement) -> Waiting:
        url = reverse("agreement_change", args=[agreement.public_id])
        note = agreement.responsible or str(agreement.gathering.title)
        return Waiting(agreement.text, agreement.due_on, note, url, _("vencido"), "late")

    found = overdue(here, timezone.localdate()).select_related("gathering").order_by("due_on", "id")
    url, act = reverse("agreement_list"), _("Ver todos los acuerdos")
    return pile_of(found, write, _("Acuerdos vencidos"), _("Ninguno."), url=url, act=act)


def conflicts_to_settle(person: Person) -> Pile:
    """What a phone brought back from the field differs from what was changed meanwhile."""

    def write(conflict: FieldConflict) -> Waiting:
        url = reverse("settle_field_conflict", args=[conflict.public_id])
        return Waiting(conflict.gathering.title, day_of(conflict.created_at), conflict.gathering.place, url)

    url, act = reverse("field_conflicts"), _("Comparar y resolver")
    title, empty = _("Versiones de campo por resolver"), _("Ninguna.")
    return pile_of(open_conflicts(person), write, title, empty, url=url, act=act)


def own_ideas(person: Person) -> Pile:
    """One's own, newest first: here nothing waits for the person; she waits."""

    def write(idea: Idea) -> Waiting:
        url = reverse("idea_page", args=[idea.public_id])
        kind = IDEA_BADGES.get(idea.state, "")
        return Waiting(idea.title, day_of(idea.created_at), str(idea.state_reason), url, idea.get_state_display(), kind)

    found = ideas_visible_to(person).filter(author=person).order_by("-created_at", "-id")
    empty = _("Todavía no ha propuesto ninguna. Cuente qué falta o qué sobra donde vive.")
    return pile_of(found, write, _("Mis ideas"), empty, url=reverse("own_ideas"), act=_("Ver mis ideas y borradores"))


def way_to_field(person: Person) -> Pile:
    empty = _("Prepare el teléfono antes de salir: después funciona sin internet.")
    return Pile(_("Trabajo en campo"), (), False, empty, reverse("field_kit"), _("Abrir el modo de campo"))


def _team(person: Person, field: str) -> Q:
    """Where the person calls gatherings, by whichever of her roles."""
    return where_held(person, Role.OFFICER, Role.FACILITATOR, path=field)
