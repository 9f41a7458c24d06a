#!/usr/bin/env python3
"""Verifies a certificate of a count: `python check_certificate.py certificate.json [--rule HASH] [--election HASH]`.

It knows the rules, not the program: standard library only, exact fractions, one pass over every run. The two hashes are
those published before the count; without them it verifies that the result follows from the rule and the ballots inside.
"""

import hashlib
import json
import sys
from fractions import Fraction
from math import floor, lcm


def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Recount:
    def __init__(self, rule, election, claimed):
        self.rule, self.election, self.claimed = rule, election, claimed
        self.ids = [project["id"] for project in election["projects"]]
        amounts = [Fraction(project["cost"]) for project in election["projects"]]
        ceilings = [Fraction(ceiling["money"]) for ceiling in election["ceilings"]]
        self.scale = lcm(*(x.denominator for x in [*amounts, *ceilings, Fraction(election["budget"])]))
        self.cost = [int(amount * self.scale) for amount in amounts]
        self.budget = int(Fraction(election["budget"]) * self.scale)
        self.ballots = [(row[0], row[1], row[2] if len(row) > 2 else None) for row in election["ballots"]]
        if any(weight < 1 or len(set(marks)) < len(marks) for weight, marks, _ in self.ballots):
            raise ValueError("a ballot without weight, or with a repeated mark")
        self.voters = sum(weight for weight, _, _ in self.ballots)
        kind = "points" if any(points for _, _, points in self.ballots) else "votes"
        kind = "borda" if election["kind"] == "ordinal" and kind == "votes" else kind
        self.votes = self.total("votes")
        self.support = self.total(kind if rule["support"] == "auto" else rule["support"])
        self.ties = [self.tie(position) for position in range(len(self.ids))]

    def worth(self, kind, marks, points):
        length, scale = self.election["length"], self.election["points_scale"]
        if kind == "points":
            return [Fraction(value, scale) for value in points]
        if kind == "votes":
            return [1] * len(marks) if points is None else [int(value != 0) for value in points]
        table = [*self.rule["place_points"], *[0] * len(marks)]
        if kind == "borda":
            return [max(length - place, 0) for place in range(len(marks))]
        return [table[place] if kind == "places" else Fraction(1, place + 1) for place in range(len(marks))]

    def total(self, kind):
        found = [Fraction(0)] * len(self.ids)
        for weight, marks, points in self.ballots:
            for mark, worth in zip(marks, self.worth(kind, marks, points), strict=True):
                found[mark] += worth * weight
        return found

    def tie(self, p):
        lot = hashlib.sha256(f"{self.rule['seed']}:{self.ids[p]}".encode()).hexdigest()
        values = {"lower-cost": self.cost[p], "higher-cost": -self.cost[p], "more-votes": -self.votes[p], "lot": lot}
        return [{**values, "listed-first": p}[criterion] for criterion in self.rule["ties"]]

    def refusal(self, p, got):
        pid, won = self.ids[p], {self.ids[q] for q in got}
        if any(pid in group and won & set(group) - {pid} for group in self.election["incompatible"]):
            return "incompatible"
        for family in self.election["exclusive"]:
            mine = {other for group in family if pid in group for other in group}
            if mine and any(won & set(group) - mine for group in family if pid not in group):
                return "exclusive"
        for ceiling in self.election["ceilings"]:
            spent = sum(money for q, money in got.items() if self.ids[q] in ceiling["projects"])
            if pid in ceiling["projects"] and self.cost[p] > Fraction(ceiling["money"]) * self.scale - spent:
                return "ceiling"
        return None

    def step(self, stage, p, verdict, paid, left, price=None):
        money = [str(Fraction(amount) / self.scale) for amount in (paid, left)]
        price = None if price is None else str(price)
        return {
            "stage": stage,
            "project": self.ids[p],
            "verdict": verdict,
            "paid": money[0],
            "left": money[1],
            "price": price,
        }

    def greedy(self, got, stage="greedy"):
        left, steps, ended, part = self.budget - sum(got.values()), [], False, self.rule["part_funding"]
        value = [
            s / c if self.rule["order"] == "support-per-cost" else s
            for s, c in zip(self.support, self.cost, strict=False)
        ]
        line = [p for p in range(len(self.ids)) if p not in got and self.support[p] >= self.rule["threshold"]]
        for p in sorted(line, key=lambda p: (-value[p], self.ties[p])):
            paid, cost = 0, self.cost[p]
            if ended:
                verdict = "after_the_line"
            elif self.votes[p] <= 0:
                verdict = "no_support"
            elif refused := self.refusal(p, got):
                verdict = refused
            elif cost <= left:
                verdict, paid = "funded", cost
            elif part is not None and left > 0 and left >= Fraction(part) * cost:
                verdict, paid, ended = "part_funded", left, True
            else:
                verdict, ended = "does_not_fit", self.rule["misfit"] == "stop"
            left -= paid
            if paid:
                got[p] = paid
            steps.append(self.step(stage, p, verdict, paid, left))
        return steps

    def groups(self):
        """Per ballot: what each project is worth to it, as integers, and its weight."""
        kind = self.rule["utility"] if self.rule["method"] == "equal-shares" else "count"
        for weight, marks, points in self.ballots:
            if kind in ("points", "borda"):
                worth = points if points is not None else self.worth("borda", marks, points)
            else:
                worth = [1] * len(marks) if points is None else [int(value > 0) for value in points]
            yield (
                {
                    mark: value
                    for mark, value in zip(marks, worth, strict=True)
                    if value > 0 and self.cost[mark] <= self.budget
                },
                weight,
            )

    def run(self, share, order):
        """Replays one run of Equal Shares: each claimed purchase has the lowest rate, and nothing is left to buy."""
        groups, got, prices, scale = self.backed, {}, [], share.denominator
        purse = [share.numerator] * len(groups)  # over `scale`
        unit = self.cost if self.rule["utility"] == "cost" else [1] * len(self.ids)
        backers = [
            [(i, worth[p], n) for i, (worth, n) in enumerate(groups) if p in worth] for p in range(len(self.ids))
        ]
        for p in [*order, None]:
            open_to = [q for q in range(len(self.ids)) if q not in got and backers[q] and not self.refusal(q, got)]
            backers = [[entry for entry in some if purse[entry[0]]] for some in backers]
            if p is None:
                if any(sum(purse[i] * n for i, _, n in backers[q]) >= self.cost[q] * scale for q in open_to):
                    raise ValueError("a project could still be bought")
                return got, prices
            given, units = 0, sum(worth * n for _, worth, n in backers[p])
            for i, worth, n in sorted(backers[p], key=lambda entry: Fraction(purse[entry[0]], entry[1])):
                if (self.cost[p] * scale - given) * worth <= purse[i] * units:
                    break
                given, units = given + purse[i] * n, units - worth * n
            if p not in open_to or units <= 0:
                raise ValueError("a purchase that its supporters could not pay")
            rate = (self.cost[p] * scale - given, units)  # per unit of mark: rate[0] / (rate[1] · scale)
            purse, scale = [money * units for money in purse], scale * units
            for q in open_to:
                # q's price is at least p's when p's rate collects at most q's cost.
                top, bottom = rate[0] * unit[q], unit[p]
                if q == p or top * sum(w * n for _, w, n in backers[q]) < self.cost[q] * scale * bottom:
                    continue
                collected = sum(min(purse[i] * bottom, top * worth) * n for i, worth, n in backers[q])
                if collected > self.cost[q] * scale * bottom or (
                    collected == self.cost[q] * scale * bottom and self.ties[q] < self.ties[p]
                ):
                    raise ValueError("a cheaper project was passed over")
            for i, worth, _ in backers[p]:
                purse[i] -= min(purse[i], rate[0] * worth)
            got[p] = self.cost[p]
            price = Fraction(rate[0], scale * unit[p])
            prices.append(price if self.rule["utility"] == "cost" else price / self.scale)
        return None

    def shares(self):
        rule, claimed, wanted = self.rule, self.claimed["runs"], {p for worth, _ in self.backed for p in worth}
        share, runs, stands = Fraction(self.budget, max(self.voters, 1)), [], None
        if rule["completion"].startswith("add1") and rule["start"] == "floor":
            share = Fraction(floor(share / self.scale) * self.scale)
        everything = sum(self.cost[p] for p in wanted)
        free = not (self.election["incompatible"] or self.election["exclusive"] or self.election["ceilings"])
        if rule["completion"].startswith("add1") and free and everything <= self.budget:
            share = max(share, Fraction(everything))
        while True:
            got, prices = self.run(share, [self.ids.index(pid) for pid in claimed[len(runs)]["bought"]])
            left = self.budget - sum(got.values())
            budget, spent = share * max(self.voters, 1) / self.scale, Fraction(sum(got.values()), self.scale)
            runs.append(
                {"budget": str(budget), "bought": [self.ids[p] for p in got], "spent": str(spent), "stands": False}
            )
            if left >= 0 or stands is None:
                stands = (len(runs) - 1, got, prices)
            others = {p for p in wanted - got.keys() if not self.refusal(p, got)}
            full = rule["exhaustive_stop"] and all(self.cost[p] > left for p in others)
            if not rule["completion"].startswith("add1") or left < 0 or not others or full:
                break
            share += Fraction(rule["increment"]) * self.scale
        number, got, prices = stands
        runs[number]["stands"] = True
        left, steps = self.budget, []
        for p, price in zip(got, prices, strict=True):
            left -= self.cost[p]
            steps.append(self.step("equal-shares", p, "funded", self.cost[p], left, price))
        if rule["completion"] in ("utilitarian", "add1-utilitarian"):
            steps += self.greedy(got, "utilitarian")
        preference = None
        if rule["comparison"] == "greedy":
            other = {}
            instead, preference = self.greedy(other), {"greedy": 0, "equal-shares": 0}
            for weight, marks, points in self.ballots:
                mine = [m for m, x in zip(marks, points or [1] * len(marks), strict=True) if x > 0]
                more = sum(p in other for p in mine) - sum(p in got for p in mine)
                preference["greedy" if more > 0 else "equal-shares"] += weight * (more != 0)
            if preference["greedy"] > preference["equal-shares"]:
                got, steps = other, instead
        return got, steps, runs, preference

    def phragmen(self):
        got, skipped, steps, load, left = {}, set(), [], [Fraction(0)] * len(self.backed), self.budget
        while True:
            entries = []
            for p in range(len(self.ids)):
                backers = [(i, n) for i, (worth, n) in enumerate(self.backed) if p in worth]
                if p not in got and p not in skipped and backers and not self.refusal(p, got):
                    total = self.cost[p] + sum(load[i] * n for i, n in backers)
                    entries.append((total / sum(n for _, n in backers), self.ties[p], p))
            rate, _, p = min(entries, default=(None, None, None))
            if p is None or (self.cost[p] > left and self.rule["misfit"] == "stop"):
                late = [*skipped, *([] if p is None else [p])]
                return got, steps + [self.step("phragmen", q, "does_not_fit", 0, left) for q in late]
            if self.cost[p] > left:
                skipped = dict.fromkeys([*skipped, p])
                continue
            got[p], left = self.cost[p], left - self.cost[p]
            steps.append(self.step("phragmen", p, "funded", self.cost[p], left, rate / self.scale))
            load = [rate if p in worth else load[i] for i, (worth, _) in enumerate(self.backed)]

    def result(self):
        self.backed = list(self.groups())
        got, runs, preference = {}, [], None
        if self.rule["method"] == "greedy":
            steps = self.greedy(got)
        elif self.rule["method"] == "phragmen":
            got, steps = self.phragmen()
        else:
            got, steps, runs, preference = self.shares()
        spent = sum(got.values())
        return {
            "support": [str(count) for count in self.support],
            "winners": [self.ids[p] for p in got],
            "grants": {self.ids[p]: str(Fraction(money, self.scale)) for p, money in got.items()},
            "spent": str(Fraction(spent, self.scale)),
            "left": str(Fraction(self.budget - spent, self.scale)),
            "rounds": steps,
            "runs": runs,
            "preference": preference,
        }


def faults(certificate, rule_hash=None, election_hash=None):
    """What is wrong with a certificate; an empty list when nothing is."""
    try:
        rule, election, claimed = (certificate[key] for key in ("rule", "election", "result"))
        body = {key: value for key, value in certificate.items() if key != "hash"}
        named = {key: rule[key] for key in ("format", "name", "version", "parameters")}
        checks = {
            "the format is another": certificate["format"] == "convite-certificate/1",
            "the certificate was changed": digest(body) == certificate["hash"],
            "the rule's hash is wrong": digest(named) == rule["hash"] and rule_hash in (None, rule["hash"]),
            "the election's hash is wrong": digest(election) == certificate["election_hash"]
            and election_hash in (None, certificate["election_hash"]),
        }
        found = [fault for fault, fine in checks.items() if not fine]
        if not found and Recount(rule["parameters"], election, claimed).result() != claimed:
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
