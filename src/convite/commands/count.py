"""`convite count`: counts `.pb` files again, says who wins and why, and whether that is what was recorded.

Exit codes: 0 the winners are the recorded ones (or none are recorded); 1 some recorded winners differ; 2 some file or
rule could not be read. It needs no Django and no database: whoever doubts a result can run it at home.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from convite.commands.count_report import (
    _,
    bar,
    comparison,
    difference,
    margin_told,
    matches,
    ngettext,
    report,
    said,
)
from convite.rulebook.pabulib import BallotFileError, PbFile, read_pb
from convite.rulebook.winners import (
    Margin,
    Outcome,
    ProjectResult,
    Rule,
    count,
    margin,
    preset,
    presets,
    rule_of_file,
)


class Refusal(Exception):
    """Something that cannot be counted, with the sentence that says so."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="ARCHIVO.pb", help=_("archivos .pb, o carpetas con ellos"))
    parser.add_argument(
        "--rule", metavar="REGLA", help=_("la regla; sin ella, la del archivo: ") + ", ".join(presets())
    )
    parser.add_argument("--rule-file", type=Path, metavar="REGLA.json", help=_("la regla, de un archivo JSON"))
    parser.add_argument("--threshold", type=int, metavar="N", help=_("el mínimo de votos o puntos"))
    parser.add_argument("--seed", metavar="TEXTO", help=_("la semilla del sorteo, publicada tras el cierre"))
    parser.add_argument("--json", action="store_true", help=_("escribe el resultado en JSON"))
    parser.add_argument("--explain", action="store_true", help=_("da la razón de cada proyecto y cada ronda"))
    parser.add_argument(
        "--compare", nargs="+", action="extend", default=[], metavar="REGLA", help=_("¿y con otra regla?")
    )
    parser.add_argument(
        "--margin", metavar="PROYECTO", help=_("cuánto le faltó a un proyecto para ganar, contando de nuevo")
    )
    parser.add_argument("--certificate", type=Path, metavar="SALIDA.json", help=_("escribe la prueba del resultado"))


