#!/usr/bin/env python3
"""Do others find the same winners? Every shared file, against the naive twin of the tests or against pabutools.

    agreement.py --against naive|pabutools [--rule NAME]… [--file NAME]… [--increment N] [--work N]
                 [--patience SECONDS]

One JSON line per file and rule, and one at the end for each rule. The twin's winners must be the same in the same
order. Its work grows with marks × purchases of all runs: what is above `--work` (some seconds per million), or takes
longer than `--patience`, is named as not walked. Exit code 1 when somebody disagrees.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing import Process, Queue
from pathlib import Path
from queue import Empty
from typing import NamedTuple

from convite.rulebook.pabulib import PbFile, read_pb
from convite.rulebook.winners import Outcome, Rule, count, preset

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared" / "data" / "elections"
RULES = ("greedy", "greedy-per-cost", "equal-shares", "phragmen")


class Answer(NamedTuple):
    """What another finds: winners in order, or None when it was not walked; CPU seconds of the count."""

    winners: list[str] | None
    seconds: float | None = None


def by_naive(path: Path, rule: Rule, patience: int) -> Answer:
    """The twin's winners."""
    answer: Queue[Answer] = Queue()

    def work() -> None:
        sys.path.insert(0, str(ROOT))
        from tests.rulebook.winners import naive

        file = read_pb(path)
        start = time.process_time()
        winners = list(naive.winners(file, rule))
        answer.put(Answer(winners, round(time.process_time() - start, 1)))

    process = Process(target=work)
    process.start()
    try:
        return answer.get(timeout=patience)
    except Empty:
        return Answer(None)
    finally:
        process.terminate()
        process.join()


def by_pabutools(path: Path, rule: Rule, patience: int) -> Answer:
    """The winners of pabutools (by id: it does not say the order); none where it has no such rule."""
    python = Path(os.environ.get("CONVITE_PABUTOOLS", ROOT / "var" / "pabutools" / "bin" / "python"))
    command = [str(python), str(ROOT / "bench" / "pabutools_oracle.py"), rule.name, str(path)]
    try:
        printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=patience).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return Answer(None)
    found = json.loads(printed.splitlines()[-1])
    return Answer(found["winners"], found["seconds"])


def work_of(file: PbFile, ours: Outcome) -> int:
    """Marks × purchases: each is looked at in each round of each run."""
    bought = sum(len(run.bought) for run in ours.runs) or len(ours.winners)
    return len(file.ballots.marks) * bought


def compared(path: Path, rule: Rule, args: argparse.Namespace) -> str:
    """Counts one file both ways and prints the line; says what came of it."""
    other: Callable[[Path, Rule, int], Answer] = by_naive if args.against == "naive" else by_pabutools
    file = read_pb(path)
    # pabutools breaks no ties by points and takes ranked ballots its own way: only approvals are compared.
    if args.against == "pabutools" and file.ballots.kind != "approval":
        return "another kind of ballot"
    ours = count(file, rule)
    work = work_of(file, ours)
    theirs = other(path, rule, args.patience) if work <= args.work * 10**6 else Answer(None)
    mine = list(ours.winners) if args.against == "naive" else sorted(ours.winners)
    found = "not walked" if theirs.winners is None else "agrees" if theirs.winners == mine else "DISAGREES"
    sizes = {"marks": len(file.ballots.marks), "runs": len(ours.runs) or 1, "millions": work // 10**6}
    told = {
        "file": path.name,
        "rule": rule.name,
        "found": found,
        "seconds": theirs.seconds,
        **sizes,
        "ties": len(ours.ties),
    }
    print(json.dumps(told), flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--against", choices=("naive", "pabutools"), default="naive")
    parser.add_argument("--rule", action="append", help="a preset; by default " + ", ".join(RULES))
    parser.add_argument("--file", action="append", help="only this file (may be repeated)")
    parser.add_argument("--increment", type=int, help="Add1: money more per voter and run, instead of the preset's")
    parser.add_argument("--work", type=int, default=1_000, help="millions of marks × purchases walked at most")
    parser.add_argument("--patience", type=int, default=1_800, help="seconds per file and rule")
    args = parser.parse_args()
    disagree = False
    for name in args.rule or RULES:
        rule = preset(name, increment=args.increment) if args.increment else preset(name)
        start = time.monotonic()
        paths = [path for path in sorted(SHARED.glob("*.pb")) if not args.file or path.name in args.file]
        found = Counter(compared(path, rule, args) for path in paths)
        print(json.dumps({"rule": name, **found, "wall_seconds": round(time.monotonic() - start)}), flush=True)
        disagree = disagree or found["DISAGREES"] > 0
    return 1 if disagree else 0


if __name__ == "__main__":
    sys.exit(main())
