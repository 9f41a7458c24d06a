"""What can happen on the route? Editions are set up, phases move, ceilings are adopted, ideas proposed and decided."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create, create_many, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.saying import say
from convite.core.searching import forget, index_things
from convite.core.translated import Translated
from convite.gatherings.models import Gathering
from convite.people.queries import Actor
from convite.planning.models import Ceiling, Edition, EditionGathering, Idea, LocalPlan, Phase, PhaseMove, PlanItem
from convite.planning.permissions import can_plan, can_propose_idea
from convite.planning.queries import verdict_on, windows_of
from convite.rulebook.phases import check_phases
from convite.territories.models import Territory


def create_edition(edition: Edition, phases: Sequence[Phase], *, by: Actor) -> Edition:
    """Stores an edition with its route. The phases are judged together: inverted or overlapping ones are refused."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    _refuse_bad_phases(phases)
    with transaction.atomic():
        create(edition, act="create_edition", by=by)
        for position, phase in enumerate(phases, 1):
            phase.edition, phase.position = edition, position
        write_rows(phases)
    return edition


def open_edition(edition: Edition, *, by: Actor, seen: int | None = None) -> Edition:
    """Makes the edition public."""
    return _set_state(edition, Edition.State.OPEN, "open_edition", by, seen)


def close_edition(edition: Edition, *, by: Actor, seen: int | None = None) -> Edition:
    return _set_state(edition, Edition.State.CLOSED, "close_edition", by, seen)


def _set_state(edition: Edition, state: str, act: str, by: Actor, seen: int | None) -> Edition:
    if not can_plan(by, edition.territory):
        raise NotAllowed
    edition.state = state
    return change(edition, act=act, by=by, seen=seen)


def move_phase(phase: Phase, opens_at: datetime, closes_at: datetime, reason: str, *, by: Actor) -> Phase:
    """Gives a phase other moments. The reason is kept with the act; a route that would not hold together is refused."""
    edition = phase.edition
    if not can_plan(by, edition.territory):
        raise NotAllowed
    if not reason.strip():
        raise Refused(_("Diga por qué se mueve la fase: las personas que la siguen lo van a leer."))
    with transaction.atomic():
        # Whoever moves another phase of this edition meanwhile waits: the phases are judged together.
        route = list(Edition.objects.select_for_update().get(pk=edition.pk).phases.order_by("position"))
        stored = next(p for p in route if p.pk == phase.pk)
        move = PhaseMove(
            phase=stored, moved_at=timezone.now(), moved_by=by.public_id, reason=reason.strip()[:1000],
            opened_at=stored.opens_at, closed_at=stored.closes_at, opens_at=opens_at, closes_at=closes_at,
        )  # fmt: skip
        stored.opens_at, stored.closes_at = opens_at, closes_at
        _refuse_bad_phases(route)
        stored.save(update_fields=["opens_at", "closes_at"])
        write_rows([move])
        before, after = (
            [move.opened_at.isoformat(), move.closed_at.isoformat()],
            [opens_at.isoformat(), closes_at.isoformat()],
        )
        content = {"before": before, "after": after, "reason": move.reason}
        remember(act="move_phase", thing=edition, by=by, content=content)
    phase.opens_at, phase.closes_at = opens_at, closes_at
    edition.__dict__.pop("_phases", None)
    return phase


def _refuse_bad_phases(phases: Sequence[Phase]) -> None:
    faults = check_phases(windows_of(phases))
    if faults:
        raise Refused(" ".join(say(fault) for fault in faults))


