"""What can happen to a contest? Its ballot is published, its opened ballots are brought in, it is counted.

The count itself is the rulebook's; here it is asked, and what it answers is kept with its reasons and certificate.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.people.queries import Actor
from convite.projects.actions import set_project_states
from convite.projects.models import Project
from convite.rulebook.winners import Outcome, Rule, count
from convite.voting.models import Contest, OpenedBallot, Option, OptionResult, Result, Turnout
from convite.voting.permissions import can_count_contest, can_run_contest
from convite.voting.queries import (
    POINTS_KINDS,
    ballots_hash,
    election_of,
    marks_from_text,
    opened_ballots,
    options_of,
    reason_as_json,
)


def prepare_contest(
    contest: Contest, projects: Sequence[Project], rule: Rule, *, by: Actor, recorded: Mapping[str, int] | None = None
) -> Contest:
    """Stores a contest with its options, numbered in the order given; `recorded` (by code) is what a file says."""
    if not can_run_contest(by, contest.territory):
        raise NotAllowed
    if not projects:
        raise Refused(_("Un tarjetón necesita al menos un proyecto."))
    for project in projects:
        inside = project.territory.path.startswith(contest.territory.path)
        if not inside or project.edition_id != contest.edition_id:
            text = _("«%(project)s» es de otro territorio o de otra edición: no va en este tarjetón.")
            raise Refused(text % {"project": project.title})
    contest.rule, contest.rule_hash = rule.to_dict(), rule.hash
    with transaction.atomic():
        create(contest, act="prepare_contest", by=by)
        write_rows(
            Option(contest=contest, project=project, number=number, recorded=(recorded or {}).get(project.code))
            for number, project in enumerate(projects, 1)
        )
    return contest


def publish_ballot(contest: Contest, *, by: Actor, seen: int | None = None) -> Contest:
    """Makes the ballot public: from now on its projects are fixed."""
    if not can_run_contest(by, contest.territory):
        raise NotAllowed
    if contest.state != Contest.State.DRAFT:
        raise Refused(_("Este tarjetón ya es público."))
    with transaction.atomic():
        projects = [option.project for option in options_of(contest)]
        set_project_states(projects, Project.State.ON_BALLOT, act="place_on_ballot", by=by)
        contest.state = Contest.State.PUBLISHED
        change(contest, act="publish_ballot", by=by, seen=seen)
    return contest


def bring_in_ballots(contest: Contest, ballots: Iterable[tuple[str, int]], *, by: Actor, source: str) -> Contest:
    """Stores ballots cast elsewhere and already anonymous: (canonical marks, how many). The contest is closed by it."""
    if not can_run_contest(by, contest.territory):
        raise NotAllowed
    if contest.state != Contest.State.PUBLISHED:
        raise Refused(_("Solo se traen votos a un tarjetón publicado y sin contar."))
    listed = list(ballots)
    _refuse_bad_ballots(contest, listed)
    with transaction.atomic():
        rows = write_rows((OpenedBallot(contest=contest, marks=m, weight=w) for m, w in listed), batch_size=2000)
        contest.state, contest.source = Contest.State.CLOSED, source
        change(contest, act="bring_in_ballots", by=by)
        remember(act="bring_in_ballots", thing=contest, by=by, content={"rows": rows, "hash": ballots_hash(contest)})
    return contest


def _refuse_bad_ballots(contest: Contest, ballots: Sequence[tuple[str, int]]) -> None:
    """What the count could not read: a mark on nothing, a mark twice, fewer than one ballot."""
    numbers = {str(number) for number in contest.options.values_list("number", flat=True)}
    with_points = contest.ballot_type in POINTS_KINDS
    for marks, weight in ballots:
        try:
            named = list(marks_from_text(marks, with_points))
        except ValueError:
            named = [""]
        written = marks.count(",") + bool(marks)
        if weight < 1 or len({*named}) != written or not numbers.issuperset(named):
            raise Refused(_("El voto «%(marks)s» no se puede leer en este tarjetón.") % {"marks": marks[:80]})


def record_turnout(contest: Contest, groups: Mapping[tuple[str, str, str], int], *, by: Actor) -> None:
    """Says how many voted, by (channel, sex, age band); what was said before is replaced."""
    if not can_count_contest(by, contest.territory):
        raise NotAllowed
    with transaction.atomic():
        contest.turnout.all().delete()
        write_rows(
            Turnout(contest=contest, channel=channel, sex=sex, age_band=band, count=people)
            for (channel, sex, band), people in groups.items()
        )
        content = {"/".join(key): people for key, people in groups.items()}
        remember(act="record_turnout", thing=contest, by=by, content=content)


def count_contest(contest: Contest, *, by: Actor, seed: str = "") -> Result:
    """Counts the opened ballots by the contest's own rule and keeps winners, reasons, rounds, ties and certificate.

    `seed` is what was drawn in public, where a tie needs a lot; without a tie it changes nothing.
    """
    if not can_count_contest(by, contest.territory):
        raise NotAllowed
    if contest.state != Contest.State.CLOSED:
        raise Refused(_("Solo se cuenta una votación cerrada y sin contar."))
    options = options_of(contest)
    election, rule = election_of(contest, options), Rule.from_dict(contest.rule)
    outcome = count(election, rule, explain=True)
    if outcome.needs_lot:
        if not seed.strip():
            raise Refused(_("Hay un empate que solo un sorteo resuelve. Hágalo en público y escriba lo que salió."))
        rule = rule.with_seed(seed.strip())
        outcome = count(election, rule, explain=True)
    with transaction.atomic():
        contest.state = Contest.State.COUNTED
        change(contest, act="count_contest", by=by)
        result = create(_result(contest, options, outcome, rule), act="count_contest", by=by)
        by_number = {str(option.number): option for option in options}
        write_rows(_option_result(result, by_number[number], why) for number, why in outcome.projects.items())
        winners = [by_number[number].project for number in outcome.winners]
        losers = [option.project for option in options if str(option.number) not in set(outcome.winners)]
        set_project_states(winners, Project.State.WON, act="choose_projects", by=by)
        set_project_states(losers, Project.State.NOT_CHOSEN, act="leave_projects", by=by)
    return result


def _result(contest: Contest, options: Sequence[Option], outcome: Outcome, rule: Rule) -> Result:
    recorded = {str(o.number) for o in options if o.recorded == 1}
    knows = any(o.recorded is not None for o in options)
    weights = dict(opened_ballots(contest))
    return Result(
        contest=contest,
        counted_at=timezone.now(),
        ballots=sum(weights.values()),
        blank_ballots=weights.get("", 0),
        spent=int(outcome.spent),
        rule_hash=rule.hash,
        ballots_hash=ballots_hash(contest),
        certificate=outcome.certificate(),
        matches_recorded=recorded == set(outcome.winners) if knows else None,
    )


def _option_result(result: Result, option: Option, why: Any) -> OptionResult:
    return OptionResult(
        result=result,
        option=option,
        rank=why.rank,
        support=int(why.support),
        won=why.won,
        reason=reason_as_json(why.reason),
    )
