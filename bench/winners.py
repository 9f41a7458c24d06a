#!/usr/bin/env python3
"""How fast is a count? One JSON line per case: CPU seconds, peak memory, and the goal. `winners.py [--case NAME]…`

Each case runs in a process of its own; the seconds are those of the act alone (reading is a case of its own), the
memory is that of the whole process, interpreter and numpy included. The real elections are the shared ones; without
them those cases say so. When bench/pabutools_env.sh was run, or CONVITE_PABUTOOLS names a Python that has pabutools,
the same case is timed there too (`--patience` seconds at most).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared" / "data" / "elections"
LODZ = "Poland_Lodz_2022.pb"


class Case(NamedTuple):
    """What is timed: a file (or a number of synthetic ballots), a rule, and the goal."""

    rule: str
    file: str = ""
    ballots: int = 0
    seconds: float = 0.0
    megabytes: int = 0


CASES = {
    "read-61668": Case("read", ballots=61_668, seconds=0.2),
    "read-lodz": Case("read", LODZ),
    "read-million": Case("read", ballots=1_000_000),
    "greedy-lodz": Case("greedy", LODZ, seconds=0.05),
    "shares-lodz": Case("equal-shares", LODZ, seconds=0.05, megabytes=100),
    "add1-praga": Case("equal-shares/add1", "Poland_Warszawa_2020_Praga-Poludnie.pb", seconds=2.0),
    "add1-wieliczka": Case("equal-shares/add1", "Poland_Wieliczka_2023_Green_Budget.pb", seconds=0.2),
    "add1-swiecie": Case("equal-shares/add1", "Poland_Swiecie_2023.pb"),
    "add1-assen": Case("equal-shares/add1", "Netherlands_Assen_2024.pb"),
    "phragmen-lodz": Case("phragmen", LODZ, seconds=0.02),
    "shares-10000": Case("equal-shares", ballots=10_000),
    "shares-100000": Case("equal-shares", ballots=100_000),
    "shares-1000000": Case("equal-shares", ballots=1_000_000, seconds=1.0, megabytes=500),
    "phragmen-1000000": Case("phragmen", ballots=1_000_000),
    "greedy-1000000": Case("greedy", ballots=1_000_000),
}


def synthetic(voters: int) -> Any:
    """An election of 83 projects: popularity falls, costs spread, 1 to 10 marks per ballot; the same every time."""
    import numpy as np

    from convite.rulebook.winners import Ballots, Election, Project

    projects, dice = 83, np.random.default_rng(4711)
    sizes = dice.integers(1, 11, voters)
    # A project drawn twice counts once: the squares make the first projects the popular ones.
    marks = (dice.random(int(sizes.sum())) ** 2 * projects).astype(np.int32)
    costs = dice.integers(20, 900, projects) * 1000
    ballots = Ballots.from_rows("approval", projects, sizes, marks)
    listed = tuple(Project(f"BO.{number:05}", int(cost), f"Proyecto {number}") for number, cost in enumerate(costs))
    return Election(listed, ballots, int(costs.sum()) // 4)


def action(case: Case) -> Callable[[], Any]:
    """What is timed, with everything before it done."""
    from convite.rulebook.pabulib import read_pb, write_pb
    from convite.rulebook.winners import count, preset

    if case.rule == "read":
        path = SHARED / case.file
        if case.ballots:
            path = Path(tempfile.mkdtemp()) / "synthetic.pb"
            write_pb(synthetic(case.ballots), path)
        return lambda: read_pb(path)
    election = read_pb(SHARED / case.file) if case.file else synthetic(case.ballots)
    return lambda: count(election, preset(case.rule))


def inside(name: str) -> None:
    """One case, in this process."""
    case = CASES[name]
    act = action(case)
    start = time.process_time()
    result = act()
    seconds = time.process_time() - start
    found = {"case": name, "cpu_seconds": round(seconds, 4), "goal_seconds": case.seconds or None}
    found["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    found["goal_mb"] = case.megabytes or None
    ballots = result.ballots if case.rule == "read" else result.election.ballots
    found.update(voters=ballots.voters, rows=ballots.rows, marks=len(ballots.marks))
    if case.rule != "read":
        found["ids"] = sorted(result.winners)
        found.update(winners=len(result.winners), spent=str(result.spent), runs=len(result.runs) or None)
        recorded = getattr(result.election, "recorded_winners", None)
        own = case.rule.startswith("equal-shares/add1") and recorded is not None and "Warszawa" not in case.file
        found["official"] = set(recorded) == set(result.winners) if own else None
    print(json.dumps(found))


def run_case(name: str, again: int) -> dict[str, Any]:
    """The best of a few processes: what the machine's other guests took is not ours."""
    case = CASES[name]
    if case.file and not (SHARED / case.file).is_file():
        return {"case": name, "skipped": "the shared elections are not beside this checkout"}
    # One thread: the goals are those of one core.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--inside", name]
    lines = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
        for _ in range(again)
    ]
    return min((json.loads(line) for line in lines), key=lambda found: found["cpu_seconds"])


def outside(name: str, patience: int) -> dict[str, Any]:
    """The same case with pabutools, when it is there."""
    python = Path(os.environ.get("CONVITE_PABUTOOLS", ROOT / "var" / "pabutools" / "bin" / "python"))
    case = CASES[name]
    if not python.exists() or not case.file:
        return {}
    command = [str(python), str(ROOT / "bench" / "pabutools_oracle.py"), case.rule, str(SHARED / case.file)]
    try:
        printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=patience).stdout
    except subprocess.TimeoutExpired:
        return {"pabutools_seconds": None, "pabutools": f"more than {patience} s"}
    except subprocess.CalledProcessError as error:
        return {"pabutools_seconds": None, "pabutools": error.stderr.strip().splitlines()[-1:]}
    theirs = json.loads(printed.splitlines()[-1])
    return {f"pabutools_{key}": theirs[key] for key in ("seconds", "peak_mb", "winners")}


def line_of(name: str, again: int, patience: int) -> dict[str, Any]:
    """Our figures beside theirs, and whether both found the same winners."""
    found = {**run_case(name, again), **outside(name, patience)}
    ours, theirs = found.pop("ids", None), found.pop("pabutools_winners", None)
    if ours is not None and theirs is not None:
        found["pabutools_agrees"] = ours == theirs
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--case", action="append", choices=CASES, help="only this case (may be repeated)")
    parser.add_argument("--again", type=int, default=3, help="processes per case; the best is reported")
    parser.add_argument("--patience", type=int, default=600, help="seconds that pabutools may take per case")
    parser.add_argument("--inside", choices=CASES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        inside(args.inside)
        return 0
    for name in args.case or CASES:
        print(json.dumps(line_of(name, args.again, args.patience)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
