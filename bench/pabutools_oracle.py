#!/usr/bin/env python3
"""What does pabutools say? `pabutools_oracle.py RULE FILE.pb`, run by the Python that bench/pabutools_env.sh makes.

Prints one JSON line: winners, CPU seconds of the count, peak memory. Ties are broken as our presets do: lower cost,
more votes, then the lot without a seed. It is an outside oracle for tests and figures, never a part of the product.
"""

import hashlib
import json
import resource
import sys
import time

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.election.satisfaction import Additive_Cardinal_Sat, Cardinality_Sat
from pabutools.rules import (
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.tiebreaking import TieBreakingRule


def lot(project):
    return hashlib.sha256(f":{project.name}".encode()).hexdigest()


TIES = TieBreakingRule(lambda _, profile, p: (p.cost, -profile.approval_score(p), lot(p)))


def winners(rule, instance, profile):
    options = {"sat_class": Cost_Sat, "tie_breaking": TIES}
    if rule == "greedy":
        # Satisfaction is taken per unit of cost: cost utility orders by votes, cardinality by votes per cost.
        return greedy_utilitarian_welfare(instance, profile, **options)
    if rule == "greedy-per-cost":
        return greedy_utilitarian_welfare(instance, profile, sat_class=Cardinality_Sat, tie_breaking=TIES)
    if rule == "phragmen":
        return sequential_phragmen(instance, profile, tie_breaking=TIES)
    if rule == "equal-shares":
        return method_of_equal_shares(instance, profile, **options)
    if rule == "equal-shares/points":
        return method_of_equal_shares(instance, profile, sat_class=Additive_Cardinal_Sat, tie_breaking=TIES)
    if rule == "equal-shares/add1":
        step = profile.num_ballots()
        how = {"exhaustive_stop": False, "budget_step": step}
        return exhaustion_by_budget_increase(instance, profile, method_of_equal_shares, options, **how)
    if rule == "equal-shares/add1-exhaustive":
        return method_of_equal_shares(instance, profile, voter_budget_increment=1, **options)
    raise SystemExit(f"pabutools has no rule {rule}")


def main():
    rule, path = sys.argv[1:]
    start = time.process_time()
    instance, profile = parse_pabulib(path)
    read = time.process_time() - start
    seconds, found = read, []
    if rule != "read":
        start = time.process_time()
        found = sorted(project.name for project in winners(rule, instance, profile))
        seconds = time.process_time() - start
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps({"seconds": round(seconds, 3), "peak_mb": peak, "winners": found}))


if __name__ == "__main__":
    main()
