#!/usr/bin/env python3
"""Do others find the same winners? Every shared file, against the naive twin of the tests or against pabutools.

    agreement.py --against naive|pabutools [--rule NAME]… [--marks N] [--patience SECONDS]

One JSON line per file and rule. Against the twin each file is walked as long as `--patience` lasts. Exit code 1 when
somebody disagrees.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Process, Queue
from pathlib import Path
from queue import Empty

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared" / "data" / "elections"
RULES = ("greedy", "greedy-per-cost", "equal-shares", "phragmen")


def by_naive(path: Path, rule: str, patience: int) -> list[str] | None:
    """The twin's winners; None when it takes too long."""
    answer: Queue[list[str]] = Queue()

    def work() -> None:
        sys.path.insert(0, str(ROOT))
        from convite.rulebook.pabulib import read_pb
        from convite.rulebook.winners import preset
        from tests.rulebook.winners import naive

        answer.put(sorted(naive.winners(read_pb(path), preset(rule))))

    process = Process(target=work)
    process.start()
    try:
        return answer.get(timeout=patience)
    except Empty:
        return None
    finally:
        process.terminate()
        process.join()


def by_pabutools(path: Path, rule: str, patience: int) -> list[str] | None:
    """The winners of pabutools; None when it takes too long or has no such rule for these ballots."""
    python = Path(os.environ.get("CONVITE_PABUTOOLS", ROOT / "var" / "pabutools" / "bin" / "python"))
    command = [str(python), str(ROOT / "bench" / "pabutools_oracle.py"), rule, str(path)]
    try:
        printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=patience).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    found: list[str] = json.loads(printed.splitlines()[-1])["winners"]
    return found


def main() -> int:
    from convite.rulebook.pabulib import read_pb
    from convite.rulebook.winners import count, preset

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--against", choices=("naive", "pabutools"), default="naive")
    parser.add_argument("--rule", action="append", help="a preset; by default " + ", ".join(RULES))
    parser.add_argument("--marks", type=int, default=1_000_000, help="leave out files with more marks")
    parser.add_argument("--patience", type=int, default=600, help="seconds per file and rule")
    args = parser.parse_args()
    others: Callable[[Path, str, int], list[str] | None] = by_naive if args.against == "naive" else by_pabutools
    code = 0
    for path in sorted(SHARED.glob("*.pb")):
        file = read_pb(path)
        # pabutools breaks no ties by points and takes ranked ballots its own way: only approvals are compared.
        if len(file.ballots.marks) > args.marks or (args.against == "pabutools" and file.ballots.kind != "approval"):
            continue
        for rule in args.rule or RULES:
            ours = count(file, preset(rule))
            theirs = others(path, rule, args.patience)
            agree = None if theirs is None else theirs == sorted(ours.winners)
            code = 1 if agree is False else code
            found = {"file": path.name, "rule": rule, "against": args.against, "agree": agree, "ties": len(ours.ties)}
            print(json.dumps(found), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
