"""How far should a work be, how far is it, and is it late?

Words: a work's *schedule* says in which months each step is done and how much of the whole it is; spread evenly over
its months it gives the *planned* share for any day. *Physical* progress is what was seen and reported, never computed
from money; *financial* progress is what was paid of what was allocated, never typed. A work is *late* from the day
after the one on which it was to be delivered, and *behind* while it is less than planned by more than the margin.

Source: the two curves (planned and actual) of public works' follow-up, as in Colombia's SPI and GESPROY reports.
Shares are exact fractions of one. Not here: clocks (the day is an argument).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from convite.rulebook.words import Sentence, gettext_noop, ngettext_lazy

MARGIN = Fraction(1, 10)  # ten points behind what was planned


@dataclass(frozen=True, slots=True)
class Step:
    """From the first day of its month (1 is the first) it takes so many months, and is `share` of one hundred."""

    starts_in: int
    lasts: int
    share: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`state`: "not_started", "on_time", "behind", "late", "delivered"; `days`: how many days late."""

    state: str
    planned: Fraction
    physical: Fraction
    days: int
    reason: Sentence


def planned_share(steps: Sequence[Step], starts_on: date, on: date) -> Fraction:
    """How much of the work should be done at the end of the day `on`. Steps that do not add up to 100 are scaled.

    >>> planned_share([Step(1, 1, 50), Step(2, 1, 50)], date(2026, 1, 1), date(2026, 1, 31))
    Fraction(1, 2)
    """
    whole = sum(step.share for step in steps)
    if not whole or on < starts_on:
        return Fraction(0)
    done = Fraction(0)
    for step in steps:
        begins, ends = add_months(starts_on, step.starts_in - 1), add_months(starts_on, step.starts_in - 1 + step.lasts)
        days = min(max((on - begins).days + 1, 0), (ends - begins).days)
        done += Fraction(step.share * days, (ends - begins).days)
    return done / whole


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def planned_end(steps: Sequence[Step], starts_on: date) -> date | None:
    """The last day of the schedule; None without steps.

    >>> planned_end([Step(1, 2, 50), Step(3, 1, 50)], date(2026, 1, 1))
    datetime.date(2026, 3, 31)
    """
    if not steps:
        return None
    months = max(step.starts_in - 1 + step.lasts for step in steps)
    return date.fromordinal(add_months(starts_on, months).toordinal() - 1)


def judge_progress(
    steps: Sequence[Step],
    starts_on: date | None,
    ends_on: date | None,
    physical: Fraction,
    on: date,
    delivered_on: date | None = None,
) -> Standing:
    """How does the work stand on a day? Late by days beats behind by share; what was delivered late says by how much.

    >>> schedule = [Step(1, 10, 100)]
    >>> judge_progress(schedule, date(2026, 1, 1), date(2026, 10, 31), Fraction(1, 5), date(2026, 6, 30)).state
    'behind'
    >>> judge_progress(schedule, date(2026, 1, 1), date(2026, 10, 31), Fraction(9, 10), date(2026, 11, 5)).days
    5
    """
    if not 0 <= physical <= 1:
        raise ValueError("physical progress is a share of one")
    planned = planned_share(steps, starts_on, on) if starts_on else Fraction(0)
    last = delivered_on or on
    days = max((last - ends_on).days, 0) if ends_on else 0
    state, reason = _standing(planned, physical, days, starts_on is None or on < starts_on, delivered_on is not None)
    return Standing(state, planned, physical, days, reason)


def _standing(
    planned: Fraction, physical: Fraction, days: int, is_to_come: bool, is_delivered: bool
) -> tuple[str, Sentence]:
    if is_delivered and days:
        text, plural = ngettext_lazy(
            "Se entregó con %(days)s día de atraso.", "Se entregó con %(days)s días de atraso."
        )
        return "delivered", Sentence(text, {"days": days}, plural=plural, count="days")
    if is_delivered:
        return "delivered", Sentence(gettext_noop("Se entregó a tiempo."))
    if days:
        text, plural = ngettext_lazy("Debía entregarse hace %(days)s día.", "Debía entregarse hace %(days)s días.")
        return "late", Sentence(text, {"days": days}, plural=plural, count="days")
    if is_to_come:
        return "not_started", Sentence(gettext_noop("Todavía no empieza."))
    shares = {"physical": physical * 100, "planned": planned * 100}
    if planned - physical > MARGIN:
        return "behind", Sentence(gettext_noop("Va en %(physical)s %% y debería ir en %(planned)s %%."), shares)
    return "on_time", Sentence(gettext_noop("Va a tiempo: %(physical)s %% de %(planned)s %% previsto."), shares)
