"""What is bought in which turn? One walk of a rule, counted again from the ballots, for check_certificate.py.

Words: a *backer* of a project is (ballot, what the project is worth to it, its weight); the *state* of a ballot is the
money it still holds (Equal Shares) or its load (Phragmén). Nothing here is of the program that made the certificate.
"""

import hashlib
from collections import Counter
from fractions import Fraction
from math import inf

BY_SUPPORT = ("greedy", "utilitarian")


def rate(cost, held):
    """Equal Shares: the lowest rate at which rate × worth, or all there is, of each pays the cost. None: too poor."""
    given, units = 0, sum(worth * weight for (_, worth), weight in held.items())
    for (money, worth), weight in sorted(held.items(), key=lambda entry: entry[0][0] / entry[0][1]):
        if (cost - given) * worth <= money * units:
            return (cost - given) / units
        given, units = given + money * weight, units - worth * weight
    return None


def load(cost, held):
    """Phragmén: the moment when they have saved the cost, each of them since the last purchase. None: nobody saves."""
    total = sum(moment * weight for (moment, _), weight in held.items())
    return (cost + total) / sum(held.values()) if held else None


class Recount:
    def __init__(self, rule, election):
        self.rule, self.limits, self.budget = rule, election["limits"], Fraction(election["budget"])
        self.cost = {project["id"]: Fraction(project["cost"]) for project in election["projects"]}
        self.weights, ids = [weight for weight, *_ in election["ballots"]], list(self.cost)
        if len(ids) < len(election["projects"]):
            raise ValueError("two projects have the same id")
        self.votes, self.support, self.backers = Counter(), Counter(), {p: [] for p in ids}
        for ballot, (weight, marks, *values) in enumerate(election["ballots"]):
            if type(weight) is not int or weight < 1 or len(set(marks)) < len(marks):
                raise ValueError("a ballot of no whole weight, or with a repeated mark")
            for place, (mark, value) in enumerate(zip(marks, *values or [[1] * len(marks)], strict=True)):
                p, value = ids[mark], Fraction(value)
                self.votes[p] += weight * (value > 0)
                self.support[p] += weight * self.supported(place, value)
                if value > 0 and self.cost[p] <= self.budget:
                    self.backers[p].append((ballot, self.worth(p, value), weight))
        self.ties = {p: self.tie(p, place) for place, p in enumerate(ids)}

    def supported(self, place, value):
        """What a mark adds to the support: a vote, its value (points, Borda), or what its place gives."""
        table = dict(enumerate(self.rule["place_points"]))
        by_place = {"votes": int(value > 0), "dowdall": Fraction(1, place + 1), "places": table.get(place, 0)}
        return by_place.get(self.rule["support"], value)

    def worth(self, p, value):
        """What a project is worth to who marked it: its cost, one, or the value of the mark."""
        utility = self.rule["utility"] if self.rule["method"] == "equal-shares" else "count"
        return {"cost": self.cost[p], "count": 1}.get(utility, value)

    def tie(self, p, place):
        """What puts equal projects in order."""
        cost, lot = self.cost[p], hashlib.sha256(f"{self.rule['seed']}:{p}".encode()).hexdigest()
        by = {"lower-cost": cost, "higher-cost": -cost, "more-votes": -self.votes[p], "listed-first": place, "lot": lot}
        return [by[criterion] for criterion in self.rule["ties"]]

    def is_refused(self, p, got):
        """Whether a limit, of the money of some projects or of how many of them may win, keeps this one out."""
        for limit in self.limits:
            others = [got[q] for q in limit["projects"] if q in got]
            full = sum(others) + self.cost[p] > Fraction(limit["money"]) if "money" in limit else bool(others)
            if full and p in limit["projects"]:
                return True
        return False

    def held(self, p, state):
        """How many voters behind a project have the same state and give it the same worth."""
        found = Counter()
        for ballot, worth, weight in self.backers[p]:
            found[state[ballot], worth] += weight
        return found

    def price(self, stage, p, state):
        """What decides whose turn it is, the lowest first: a rate, a moment, minus the support. None: not for sale."""
        if stage not in BY_SUPPORT:
            return (rate if stage == "equal-shares" else load)(self.cost[p], self.held(p, state))
        if self.votes[p] <= 0 or self.support[p] < self.rule["threshold"]:
            return None
        return -self.support[p] / (self.cost[p] if self.rule["order"] == "support-per-cost" else Fraction(1))

    def walk(self, stage, got, start=Fraction(0)):
        """Buys into `got` and tells the rounds. No price ever falls, so one seen before is a lower bound."""
        state, seen, rounds = [start] * len(self.weights), {p: -inf for p in self.cost if p not in got}, []
        part, shares = self.rule["part_funding"] if stage in BY_SUPPORT else None, stage == "equal-shares"
        while seen:
            p = min(seen, key=lambda p: (seen[p], self.ties[p]))
            now, cost, left = self.price(stage, p, state), self.cost[p], self.budget - sum(got.values())
            if now is not None and now > seen[p]:
                seen[p] = now
                continue
            del seen[p]
            if now is None or self.is_refused(p, got):
                continue
            if not shares and cost > left:
                if not part or left <= 0 or left < Fraction(part) * cost:
                    if self.rule["misfit"] == "stop":
                        break
                    continue
                cost, seen = left, {}
            got[p], shown = cost, None if stage in BY_SUPPORT else str(now)
            rounds.append({"stage": stage, "project": p, "paid": str(cost), "left": str(left - cost), "price": shown})
            after = {(old, worth): old - min(old, now * worth) if shares else now for old, worth in self.held(p, state)}
            for ballot, worth, _ in self.backers[p]:
                state[ballot] = after[state[ballot], worth]
        return rounds
