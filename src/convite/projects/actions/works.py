"""What can happen to a work? It is planned, begins, is reported on, changes, is visited, delivered or given up."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.actions import tell_followers
from convite.core.acts import change, create
from convite.core.errors import NotAllowed, Refused
from convite.core.models import StoredFile
from convite.core.saying import percent_text
from convite.people.queries import Actor
from convite.projects.models import Finding, ProgressReport, Project, Visit, Work, WorkChange, WorkPhoto, WorkTotals
from convite.projects.permissions import can_manage_work, can_visit_work

State, Kind = Work.State, WorkChange.Kind
OPEN = frozenset({State.PLANNED, State.CONTRACTING, State.UNDER_WAY, State.STOPPED})
BECOMES = {Kind.STOP: State.STOPPED, Kind.RESUME: State.UNDER_WAY, Kind.ABANDON: State.ABANDONED}
COMES_FROM = {
    Kind.STOP: frozenset({State.CONTRACTING, State.UNDER_WAY}),
    Kind.RESUME: frozenset({State.STOPPED}),
    Kind.ABANDON: OPEN,
    Kind.DELAY: OPEN,
    Kind.SCOPE: OPEN,
}
ALL = 10_000  # hundredths of a percent


def plan_work(work: Work, *, by: Actor) -> Work:
    """A chosen project enters the yearly plan with its money: from here on it is a work."""
    if not can_manage_work(by, work):
        raise NotAllowed
    if work.project.state != Project.State.WON:
        raise Refused(_("Solo los proyectos priorizados se convierten en obras."))
    if Work.objects.filter(project=work.project).exists():
        raise Refused(_("Este proyecto ya está en el plan anual."))
    if work.allocated_minor <= 0:
        raise Refused(_("Diga con cuánto dinero cuenta la obra."))
    work.first_ends_on = work.ends_on
    with transaction.atomic():
        create(work, act="plan_work", by=by)
        WorkTotals.objects.create(work=work)
        _tell(work, lambda: _("«%(work)s» entró en el plan anual.") % {"work": work.project.title}, "plan_work", by)
    return work


def begin_contracting(work: Work, *, by: Actor, seen: int | None = None) -> Work:
    _refuse_unless(work, by, State.PLANNED)
    return _become(work, State.CONTRACTING, "begin_contracting", by, seen)


def begin_work(work: Work, starts_on: date, ends_on: date, *, by: Actor, seen: int | None = None) -> Work:
    """It begins in the street, on a day, to be delivered on another one."""
    _refuse_unless(work, by, State.PLANNED, State.CONTRACTING)
    if ends_on < starts_on:
        raise Refused(_("La obra terminaría antes de empezar."))
    if starts_on > timezone.localdate():
        raise Refused(_("La obra empieza el día en que empieza: la fecha no puede ser de mañana en adelante."))
    work.starts_on, work.ends_on = starts_on, ends_on
    work.first_ends_on = work.first_ends_on or ends_on
    return _become(work, State.UNDER_WAY, "begin_work", by, seen)


def report_progress(report: ProgressReport, *, by: Actor) -> ProgressReport:
    """How far the work stood on a day. The work stands where the report of the latest day says, and nowhere else."""
    work = report.work
    _refuse_unless(work, by, State.UNDER_WAY, State.STOPPED)
    if not 0 <= report.physical <= ALL:
        raise Refused(_("El avance va de 0 a 100 %."))
    if report.on > timezone.localdate() or (work.starts_on and report.on < work.starts_on):
        raise Refused(_("El día del reporte va desde que empezó la obra hasta hoy."))
    if not report.note.strip():
        raise Refused(_("Cuente qué se hizo: la gente lo va a leer."))
    with transaction.atomic():
        Work.objects.select_for_update().get(pk=work.pk)
        if work.reports.filter(on=report.on).exists():
            raise Refused(_("Ya hay un reporte de ese día: corríjalo en lugar de hacer otro."))
        create(report, act="report_progress", by=by)
        _stand_where_reported(work, by)
        _tell(work, lambda: _say_progress(report), f"report:{report.public_id}", by)
    return report


def correct_report(report: ProgressReport, *, by: Actor, seen: int) -> ProgressReport:
    """A report says something else than it did; the version before stays in its history."""
    _refuse_unless(report.work, by, State.UNDER_WAY, State.STOPPED)
    if not 0 <= report.physical <= ALL:
        raise Refused(_("El avance va de 0 a 100 %."))
    with transaction.atomic():
        change(report, act="correct_report", by=by, seen=seen)
        _stand_where_reported(report.work, by)
    return report


def add_work_photo(photo: WorkPhoto, *, by: Actor) -> WorkPhoto:
    if not can_manage_work(by, photo.work):
        raise NotAllowed
    if photo.taken_on > timezone.localdate():
        raise Refused(_("La foto no puede ser de mañana en adelante."))
    if not photo.caption.strip():
        raise Refused(_("Diga qué se ve en la foto: así la conoce quien no puede verla."))
    return create(photo, act="add_work_photo", by=by)


def change_work(made: WorkChange, *, by: Actor, seen: int | None = None) -> WorkChange:
    """A delay, another scope, a stop, a new start, the end of the attempt: always with its cause and its reason."""
    work, kind = made.work, Kind(made.kind)
    if not can_manage_work(by, work):
        raise NotAllowed
    if work.state not in COMES_FROM[kind]:
        raise Refused(_("La obra está en «%(state)s»: eso ya no le puede pasar.") % {"state": work.get_state_display()})
    if not made.reason.strip():
        raise Refused(_("Diga por qué: la gente que sigue la obra lo va a leer."))
    if made.on > timezone.localdate():
        raise Refused(_("El día no puede ser de mañana en adelante."))
    if kind == Kind.DELAY:
        _delay(made)
    with transaction.atomic():
        create(made, act="change_work", by=by)
        work.ends_on = made.ends_after or work.ends_on
        work.state = BECOMES.get(kind, work.state)
        work.state_reason = made.reason if kind in (Kind.STOP, Kind.ABANDON) else ""
        change(work, act="change_work", by=by, seen=seen)
        _tell(work, lambda: _say_change(made), f"change:{made.public_id}", by)
    return made


def deliver_work(
    work: Work, delivered_on: date, *, by: Actor, act_file: StoredFile | None = None,
    warranty_until: date | None = None, care: str = "", seen: int | None = None,
) -> Work:  # fmt: skip
    """It is handed over. All of it must have been reported as done."""
    _refuse_unless(work, by, State.UNDER_WAY)
    if work.physical < ALL:
        percent = percent_text(Fraction(work.physical, ALL), 2)
        raise Refused(_("Reporte primero toda la obra: hoy va en %(percent)s.") % {"percent": percent})
    if delivered_on > timezone.localdate() or (work.starts_on and delivered_on < work.starts_on):
        raise Refused(_("El día de la entrega va desde que empezó la obra hasta hoy."))
    if warranty_until and warranty_until < delivered_on:
        raise Refused(_("La garantía terminaría antes de la entrega."))
    work.delivered_on, work.warranty_until, work.care = delivered_on, warranty_until, care
    work.delivery_act = act_file or work.delivery_act
    return _become(work, State.DELIVERED, "deliver_work", by, seen)


def record_visit(visit: Visit, findings: list[Finding], *, by: Actor) -> Visit:
    """Citizens went to look, and say what they found."""
    if not can_visit_work(by):
        raise NotAllowed
    if visit.visited_on > timezone.localdate():
        raise Refused(_("La visita no puede ser de mañana en adelante."))
    if not visit.summary.strip():
        raise Refused(_("Cuente qué encontraron."))
    with transaction.atomic():
        create(visit, act="record_visit", by=by)
        for finding in findings:
            finding.visit = visit
            create(finding, act="record_finding", by=by)
        work = visit.work
        also = [work.manager] if work.manager else []
        _tell(work, lambda: _say_visit(work), f"visit:{visit.public_id}", by, also)
    return visit


def answer_finding(finding: Finding, answer: str, *, mended: bool, by: Actor, seen: int | None = None) -> Finding:
    """The manager answers what a visit found: it is mended, or why not."""
    if not can_manage_work(by, finding.visit.work):
        raise NotAllowed
    if not answer.strip():
        raise Refused(_("Escriba la respuesta."))
    finding.answer, finding.answered_at, finding.answered_by = answer.strip(), timezone.now(), by.public_id
    finding.state = Finding.State.MENDED if mended else Finding.State.ANSWERED
    with transaction.atomic():
        change(finding, act="answer_finding", by=by, seen=seen)
        visit = finding.visit
        also = [visit.author] if visit.author else []
        _tell(visit.work, lambda: _say_answer(visit.work), f"finding:{finding.public_id}:{finding.version}", by, also)
    return finding


def dispute_answer(finding: Finding, *, by: Actor, seen: int | None = None) -> Finding:
    """Those who visited do not agree with the answer: it waits for another one."""
    if finding.visit.author_id is None or finding.visit.author_id != by.pk:
        raise NotAllowed
    if finding.state not in (Finding.State.ANSWERED, Finding.State.MENDED):
        raise Refused(_("Todavía no hay respuesta que discutir."))
    finding.state = Finding.State.DISPUTED
    return change(finding, act="dispute_answer", by=by, seen=seen)


def _refuse_unless(work: Work, by: Actor, *states: str) -> None:
    if not can_manage_work(by, work):
        raise NotAllowed
    if work.state not in states:
        raise Refused(_("La obra está en «%(state)s»: eso no se puede ahora.") % {"state": work.get_state_display()})


def _become(work: Work, state: str, act: str, by: Actor, seen: int | None) -> Work:
    work.state, work.state_reason = state, ""
    with transaction.atomic():
        change(work, act=act, by=by, seen=seen)
        _tell(work, lambda: _say_state(work), f"{act}:{work.version}", by)
    return work


def _delay(made: WorkChange) -> None:
    made.ends_before = made.work.ends_on
    if made.ends_after is None or (made.ends_before and made.ends_after <= made.ends_before):
        raise Refused(_("Diga para cuándo queda la entrega: un día posterior al que estaba previsto."))


def _stand_where_reported(work: Work, by: Actor) -> None:
    last = work.reports.order_by("-on", "-id").first()
    work.physical = last.physical if last else 0
    change(work, act="report_progress", by=by)


# What followers are told, each in her language: the words are looked up when the sentence is asked for.


def _say_progress(report: ProgressReport) -> str:
    values = {"work": report.work.project.title, "percent": percent_text(Fraction(report.physical, ALL), 2)}
    return _("Avanza «%(work)s»: %(percent)s.") % values


def _say_change(made: WorkChange) -> str:
    values = {"work": made.work.project.title, "what": made.get_kind_display(), "reason": made.reason}
    return _("«%(work)s»: %(what)s. %(reason)s") % values


def _say_state(work: Work) -> str:
    return _("«%(work)s»: %(state)s.") % {"work": work.project.title, "state": work.get_state_display()}


def _say_visit(work: Work) -> str:
    return _("Una veeduría visitó «%(work)s» y contó qué encontró.") % {"work": work.project.title}


def _say_answer(work: Work) -> str:
    return _("Respondieron un hallazgo de la visita a «%(work)s».") % {"work": work.project.title}


def _tell(work: Work, sentence: Callable[[], str], key: str, by: Actor, also: list | None = None) -> None:
    url = reverse("project_page", args=[work.project.public_id])
    tell_followers(work.project, sentence, url, key=f"work:{work.public_id}:{key}", also=also or [], but=by)
