"""What can one ask of the vote? An election as the rulebook counts it, results with their reasons, turnout."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from convite.core.money import Money
from convite.core.saying import locale_now, number_text, percent_text, say, say_moment
from convite.core.templatetags.ui import formats
from convite.core.trace import Step
from convite.planning.models import Edition
from convite.planning.queries import phases_of, verdict_on
from convite.projects.models import Project
from convite.rulebook.winners import Election
from convite.rulebook.winners import Project as Candidate
from convite.rulebook.words import Sentence
from convite.voting.models import Contest, OpenedBallot, Option, OptionResult, Result, Turnout

POINTS_KINDS = (Contest.BallotType.CUMULATIVE, Contest.BallotType.SCORING)
_FRACTION = re.compile(r"-?\d+/\d+")


def marks_as_text(marks: Iterable[int] | dict[int, int], ordered: bool = False) -> str:
    """Canonical text of a ballot's marks by option number: "3,7", "3:2,7:1"; in the voter's order for rankings."""
    if isinstance(marks, dict):
        return ",".join(f"{number}:{points}" for number, points in sorted(marks.items()))
    return ",".join(map(str, marks if ordered else sorted(marks)))


def marks_from_text(text: str, with_points: bool) -> list[str] | dict[str, int]:
    """The marks as the rulebook takes them, by option number as text. A blank ballot is the empty text."""
    parts = text.split(",") if text else []
    if with_points:
        return {number: int(points) for number, _, points in (part.partition(":") for part in parts)}
    return parts


def options_of(contest: Contest) -> list[Option]:
    return list(contest.options.select_related("project").order_by("number"))


def election_of(contest: Contest, options: Iterable[Option] | None = None) -> Election:
    """What was voted, as the rulebook counts it: options by number, money in minor units, equal ballots merged."""
    listed = list(options) if options is not None else options_of(contest)
    with_points = contest.ballot_type in POINTS_KINDS
    return Election.of(
        [Candidate(str(o.number), o.project.cost_minor, str(o.project.title)) for o in listed],
        [(marks_from_text(marks, with_points), weight) for marks, weight in opened_ballots(contest)],
        contest.ceiling,
        kind=contest.ballot_type,
        length=contest.most_marks or 0 if contest.ballot_type == Contest.BallotType.ORDINAL else 0,
        currency=contest.edition.currency,
    )


def published_election(contest: Contest) -> Election:
    """What was voted, as a file tells it: as it was counted, but with money in pesos, złoty… as Pabulib has it."""
    counted = election_of(contest)
    minor = 10**contest.money.exponent
    projects = tuple(replace(p, cost=Fraction(p.cost) / minor) for p in counted.projects)
    return replace(counted, projects=projects, budget=Fraction(counted.budget) / minor)


def opened_ballots(contest: Contest) -> list[tuple[str, int]]:
    """(marks, how many) in canonical order. Python sorts: databases order texts by the customs of a country."""
    return sorted(contest.ballots.values_list("marks", "weight"))


def ballots_hash(contest: Contest) -> str:
    """SHA-256 of the opened ballots in canonical order, one line each: what was counted, in one number."""
    digest = hashlib.sha256()
    for marks, weight in opened_ballots(contest):
        digest.update(f"{marks} {weight}\n".encode())
    return digest.hexdigest()


def reason_as_json(reason: Any) -> dict[str, Any]:
    """A reason of the rulebook with its advice, kept so that it can be said in any language later."""
    return {"code": reason.code, "sentences": [_kept(sentence) for sentence in (reason.sentence, *reason.advice)]}


def _kept(sentence: Sentence) -> dict[str, Any]:
    params = {k: str(v) if isinstance(v, Fraction) else v for k, v in sentence.params.items()}
    return {"template": sentence.template, "plural": sentence.plural, "count": sentence.count, "params": params}


def say_reason(kept: dict[str, Any], currency: str) -> str:
    """The reason and its advice as a text, in the language in force."""
    said = []
    for one in kept["sentences"]:
        params = {
            k: Fraction(v) if isinstance(v, str) and _FRACTION.fullmatch(v) else v for k, v in one["params"].items()
        }
        said.append(say(Sentence(one["template"], params, one["plural"], one["count"]), currency))
    return " ".join(said)


def support_text(contest: Contest, support: int) -> str:
    """«1.204 votos», or points where the ballot gives points."""
    if contest.ballot_type in {*POINTS_KINDS, Contest.BallotType.ORDINAL}:
        text = ngettext("%(n)s punto", "%(n)s puntos", support)
    else:
        text = ngettext("%(n)s voto", "%(n)s votos", support)
    return text % {"n": number_text(support)}


@dataclass(frozen=True)
class ResultRow:
    """A project in a result: its place, its support, whether it won, and why in the reader's language."""

    option: Option
    project: Project
    rank: int
    support: int
    support_text: str
    won: bool
    code: str
    reason: str
    outside_the_rule: bool
    left: Money | None  # what there was when its turn came, where the rule goes by turns

    @property
    def meta(self) -> str:
        return f"{self.project.get_theme_display()} · {self.project.cost.show(locale_now())}"