def run(args: argparse.Namespace) -> int:
    try:
        files = _files(args.paths)
        if len(files) == 1 and not Path(args.paths[0]).is_dir():
            return _one(files[0], args)
        if args.certificate or args.compare or args.margin:
            raise Refusal(_("--certificate, --compare y --margin son para un solo archivo."))
        return _many(files, args)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever reads us has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _files(paths: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(path.glob("*.pb")) if path.is_dir() else [path]
        if not inside:
            raise Refusal(_("%(path)s: no hay archivos .pb en esta carpeta.") % {"path": path})
        found += inside
    return found


def _read(path: Path) -> PbFile:
    try:
        return read_pb(path)
    except BallotFileError as error:
        place = _("línea %(line)s, columna %(column)s") % {"line": error.line, "column": error.column}
        raise Refusal(f"{path}: {place}: {said(error.sentence)}") from None
    except OSError as error:
        why = error.strerror or error
        raise Refusal(_("%(path)s: no se puede leer (%(why)s).") % {"path": path, "why": why}) from None


def _named_rule(name: str) -> Rule:
    if name not in presets():
        text = _("No hay ninguna regla «%(name)s». Hay: %(names)s.")
        raise Refusal(text % {"name": name, "names": ", ".join(presets())})
    return preset(name)


def _rule(args: argparse.Namespace, file: PbFile) -> Rule | None:
    """The rule asked for, or the file's own; None when the file's is unknown."""
    own = rule_of_file(file)
    if args.rule_file:
        try:
            rule: Rule | None = Rule.from_dict(json.loads(args.rule_file.read_text(encoding="utf-8")))
        except (OSError, RecursionError, ValueError) as error:
            text = _("%(path)s: no es una regla (%(why)s).")
            raise Refusal(text % {"path": args.rule_file, "why": error}) from None
    else:
        rule = _named_rule(args.rule) if args.rule else own
    if rule and rule.name == "greedy-threshold" and not args.rule_file:
        least = file.meta.get("min_project_score_threshold", "")
        rule = replace(rule, threshold=int(least) if least.isdecimal() else rule.threshold)
    changes = {"threshold": args.threshold, "seed": args.seed}
    return rule and replace(rule, **{name: value for name, value in changes.items() if value is not None})


def _count(path: Path, file: PbFile, rule: Rule, explain: bool = False) -> Outcome:
    try:
        return count(file, rule, explain=explain)
    except ValueError as error:
        text = _("%(path)s: esta regla no sirve para estas papeletas (%(why)s).")
        raise Refusal(text % {"path": path, "why": error}) from None


def _margin(outcome: Outcome, project: str) -> Margin:
    if project not in outcome.projects:
        raise Refusal(_("--margin: no hay ningún proyecto %(project)s.") % {"project": project})
    if outcome.projects[project].won:
        raise Refusal(_("--margin: el proyecto %(project)s ya gana.") % {"project": project})
    return margin(outcome, project)


def _one(path: Path, args: argparse.Namespace) -> int:
    file = _read(path)
    rule = _rule(args, file)
    others = [_named_rule(name) for name in args.compare]
    if rule is None:
        text = _("%(path)s: el archivo no dice con qué regla se decidió. Elija una con --rule: %(names)s.")
        raise Refusal(text % {"path": path, "names": ", ".join(presets())})
    outcome = _count(path, file, rule, args.explain)
    compared = [_count(path, file, other) for other in others]
    found = _margin(outcome, args.margin) if args.margin else None
    if args.certificate:
        _write_certificate(args.certificate, outcome)
    if args.json:
        body = _as_json(path, file, outcome)
        if compared:
            body["compare"] = [_compared_json(outcome, other) for other in compared]
        if found:
            body["margin"] = _margin_json(args.margin, found)
        print(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        print("\n".join(report(file, outcome, args.explain)))
        if compared:
            print("\n".join(comparison(outcome, compared)))
        if found:
            print("\n".join(margin_told(outcome.projects[args.margin], found)))
    return 1 if matches(file, outcome) is False else 0


def _write_certificate(path: Path, outcome: Outcome) -> None:
    try:
        path.write_text(json.dumps(outcome.certificate(), ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        text = _("%(path)s: no se puede escribir (%(why)s).")
        raise Refusal(text % {"path": path, "why": error.strerror or error}) from None


def _exact(value: Any) -> Any:
    return str(value) if isinstance(value, Fraction) else value


def _as_json(path: Path, file: PbFile, outcome: Outcome) -> dict[str, Any]:
    return {
        "file": str(path),
        "rule": outcome.rule.name,
        "parameters": outcome.rule.parameters,
        "rule_hash": outcome.rule.hash,
        "winners": list(outcome.winners),
        "budget": _exact(outcome.budget),
        "spent": _exact(outcome.spent),
        "left": _exact(outcome.left),
        "recorded_winners": None if file.recorded_winners is None else list(file.recorded_winners),
        "matches_recorded": matches(file, outcome),
        "outside_the_rule": list(file.outside_the_rule),
        "needs_lot": outcome.needs_lot,
        "ties": [{"projects": list(tie.projects), "broken_by": tie.broken_by} for tie in outcome.ties],
        "preference": outcome.preference,
        "notes": [said(note) for note in file.notes],
        "reasons": {result.id: _reason_json(result) for result in outcome.projects.values()},
    }


def _reason_json(result: ProjectResult) -> dict[str, Any]:
    return {
        "code": result.reason.code,
        "sentence": said(result.reason.sentence),
        "advice": [said(sentence) for sentence in result.reason.advice],
        "support": _exact(result.support),
        "unit": result.unit,
        "cost": _exact(result.cost),
        "granted": _exact(result.granted),
        "numbers": {name: _exact(value) for name, value in result.reason.numbers.items()},
        "votes_missing": _exact(result.votes_missing),
        "cost_reduction_needed": _exact(result.cost_reduction_needed),
        "verified": result.verified,
    }


def _margin_json(project: str, found: Margin) -> dict[str, Any]:
    return {
        "project": project,
        "ballots": found.ballots,
        "cost_reduction": _exact(found.cost_reduction),
        "sentences": [said(sentence) for sentence in found.sentences],
    }


def _compared_json(outcome: Outcome, other: Outcome) -> dict[str, Any]:
    return {
        "rule": other.rule.name,
        "winners": list(other.winners),
        "spent": _exact(other.spent),
        "in": [pid for pid in other.winners if pid not in outcome.winners],
        "out": [pid for pid in outcome.winners if pid not in other.winners],
    }


@dataclass
class Tally:
    """What happened to many files, by kind: same, different, without rule, without record, unreadable."""

    found: dict[str, list[str]]
    reports: list[dict[str, Any]]

    def add(self, kind: str, line: str) -> None:
        self.found.setdefault(kind, []).append(line)


def _many(files: list[Path], args: argparse.Namespace) -> int:
    tally = Tally({}, [])
    for number, path in enumerate(files, start=1):
        _progress(number, len(files), path.name)
        _tallied(path, args, tally)
    _progress(0, 0, "")
    counts = {kind: len(lines) for kind, lines in tally.found.items()}
    if args.json:
        print(json.dumps({"files": tally.reports, "summary": counts}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_summary(tally, len(files))))
    return 2 if counts.get("unreadable") else 1 if counts.get("different") else 0


def _tallied(path: Path, args: argparse.Namespace, tally: Tally) -> None:
    try:
        file = _read(path)
        rule = _rule(args, file)
        outcome = _count(path, file, rule) if rule else None
    except Refusal as refusal:
        tally.add("unreadable", str(refusal))
        tally.reports.append({"file": str(path), "error": str(refusal)})
        return
    if outcome is None:
        tally.add("without_rule", path.name)
        tally.reports.append({"file": str(path), "rule": None})
        return
    same = matches(file, outcome)
    kind = {True: "same", False: "different", None: "without_record"}[same]
    tally.add(kind, path.name if same is not False else f"{path.name}: {difference(file, outcome)}")
    tally.reports.append(_as_json(path, file, outcome))


def _progress(number: int, whole: int, name: str) -> None:
    if sys.stderr.isatty():
        line = f"{bar(number, whole, 20)} {number}/{whole} {name[:40]}" if whole else ""
        print(f"\r{line:<78}", end="" if whole else "\r", file=sys.stderr, flush=True)


def _summary(tally: Tally, whole: int) -> Iterator[str]:
    titles = {
        "same": _("con los mismos ganadores que los registrados"),
        "without_record": _("sin ganadores registrados"),
        "without_rule": _("sin regla conocida (se cuentan con --rule)"),
        "different": _("con ganadores distintos"),
        "unreadable": _("que no se pudieron contar"),
    }
    yield ngettext("%(files)s archivo", "%(files)s archivos", whole) % {"files": whole}
    for kind, title in titles.items():
        if lines := tally.found.get(kind):
            yield f"{len(lines):>6} {title}"
            if kind in ("different", "unreadable"):
                yield from (f"       {line}" for line in lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="convite count")
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
