"""What can happen while a project is judged? It is submitted, judged by opinions, corrected, appealed.

What the opinions amount to is the rulebook's to say; here it becomes the project's state, with its reason, in the
transaction of the last signature.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.actions import tell, tell_followers
from convite.core.acts import change, create
from convite.core.errors import NotAllowed, Refused
from convite.core.saying import say
from convite.core.translated import Translated
from convite.people.models import Person
from convite.people.queries import Actor
from convite.projects.models import Appeal, Checklist, Correction, Opinion, Project
from convite.projects.permissions import can_evaluate, can_formulate_project, can_write_project
from convite.projects.queries.viability import checklist_for, kinds_asked, opinions_of, people_who_spoke
from convite.rulebook.viability import Opinion as Said
from convite.rulebook.viability import check_answers, due_day, judge_opinions, may_look_again

State = Project.State
DAYS_TO_CORRECT, DAYS_TO_APPEAL = 10, 15  # working days; an edition's settings may say otherwise
BECOMES = {"viable": State.VIABLE, "not_viable": State.NOT_VIABLE, "correct": State.RETURNED}


def submit_project(project: Project, *, by: Actor, seen: int | None = None) -> Project:
    """Its authors hand it in: from now on it is judged and not edited."""
    if not can_write_project(by, project):
        raise NotAllowed
    if project.state != State.DRAFT:
        raise Refused(_("El proyecto ya se había entregado."))
    return _become(project, State.SUBMITTED, "submit_project", by, seen)


def ask_opinions(opinions: Sequence[Opinion], *, by: Actor) -> list[Opinion]:
    """Departments are asked what they think, each with a day to answer; an evaluator may be named."""
    with transaction.atomic():
        for opinion in opinions:
            if not can_formulate_project(by, opinion.project.territory):
                raise NotAllowed
            if opinion.project.state not in (State.SUBMITTED, State.APPEALED):
                raise Refused(_("El proyecto no está en revisión."))
            if opinion.due_on < timezone.localdate():
                raise Refused(_("El plazo del concepto ya habría pasado."))
            if opinion.project.opinions.filter(kind=opinion.kind, round=opinion.round).exists():
                raise Refused(_("Ese concepto ya está pedido."))
            opinion.checklist = checklist_for(opinion.project, opinion.kind)
            create(opinion, act="ask_opinion", by=by, public=False)
            _tell_evaluator(opinion, by)
    return list(opinions)


def assign_opinion(opinion: Opinion, evaluator: Person, due_on: date, *, by: Actor, seen: int | None = None) -> Opinion:
    if not can_formulate_project(by, opinion.project.territory):
        raise NotAllowed
    if opinion.signed_at:
        raise Refused(_("El concepto ya está firmado."))
    if not can_evaluate(evaluator, opinion.project.territory):
        raise Refused(_("Esa persona no evalúa proyectos en ese territorio."))
    opinion.evaluator, opinion.due_on = evaluator, due_on
    with transaction.atomic():
        change(opinion, act="assign_opinion", by=by, seen=seen, public=False)
        _tell_evaluator(opinion, by)
    return opinion


def write_opinion(opinion: Opinion, *, by: Actor, seen: int) -> Opinion:
    """What the evaluator has so far; nobody else sees it before it is signed."""
    _refuse_other_evaluator(opinion, by)
    return change(opinion, act="write_opinion", by=by, seen=seen, public=False)


def sign_opinion(opinion: Opinion, *, by: Actor, seen: int | None = None) -> Opinion:
    """It is said, for a reason that everybody reads. The last one decides what becomes of the project."""
    _refuse_other_evaluator(opinion, by)
    if opinion.verdict not in Opinion.Verdict.values or not opinion.verdict:
        raise Refused(_("Diga si el concepto es favorable, si debe subsanarse o si no es favorable."))
    if not str(opinion.reason).strip():
        raise Refused(_("Escriba la razón: quien formuló el proyecto y la comunidad la van a leer."))
    criteria = opinion.checklist.criteria if opinion.checklist else []
    if faults := check_answers(criteria, opinion.answers, opinion.verdict):
        raise Refused(" ".join(say(fault) for fault in faults))
    opinion.signed_at, opinion.signed_by = timezone.now(), by.public_id
    with transaction.atomic():
        project = Project.objects.select_for_update().get(pk=opinion.project_id)
        change(opinion, act="sign_opinion", by=by, seen=seen)
        _judge(project, by)
    opinion.project = project
    return opinion


def answer_correction(correction: Correction, answer: str, *, by: Actor, seen: int | None = None) -> Correction:
    """The authors mended what was asked for; the opinions that asked for it are given anew."""
    project = correction.project
    if not can_write_project(by, project):
        raise NotAllowed
    if correction.answered_at or correction.expired_at:
        raise Refused(_("Esta subsanación ya se cerró."))
    if timezone.localdate() > correction.due_on:
        raise Refused(_("El plazo para subsanar ya pasó."))
    if not answer.strip():
        raise Refused(_("Cuente qué se corrigió."))
    with transaction.atomic():
        correction.answer, correction.answered_at = answer.strip(), timezone.now()
        change(correction, act="answer_correction", by=by, seen=seen)
        _become(project, State.SUBMITTED, "answer_correction", by)
        _ask_again(project, [o for o in _latest(project) if o.verdict == Opinion.Verdict.CORRECT], by)
    return correction


def expire_corrections(today: date, *, by: Actor) -> int:
    """Those that nobody answered in time: the project is not viable, for that reason, and may be appealed."""
    late = Correction.objects.filter(answered_at__isnull=True, expired_at__isnull=True, due_on__lt=today)
    for correction in (found := list(late.select_related("project__territory")[:200])):
        with transaction.atomic():
            correction.expired_at = timezone.now()
            change(correction, act="expire_correction", by=by)
            _become(correction.project, State.NOT_VIABLE, "expire_correction", by)
    return len(found)


def file_appeal(appeal: Appeal, *, by: Actor) -> Appeal:
    """The authors ask that somebody else look again."""
    project = appeal.project
    if not can_write_project(by, project):
        raise NotAllowed
    if project.state != State.NOT_VIABLE:
        raise Refused(_("Solo se apela un proyecto que no salió viable."))
    if not appeal.text.strip():
        raise Refused(_("Escriba por qué pide otra revisión."))
    if project.appeals.exists():
        raise Refused(_("El proyecto ya tuvo su segunda revisión."))
    appeal.due_on = due_day(timezone.localdate(), DAYS_TO_APPEAL)
    with transaction.atomic():
        create(appeal, act="file_appeal", by=by)
        _become(project, State.APPEALED, "file_appeal", by)
    return appeal


def decide_appeal(appeal: Appeal, granted: bool, reason: str, *, by: Actor, seen: int | None = None) -> Appeal:
    """Somebody who has not spoken on the project says whether it is viable after all."""
    project = appeal.project
    if not can_evaluate(by, project.territory):
        raise NotAllowed
    if appeal.outcome:
        raise Refused(_("Esta apelación ya se decidió."))
    authors = set(project.formulators.values_list("person__public_id", flat=True))
    if why_not := may_look_again(by.public_id, people_who_spoke(project), authors):
        raise Refused(say(why_not))
    if not reason.strip():
        raise Refused(_("Escriba la razón: quien formuló el proyecto y la comunidad la van a leer."))
    appeal.outcome = Appeal.Outcome.GRANTED if granted else Appeal.Outcome.DENIED
    appeal.reason, appeal.decided_at, appeal.decided_by = reason.strip(), timezone.now(), by.public_id
    with transaction.atomic():
        change(appeal, act="decide_appeal", by=by, seen=seen)
        _become(project, State.VIABLE if granted else State.NOT_VIABLE, "decide_appeal", by)
    return appeal


def adopt_checklist(checklist: Checklist, *, by: Actor) -> Checklist:
    """A new version of the criteria; opinions that were asked for before keep the one they had."""
    if not can_formulate_project(by, checklist.territory):
        raise NotAllowed
    codes = [criterion.get("code") for criterion in checklist.criteria]
    if not codes or len(set(codes)) < len(codes) or not all(codes):
        raise Refused(_("Cada criterio lleva un código propio, y debe haber al menos uno."))
    last = Checklist.objects.filter(territory=checklist.territory, kind=checklist.kind).order_by("-number").first()
    checklist.number = last.number + 1 if last else 1
    return create(checklist, act="adopt_checklist", by=by)


def _latest(project: Project) -> list[Opinion]:
    """Of each kind the opinion of its last round."""
    found: dict[str, Opinion] = {}
    for opinion in opinions_of(project):
        found[opinion.kind] = opinion
    return list(found.values())


def _judge(project: Project, by: Actor) -> None:
    said = [Said(o.kind, o.round, o.verdict if o.signed_at else "") for o in opinions_of(project)]
    outcome = judge_opinions(kinds_asked(project), said)
    if outcome.state == "waiting" or project.state != State.SUBMITTED:
        return
    if outcome.state == "correct":
        asked = [o for o in _latest(project) if o.kind in outcome.kinds]
        what = "\n".join(f"{o.get_kind_display()}: {o.reason}" for o in asked)
        due_on = due_day(timezone.localdate(), DAYS_TO_CORRECT)
        create(Correction(project=project, due_on=due_on, what=what[:4000]), act="ask_correction", by=by)
    _become(project, BECOMES[outcome.state], "judge_project", by)


def _ask_again(project: Project, opinions: Sequence[Opinion], by: Actor) -> None:
    due_on = due_day(timezone.localdate(), DAYS_TO_CORRECT)
    for old in opinions:
        again = Opinion(
            project=project, kind=old.kind, round=old.round + 1, department=old.department, evaluator=old.evaluator,
            checklist=old.checklist, due_on=due_on, answers=old.answers, reason=Translated(),
        )  # fmt: skip
        create(again, act="ask_opinion", by=by, public=False)
        _tell_evaluator(again, by)


def _refuse_other_evaluator(opinion: Opinion, by: Actor) -> None:
    if opinion.evaluator_id != getattr(by, "pk", None) or not can_evaluate(by, opinion.project.territory):
        raise NotAllowed
    if opinion.signed_at:
        raise Refused(_("El concepto ya está firmado: no se cambia. Si hay un error, pida otra ronda."))


def _become(project: Project, state: str, act: str, by: Actor, seen: int | None = None) -> Project:
    project.state = state
    with transaction.atomic():
        change(project, act=act, by=by, seen=seen)
        url = reverse("project_page", args=[project.public_id])
        authors = [row.person for row in project.formulators.select_related("person")]
        key = f"{act}:{project.public_id}:{project.version}"
        tell_followers(project, lambda: _say_state(project), url, key=key, also=authors, but=by)
    return project


def _say_state(project: Project) -> str:
    return _("El proyecto «%(project)s» está ahora: %(state)s.") % {
        "project": project.title,
        "state": project.get_state_display(),
    }


def _tell_evaluator(opinion: Opinion, by: Actor) -> None:
    if opinion.evaluator:
        url = reverse("project_page", args=[opinion.project.public_id])
        key = f"opinion:{opinion.public_id}:{opinion.version}"
        tell([opinion.evaluator], lambda: _say_asked(opinion), url, thing=opinion.project, key=key, but=by)


def _say_asked(opinion: Opinion) -> str:
    values = {"project": opinion.project.title, "kind": opinion.get_kind_display()}
    return _("Le asignaron un concepto (%(kind)s) sobre «%(project)s».") % values
