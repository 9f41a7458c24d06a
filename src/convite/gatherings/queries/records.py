"""What remains of a gathering? What became of its agreements, and what those who came thought of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from convite.gatherings.models import Agreement, Evaluation, Gathering

FEWEST_OPINIONS = 5  # with fewer, who knows who came knows who said it


@dataclass(frozen=True)
class Opinions:
    """What those who came thought, from FEWEST_OPINIONS answers on; with fewer only how many there are."""

    number: int
    useful: Decimal | None
    heard: Decimal | None
    texts: list[str]

    @property
    def are_told(self) -> bool:
        return self.useful is not None


def opinions_of(gathering: Gathering) -> Opinions:
    rows = Evaluation.objects.filter(gathering=gathering)
    sums = rows.aggregate(n=Count("id"), useful=Sum("useful"), heard=Sum("heard"))
    number = sums["n"]
    if number < FEWEST_OPINIONS:
        return Opinions(number, None, None, [])
    # By their words, not in the order in which they came: who answered first is not to be told.
    texts = sorted(rows.exclude(text="").values_list("text", flat=True))
    return Opinions(number, Decimal(sums["useful"]) / number, Decimal(sums["heard"]) / number, texts)


def overdue(agreements: QuerySet[Agreement], today: date) -> QuerySet[Agreement]:
    return agreements.filter(state=Agreement.State.OPEN, due_on__lt=today)


@dataclass(frozen=True)
class AgreementCounts:
    total: int
    kept: int
    overdue: int
    dropped: int


def counts_of_agreements(agreements: QuerySet[Agreement], today: date) -> AgreementCounts:
    states = Agreement.State
    found = agreements.order_by().aggregate(
        total=Count("id"),
        kept=Count("id", filter=Q(state=states.KEPT)),
        overdue=Count("id", filter=Q(state=states.OPEN, due_on__lt=today)),
        dropped=Count("id", filter=Q(state=states.DROPPED)),
    )
    return AgreementCounts(**found)