def adopt_ceilings(
    edition: Edition, amounts: Mapping[Territory, int], *, by: Actor, adopted_by: str, formula: str = "",
    inputs: Mapping[Territory, Mapping[str, object]] | None = None,
) -> None:  # fmt: skip
    """Sets what each territory may decide (minor units), with the formula and its published inputs."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    wrong = [t for t, amount in amounts.items() if amount < 0]
    if wrong:
        raise Refused(_("El techo de %(territory)s no puede ser negativo.") % {"territory": wrong[0].full_name})
    with transaction.atomic():
        Ceiling.objects.filter(edition=edition).delete()
        write_rows(
            Ceiling(
                edition=edition, territory=territory, amount=amount, formula=formula, adopted_by=adopted_by,
                inputs=dict((inputs or {}).get(territory, {})),
            )
            for territory, amount in amounts.items()
        )  # fmt: skip
        content = {territory.code: amount for territory, amount in amounts.items()}
        remember(act="adopt_ceilings", thing=edition, by=by, content=content)


def adopt_plan(plan: LocalPlan, items: Iterable[tuple[str, str, str]], *, by: Actor) -> LocalPlan:
    """Stores a local plan; `items` are (code, code of the parent or "", name) from the lines down to the goals."""
    if not can_plan(by, plan.territory):
        raise NotAllowed
    left = list(items)
    twice = [code for code, number in Counter(code for code, _parent, _name in left).items() if number > 1]
    if twice:
        raise Refused(_("El código «%(code)s» está dos veces en el plan.") % {"code": twice[0]})
    with transaction.atomic():
        create(plan, act="adopt_plan", by=by)
        above: dict[str, PlanItem | None] = {"": None}
        for level in PlanItem.Level:
            rows = [
                PlanItem(plan=plan, parent=above[parent], level=level, code=code, name=Translated(es=name))
                for code, parent, name in left
                if parent in above
            ]
            write_rows(rows)
            above = {row.code: row for row in rows}
            left = [item for item in left if item[0] not in above]
        if left:
            raise Refused(_("«%(code)s» no cuelga de ninguna línea ni programa del plan.") % {"code": left[0][0]})
    return plan


def convene(edition: Edition, gatherings: Sequence[Gathering], *, by: Actor) -> None:
    """Says that these gatherings belong to the edition."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    with transaction.atomic():
        write_rows(EditionGathering(edition=edition, gathering=g) for g in gatherings)
        remember(act="convene", thing=edition, by=by, content=[g.public_id for g in gatherings])


def propose_idea(idea: Idea, *, by: Actor, now: datetime | None = None) -> Idea:
    """A neighbour says what is needed. Open only while the edition takes ideas."""
    if not can_propose_idea(by):
        raise NotAllowed
    verdict = verdict_on("propose_idea", idea.edition, now or timezone.now())
    if not verdict.is_open:
        raise Refused(say(verdict.reason))
    with transaction.atomic():
        create(idea, act="propose_idea", by=by)
        _index([idea])
    return idea


def record_ideas(ideas: Sequence[Idea], *, by: Actor) -> list[Idea]:
    """Brings in ideas that were said elsewhere: in workshops, on paper, in an earlier system."""
    if not all(can_plan(by, idea.territory) for idea in ideas):
        raise NotAllowed
    with transaction.atomic():
        stored = create_many(ideas, act="record_ideas", by=by)
        _index(stored)
    return stored


def decide_idea(idea: Idea, state: str, reason: str, *, by: Actor, seen: int | None = None) -> Idea:
    """Says what becomes of an idea; where it goes no further, why."""
    if not can_plan(by, idea.territory):
        raise NotAllowed
    if state in {Idea.State.NOT_VIABLE, Idea.State.MERGED} and not reason.strip():
        raise Refused(_("Explique por qué: quien propuso la idea lo va a leer."))
    if idea.state == Idea.State.WITHDRAWN:
        raise Refused(_("Quien propuso «%(idea)s» la retiró: ya no se decide sobre ella.") % {"idea": idea.title})
    idea.state, idea.state_reason = state, Translated(es=reason.strip()) if reason.strip() else Translated()
    return change(idea, act="decide_idea", by=by, seen=seen)


def withdraw_idea(idea: Idea, *, by: Actor) -> Idea:
    """Its author takes it back; it stays in the record and leaves the public lists."""
    if idea.author_id is None or idea.author_id != by.pk:
        raise NotAllowed
    if idea.state == Idea.State.FORMULATED:
        raise Refused(_("La idea ya es un proyecto; no se puede retirar."))
    with transaction.atomic():
        idea.state = Idea.State.WITHDRAWN
        change(idea, act="withdraw_idea", by=by)
        forget("planning.idea", [idea.pk])
    return idea


def _index(ideas: Sequence[Idea]) -> None:
    texts = []
    for idea in ideas:
        languages = {*idea.title, *idea.description}
        joined = {
            lang: f"{idea.title.get(lang, '')} {idea.description.get(lang, '')} {idea.place}" for lang in languages
        }
        texts.append((idea.pk, joined))
    index_things("planning.idea", texts)