def rows_of(result: Result) -> list[ResultRow]:
    rows = result.options.select_related("option__project").order_by("rank")
    currency = result.contest.edition.currency
    return [
        ResultRow(
            option=row.option,
            project=row.option.project,
            rank=row.rank,
            support=row.support,
            support_text=support_text(result.contest, row.support),
            won=row.won,
            code=row.reason["code"],
            reason=say_reason(row.reason, currency),
            outside_the_rule=row.option.recorded not in (None, 0, 1),
            left=_left_for(row, currency),
        )
        for row in rows
    ]


def _left_for(row: OptionResult, currency: str) -> Money | None:
    left = row.reason["sentences"][0]["params"].get("left")
    return None if left is None else Money(round(Fraction(left)), currency)


def turns_of(result: Result, rows: Iterable[ResultRow]) -> dict[str, Any]:
    """The count step by step, as `{% table %}` takes it, where the rule goes by turns; else no rows."""
    if result.contest.rule.get("parameters", {}).get("method") != "greedy":
        return {"rows": []}
    said = {True: _("gana"), False: _("se deja")}
    lines = [
        [str(row.project.title), row.support, row.left, row.project.cost, said[row.won]]
        for row in rows
        if row.left is not None
    ]
    numbers = (_("Votos"), _("Quedaba"), _("Cuesta"))
    columns = [_("Proyecto"), *({"label": label, "number": True} for label in numbers), _("Entonces")]
    return {"columns": columns, "rows": lines}


def money_bar(result: Result, rows: Iterable[ResultRow]) -> dict[str, Any]:
    """What the bar of the money shows: a part per winner, the finding, and what is left."""
    parts = [{"label": str(row.project.title), "value": row.project.cost} for row in rows if row.won]
    share = Fraction(result.spent, result.contest.ceiling)
    left = result.money_left
    title = _("El %(share)s del dinero quedó asignado") % {"share": percent_text(share)}
    note = _("sobran %(money)s") % {"money": left.show(locale_now())} if left else ""
    return {"parts": parts, "share_title": title, "share_note": note}


def option_of(project: Project) -> Option | None:
    """Its place on a ballot, with what was decided of it; not read again where the project came with it."""
    if Project._meta.get_field("option").is_cached(project):  # type: ignore[union-attr]
        return project.option
    rows = Option.objects.filter(project=project).select_related("contest", "result__result")
    return rows.defer("result__result__certificate").first()


def steps_of_project(project: Project) -> list[Step]:
    """The ballot a project stood on, and what the vote decided of it, or when it will."""
    option = option_of(project)
    if option is None or option.contest.state == Contest.State.DRAFT:
        return []
    contest, edition = option.contest, project.edition
    phase = next((p for p in phases_of(edition) if p.kind == "prioritisation"), None)
    title = _("Número %(number)s del tarjetón") % {"number": option.number}
    url = reverse("contest_page", args=[contest.public_id])
    ballot = Step(phase.opens_at if phase else contest.created_at, title, url=url)
    result = getattr(option, "result", None)
    if result is None:
        return [ballot, *_vote_to_come(edition)]
    votes = support_text(contest, result.support)
    title = _("Priorizado: %(votes)s") if result.won else _("No priorizado: %(votes)s")
    decided = Step(
        phase.closes_at if phase else result.result.counted_at,
        title % {"votes": votes},
        say_reason(result.reason, edition.currency),
        reverse("result_page", args=[contest.public_id]),
    )
    return [ballot, decided]


def _vote_to_come(edition: Edition) -> list[Step]:
    verdict = verdict_on("vote", edition)
    if verdict.window is None:
        return []
    if not verdict.is_open and verdict.window.closes_at <= timezone.now():
        return [Step(verdict.window.closes_at, _("Se cuentan los votos"), state="now")]
    until = _("Hasta el %(closes)s") % {"closes": say_moment(verdict.window.closes_at)}
    return [Step(verdict.window.opens_at, _("Se vota"), until, state="now" if verdict.is_open else "next")]


def money_words(money: Money) -> str:
    """«$251.265 millones», free to part where a line ends."""
    return formats.money_short_text(money).replace(formats.NBSP, " ")


def figures_of_result(result: Result, turnout: "TurnoutFigures") -> list[dict[str, Any]]:
    """A result in numbers, as `{% figures %}` takes them."""
    figures = [{"value": result.ballots, "label": ngettext("voto contado", "votos contados", result.ballots)}]
    if turnout.online:
        figures.append({"value": percent_text(turnout.online / turnout.total, 0), "label": _("por internet")})
    figures.append({"value": money_words(result.contest.money), "label": _("techo del territorio")})
    return [*figures, {"value": money_words(result.money_spent), "label": _("asignado")}]


