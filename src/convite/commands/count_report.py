"""How is a count shown in a terminal? The table, the chart of the budget, the reasons; in the language of the terminal.

Not here: files, rules and exit codes (count).
"""

import gettext as catalogs
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from convite.rulebook.pabulib import PbFile
from convite.rulebook.winners import Margin, Outcome, ProjectResult
from convite.rulebook.words import Sentence, Value

# How thousands and decimals are written.
MARKS = {"es": (".", ","), "en": (",", "."), "fr": ("\u202f", ","), "pt": (".", ",")}
NAME_WIDTH, BAR_WIDTH = 40, 12


@cache
def language() -> str:
    """The language of the terminal; Spanish when it names none of ours."""
    named = next(
        (os.environ[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    code = named.split(":")[0].split("_")[0].split(".")[0].lower()
    return code if code in MARKS else "es"


@cache
def translation() -> catalogs.NullTranslations:
    folder = Path(__file__).resolve().parents[1] / "locale"
    return catalogs.translation("django", localedir=folder, languages=[language()], fallback=True)


def _(text: str) -> str:
    return translation().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    return translation().ngettext(one, many, number)


def written(name: str, value: Value) -> str:
    """A number as the language of the terminal writes it."""
    if isinstance(value, str):
        return value
    thousands, decimal = MARKS[language()]
    cents = round(Fraction(value) * 100)
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", thousands) + (f"{decimal}{rest:02}" if rest else "")
    return f"-{text}" if cents < 0 else text


def said(sentence: Sentence) -> str:
    return sentence.say(_, written, ngettext)


def matches(file: PbFile, outcome: Outcome) -> bool | None:
    """Whether the winners are the recorded ones; None when none are recorded."""
    return None if file.recorded_winners is None else set(file.recorded_winners) == set(outcome.winners)


def bar(part: Fraction | int, whole: Fraction | int, width: int) -> str:
    """A bar of eighths of a block; of # where the terminal has no blocks."""
    eighths = min(round(Fraction(part) * width * 8 / Fraction(whole)), width * 8)
    if "utf" not in (sys.stdout.encoding or "").lower():
        return ("#" * (eighths // 8)).ljust(width, ".")
    return ("█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()).ljust(width, "·")


def report(file: PbFile, outcome: Outcome, explain: bool) -> Iterator[str]:
    yield f"{file.meta.get('description') or file.name}"
    yield _("Regla: %(name)s, versión %(version)s, %(hash)s") % {
        "name": outcome.rule.name,
        "version": outcome.rule.version,
        "hash": outcome.rule.hash[:12],
    }
    voters = file.ballots.voters
    yield ngettext("%(voters)s papeleta", "%(voters)s papeletas", voters) % {"voters": written("voters", voters)}
    yield ""
    yield from _table(outcome)
    yield ""
    used = {name: written(name, value) for name, value in (("spent", outcome.spent), ("budget", outcome.budget))}
    yield _("Presupuesto usado: %(spent)s de %(budget)s %(currency)s") % {**used, "currency": file.currency}
    share = written("share", Fraction(outcome.spent) * 100 / Fraction(outcome.budget))
    yield f"{bar(outcome.spent, outcome.budget, 50)} {share} %"
    yield from _remarks(file, outcome)
    if explain:
        yield from _explained(outcome)


def _table(outcome: Outcome) -> Iterator[str]:
    """The winners in order, each with a bar of its part of the budget; then how many did not win."""
    width = max(min(shutil.get_terminal_size((100, 24)).columns - 56, NAME_WIDTH), 16)
    unit = next((result.unit for result in outcome.projects.values()), "votes")
    head = (_("Proyecto"), _("Puntos") if unit == "points" else _("Votos"), _("Recibe"))
    yield f"{'':>3}  {head[0]:<{width + 12}} {head[1]:>9} {head[2]:>13}"
    for number, pid in enumerate(outcome.winners, start=1):
        result = outcome.projects[pid]
        name = f"{pid} {result.name}".strip()
        name = name if len(name) <= width + 12 else name[: width + 11] + "…"
        support, granted = written("support", result.support), written("cost", result.granted)
        part = bar(result.granted, outcome.budget, BAR_WIDTH)
        yield f"{number:>3}  {name:<{width + 12}} {support:>9} {granted:>13} {part}".rstrip()
    lost = len(outcome.projects) - len(outcome.winners)
    text = ngettext("Un proyecto no ganó.", "%(lost)s proyectos no ganaron.", lost)
    yield text % {"lost": lost}


def _remarks(file: PbFile, outcome: Outcome) -> Iterator[str]:
    for note in file.notes:
        yield _("Nota: ") + said(note)
    if outcome.preference:
        yield _("Prefirieron el resultado por votos %(greedy)s personas, y este %(shares)s.") % {
            "greedy": written("greedy", outcome.preference["greedy"]),
            "shares": written("shares", outcome.preference["equal-shares"]),
        }
    decisive = [tie for tie in outcome.ties if tie.decisive is not False]
    for tie in decisive:
        yield _("Empate entre %(projects)s, resuelto por: %(how)s.") % {
            "projects": ", ".join(tie.projects),
            "how": _HOW[tie.broken_by](),
        }
    if outcome.needs_lot:
        yield _("Un empate llegó al sorteo y la regla aún no tiene semilla: sortéela en público y use --seed.")
    same = matches(file, outcome)
    if same is not None:
        yield _("Coincide con los ganadores registrados.") if same else difference(file, outcome)
    if file.outside_the_rule:
        yield _("Financiados fuera de la regla, según el archivo: ") + ", ".join(file.outside_the_rule)


_HOW = {
    "lower-cost": lambda: _("menor costo"),
    "higher-cost": lambda: _("mayor costo"),
    "more-votes": lambda: _("más votos"),
    "listed-first": lambda: _("orden de la lista"),
    "lot": lambda: _("sorteo"),
}


def difference(file: PbFile, outcome: Outcome) -> str:
    recorded = file.recorded_winners or ()
    return _("No coincide con los ganadores registrados. Solo aquí: %(here)s. Solo registrados: %(there)s.") % {
        "here": ", ".join(pid for pid in outcome.winners if pid not in recorded) or "–",
        "there": ", ".join(pid for pid in recorded if pid not in outcome.winners) or "–",
    }


def _explained(outcome: Outcome) -> Iterator[str]:
    yield ""
    yield _("Por qué")
    for result in sorted(outcome.projects.values(), key=lambda result: result.rank):
        sentences = [said(result.reason.sentence), *map(said, result.reason.advice)]
        yield f"  {result.id} {result.name}: " + " ".join(sentences)
    yield ""
    yield _("Ronda por ronda")
    for step in outcome.rounds:
        pid = step.bought or step.considered[0]
        price = "" if step.price is None else _(", precio %(price)s") % {"price": f"{float(step.price):.6g}"}
        text = _("compra %(project)s por %(paid)s%(price)s; quedan %(left)s")
        if not step.bought:
            text = _("no compra %(project)s; quedan %(left)s")
        left, paid = written("left", step.left), written("cost", step.paid)
        yield f"{step.number:>4}. " + text % {"project": pid, "paid": paid, "price": price, "left": left}


def margin_told(result: ProjectResult, found: Margin) -> Iterator[str]:
    """What one project lacked, found by counting again."""
    yield ""
    yield _("¿Cuánto le faltó a %(project)s?") % {"project": f"{result.id} {result.name}".strip()}
    yield from (f"  {said(sentence)}" for sentence in found.sentences)


def comparison(outcome: Outcome, others: Sequence[Outcome]) -> Iterator[str]:
    yield ""
    yield _("¿Y con otra regla?")
    for other in others:
        into = [pid for pid in other.winners if pid not in outcome.winners]
        out = [pid for pid in outcome.winners if pid not in other.winners]
        yield _("  %(rule)s: %(winners)s ganadores, %(spent)s. Entran: %(into)s. Salen: %(out)s.") % {
            "rule": other.rule.name,
            "winners": len(other.winners),
            "spent": written("spent", other.spent),
            "into": ", ".join(into) or "–",
            "out": ", ".join(out) or "–",
        }
