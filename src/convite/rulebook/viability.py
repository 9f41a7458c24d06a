"""Is a project viable? What its opinions amount to, and who may look a second time.

Words: departments give *opinions* (formal, technical, legal, financial…) for reasons that everybody reads; an opinion
is *favourable*, asks to *correct* (subsanar), or is *unfavourable*. A project is viable when every kind of opinion that
its route asks for is favourable. One that must be corrected goes back to its authors once all have spoken, so that they
mend everything at once. An *appeal* is decided by somebody who has not spoken on the project before.

Source: viability of local projects in Medellín (Decreto 0697 of 2017) and the right to a second look of CPACA (Ley 1437
of 2011, art. 74–76). Not here: deadlines' clocks (the day is an argument), the texts of criteria (dated data).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from convite.rulebook.words import Sentence, gettext_noop, ngettext_lazy

FORMAL = "formal"
VERDICTS = ("favourable", "correct", "unfavourable")


@dataclass(frozen=True, slots=True)
class Opinion:
    """Its kind, the round in which it was given, and what it says ("" while it is awaited)."""

    kind: str
    round: int
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`state`: "waiting", "correct", "viable", "not_viable"; the kinds that decided it; the sentence that says so."""

    state: str
    kinds: tuple[str, ...]
    reason: Sentence


def latest(opinions: Sequence[Opinion]) -> Mapping[str, Opinion]:
    """Of each kind the opinion of its last round: what was corrected is judged anew, what was fine stays."""
    found: dict[str, Opinion] = {}
    for opinion in sorted(opinions, key=lambda o: o.round):
        found[opinion.kind] = opinion
    return found


def judge_opinions(wanted: Sequence[str], opinions: Sequence[Opinion]) -> Outcome:
    """What do the opinions amount to? `wanted`: the kinds that the route asks for, in order; the formal one first.

    An unfavourable formal opinion ends it at once: the others are not asked to study what cannot be accepted.

    >>> asked = ("formal", "technical", "legal")
    >>> given = [Opinion(kind, 1, "favourable") for kind in ("formal", "legal")] + [Opinion("technical", 1, "correct")]
    >>> judge_opinions(asked, given).state
    'correct'
    >>> judge_opinions(asked, [*given, Opinion("technical", 2, "favourable")]).state
    'viable'
    >>> judge_opinions(asked, [Opinion("formal", 1, "unfavourable")]).kinds
    ('formal',)
    """
    found = latest(opinions)

    def kinds(verdict: str) -> tuple[str, ...]:
        return tuple(kind for kind in wanted if kind in found and found[kind].verdict == verdict)

    if FORMAL in wanted and FORMAL in kinds("unfavourable"):
        return Outcome("not_viable", (FORMAL,), Sentence(gettext_noop("No cumple los requisitos formales.")))
    waiting = tuple(kind for kind in wanted if kind not in found or not found[kind].verdict)
    if waiting:
        text, plural = ngettext_lazy("Falta %(n)s concepto de %(all)s.", "Faltan %(n)s conceptos de %(all)s.")
        return Outcome("waiting", waiting, _counted(text, plural, waiting, wanted))
    if against := kinds("unfavourable"):
        text, plural = ngettext_lazy(
            "%(n)s concepto de %(all)s no es favorable.", "%(n)s conceptos de %(all)s no son favorables."
        )
        return Outcome("not_viable", against, _counted(text, plural, against, wanted))
    if mend := kinds("correct"):
        text, plural = ngettext_lazy(
            "%(n)s concepto de %(all)s pide subsanar.", "%(n)s conceptos de %(all)s piden subsanar."
        )
        return Outcome("correct", mend, _counted(text, plural, mend, wanted))
    text = gettext_noop("Los %(all)s conceptos son favorables.")
    return Outcome("viable", tuple(wanted), Sentence(text, {"all": len(wanted)}))


def _counted(text: str, plural: str, kinds: Sequence[str], wanted: Sequence[str]) -> Sentence:
    return Sentence(text, {"n": len(kinds), "all": len(wanted)}, plural=plural, count="n")


def may_look_again(person: str, spoke: Collection[str], formulates: Collection[str]) -> Sentence | None:
    """Why this person may not decide an appeal; None if she may. `spoke`: who signed an opinion on the project.

    >>> str(may_look_again("ana", {"ana"}, ()))
    'Quien ya dio un concepto no decide la apelación: la debe estudiar otra persona.'
    >>> may_look_again("luz", {"ana"}, ()) is None
    True
    """
    if person in spoke:
        text = gettext_noop("Quien ya dio un concepto no decide la apelación: la debe estudiar otra persona.")
        return Sentence(text)
    if person in formulates:
        return Sentence(gettext_noop("Quien formuló el proyecto no decide sobre él."))
    return None


def due_day(asked_on: date, days: int, holidays: Collection[date] = ()) -> date:
    """The last day of a term of so many working days: weekends and holidays do not count, nor the day it was asked.

    >>> due_day(date(2026, 3, 6), 1)
    datetime.date(2026, 3, 9)
    """
    day = asked_on
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day


def check_answers(
    criteria: Sequence[Mapping[str, object]], answers: Mapping[str, str], verdict: str
) -> tuple[Sentence, ...]:
    """What keeps an opinion from being signed: criteria without an answer, or a verdict that its answers deny.

    >>> must = [{"code": "T1", "text": "Cabe en el lote", "must": True}]
    >>> [str(f) for f in check_answers(must, {"T1": "no"}, "favourable")]
    ['El criterio T1 es obligatorio y no se cumple: no puede ser favorable.']
    """
    faults = []
    for criterion in criteria:
        code = str(criterion["code"])
        answer = answers.get(code, "")
        if answer not in ("yes", "no", "na"):
            faults.append(Sentence(gettext_noop("Falta responder el criterio %(code)s."), {"code": code}))
        elif answer == "no" and criterion.get("must") and verdict == "favourable":
            text = gettext_noop("El criterio %(code)s es obligatorio y no se cumple: no puede ser favorable.")
            faults.append(Sentence(text, {"code": code}))
    return tuple(faults)