def paper_of(result: Result, url: str) -> dict[str, Any]:
    """The act of results as `core.pdf` prints it: what was at stake, what won and why, by which rule."""
    contest, where = result.contest, locale_now()
    rows = [
        {
            "number": str(row.option.number), "title": str(row.project.title), "reason": row.reason, "won": row.won,
            "votes": number_text(row.support), "cost": row.project.cost.show(where),
        }
        for row in rows_of(result)
    ]  # fmt: skip
    rule = _(
        "Se contó con la regla «%(name)s», versión %(version)s. Cualquiera puede volver a contar los votos publicados."
    )
    return {
        "site": settings.SITE_NAME,
        "title": _("Acta de resultados"),
        "territory": contest.territory.full_name,
        "edition": str(contest.edition.name),
        "ceiling": contest.money.show(where),
        "spent": result.money_spent.show(where),
        "left": result.money_left.show(where),
        "ballots": number_text(result.ballots),
        "rows": rows,
        "rule": [rule % {"name": contest.rule["name"], "version": contest.rule["version"]}],
        "rule_hash": result.rule_hash,
        "ballots_hash": result.ballots_hash,
        "counted_at": say_moment(result.counted_at),
        "url": url,
        "lang": get_language() or "es",
    }


@dataclass(frozen=True)
class TurnoutFigures:
    """How many voted: all, and by channel."""

    total: int
    online: int
    station: int


def turnout_of(contests: Iterable[Contest] | QuerySet[Contest]) -> TurnoutFigures:
    rows = Turnout.objects.filter(contest__in=contests, sex="", age_band="").values_list("channel")
    by_channel = dict(rows.annotate(people=Sum("count")))
    return TurnoutFigures(
        total=sum(by_channel.values()),
        online=by_channel.get(Turnout.Channel.ONLINE, 0),
        station=by_channel.get(Turnout.Channel.STATION, 0),
    )


@dataclass(frozen=True)
class EditionResult:
    """An edition's results in one line: contests counted, ballots, projects that won and the money they take."""

    contests: int
    counted: int
    options: int
    winners: int
    ballots: int
    spent: Money
    ceiling: Money


def result_of_edition(edition: Edition) -> EditionResult:
    return results_of_editions([edition])[0]


def results_of_editions(editions: Sequence[Edition]) -> list[EditionResult]:
    """One line for each, in the order given; the number of queries does not grow with them."""
    contests = Contest.objects.filter(edition__in=editions).exclude(state=Contest.State.DRAFT)
    numbers = _by_edition(
        contests,
        "edition",
        contests=Count("id"),
        counted=Count("id", filter=Q(state=Contest.State.COUNTED)),
        ceiling=Sum("ceiling"),
        ballots=Sum("result__ballots"),
        spent=Sum("result__spent"),
    )
    options = Option.objects.filter(contest__in=contests)
    listed = _by_edition(
        options, "contest__edition", options=Count("id"), winners=Count("id", filter=Q(result__won=True))
    )
    return [_edition_result(edition, numbers.get(edition.pk, {}) | listed.get(edition.pk, {})) for edition in editions]


def _by_edition(rows: QuerySet[Any], edition: str, **figures: Any) -> dict[int, dict[str, int]]:
    return {row[edition]: row for row in rows.order_by().values(edition).annotate(**figures)}


def _edition_result(edition: Edition, figures: dict[str, int]) -> EditionResult:
    known = {name: figures.get(name) or 0 for name in ("contests", "counted", "options", "winners", "ballots")}
    spent, ceiling = (Money(figures.get(name) or 0, edition.currency) for name in ("spent", "ceiling"))
    return EditionResult(**known, spent=spent, ceiling=ceiling)


@dataclass(frozen=True)
class Difference:
    """Where a count and an imported file's record differ, or the record stands outside the rule."""

    option: Option
    recorded: int
    won: bool


def differences_of(result: Result) -> list[Difference]:
    """Options whose recorded state is not what the count gave: funded apart (2 and above), or simply different."""
    rows = result.options.select_related("option__project").exclude(option__recorded=None).order_by("rank")
    return [
        Difference(row.option, row.option.recorded, row.won)
        for row in rows
        if row.option.recorded not in (0, 1) or (row.option.recorded == 1) != row.won
    ]


def ballots_of(contest: Contest) -> QuerySet[OpenedBallot]:
    return contest.ballots.order_by("-weight", "marks")


def editions_with_results(results: QuerySet[Result]) -> QuerySet[Edition]:
    return Edition.objects.filter(pk__in=results.order_by().values("contest__edition")).select_related("territory")


def certificate_text(result: Result) -> str:
    return json.dumps(result.certificate, ensure_ascii=False, indent=1, sort_keys=True)


def why_ceilings_stay(edition: Edition) -> str:
    """Once a ballot says how much its territory decides, that does not change; "" where none was published."""
    contests = Contest.objects.filter(edition=edition).exclude(state=Contest.State.DRAFT)
    contest = contests.select_related("territory").order_by("territory__order", "territory__name").first()
    if contest is None:
        return ""
    text = _("El tarjetón de %(place)s ya se publicó con su techo: los techos de esta edición no cambian.")
    return text % {"place": contest.territory.full_name}
