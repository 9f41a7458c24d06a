#!/usr/bin/env python3
"""Verifies a certificate of a count: `python check_certificate.py certificate.json [--rule HASH] [--election HASH]`.

It knows the rules of docs/rulebook, not the program: standard library, exact fractions. From the rule and the ballots
inside it counts again what the certificate claims, and compares. The two hashes are those published before the count.
Beside it must lie check_rounds.py: one walk of a rule.
"""

import hashlib
import json
import sys
from fractions import Fraction
from math import floor

from check_rounds import Recount


def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def shares(count, claimed):
    """Equal Shares: what stands, its rounds, and every run; Add1 gives each voter more as long as the budget pays."""
    rule, wanted = count.rule, [p for p in count.cost if count.backers[p]]
    share, runs, everything = count.budget / max(sum(count.weights), 1), [], sum(count.cost[p] for p in wanted)
    add1, got, rounds = rule["completion"].startswith("add1"), {}, []
    if add1 and rule["start"] == "floor":
        share = Fraction(floor(share))
    if add1 and everything <= count.budget and not count.limits:
        share = max(share, everything)
    for _ in claimed:
        bought = {}
        walked = count.walk("equal-shares", bought, share)
        left = count.budget - sum(bought.values())
        runs.append({"share": str(share), "bought": list(bought)})
        if left >= 0:
            got, rounds = bought, walked
        others = [count.cost[p] for p in wanted if p not in bought and not count.is_refused(p, bought)]
        full = rule["exhaustive_stop"] and all(cost > left for cost in others)
        if not add1 or left < 0 or not others or full:
            break
        share += Fraction(rule["increment"])
    if rule["completion"].endswith("utilitarian"):
        rounds = rounds + count.walk("utilitarian", got)
    return got, rounds, runs


def preferred(election, one, other):
    """How many voters have more marked projects in one result than in the other."""
    voters = 0
    for weight, marks, *values in election["ballots"]:
        values = values[0] if values else [1] * len(marks)
        mine = [
            election["projects"][mark]["id"] for mark, value in zip(marks, values, strict=True) if Fraction(value) > 0
        ]
        voters += weight * (sum(p in one for p in mine) > sum(p in other for p in mine))
    return voters


def result(rule, election, claimed):
    """What the certificate must claim; no more runs are made than it claims, so that no forger can keep us busy."""
    count, got, runs, preference = Recount(rule, election), {}, [], None
    if rule["method"] == "equal-shares":
        got, rounds, runs = shares(count, claimed["runs"])
        if rule["comparison"] == "greedy":
            other = {}
            walked = count.walk("greedy", other)
            preference = {"greedy": preferred(election, other, got), "equal-shares": preferred(election, got, other)}
            if preference["greedy"] > preference["equal-shares"]:
                got, rounds = other, walked
    else:
        rounds = count.walk(rule["method"], got)
    return {
        "support": [str(count.support[p]) for p in count.cost],
        "winners": list(got),
        "spent": str(sum(got.values(), start=Fraction(0))),
        "rounds": rounds,
        "runs": runs,
        "preference": preference,
    }


def faults(certificate, rule_hash=None, election_hash=None):
    """What is wrong with a certificate; an empty list when nothing is."""
    try:
        rule, election = certificate["rule"], certificate["election"]
        body = {key: value for key, value in certificate.items() if key != "hash"}
        named = {key: rule[key] for key in ("format", "name", "version", "parameters")}
        found_rule, found_election = digest(named), digest(election)
        checks = {
            "the format is another": certificate["format"] == "convite-certificate/2",
            "the certificate was changed": digest(body) == certificate["hash"],
            "the rule's hash is wrong": rule["hash"] == found_rule == (rule_hash or found_rule),
            "the election's hash is wrong": certificate["election_hash"] == found_election
            and election_hash in (None, found_election),
        }
        found = [fault for fault, fine in checks.items() if not fine]
        claimed = certificate["result"]
        if not found and result(rule["parameters"], election, claimed) != claimed:
            found.append("the result does not follow from the rule and the ballots")
        return found
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return [f"the certificate cannot be followed: {error}"]


def main():
    options = dict(zip(sys.argv[2::2], sys.argv[3::2], strict=False))
    with open(sys.argv[1], encoding="utf-8") as stream:
        found = faults(json.load(stream), options.get("--rule"), options.get("--election"))
    print("\n".join(found) or "The certificate holds: this result follows from this rule and these ballots.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
