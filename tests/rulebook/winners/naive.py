"""The naive twin: every rule again, in plain fractions, as one would explain it on a blackboard.

It shares nothing with the real count but Election and Rule: short, and easy to believe. It asks every project again in
every round; voters who hold the same are counted before anything is added up, so that real elections can be walked.
"""

import hashlib
from collections import Counter
from fractions import Fraction
from functools import cmp_to_key, lru_cache
from math import floor


@lru_cache(maxsize=2)
def ballots_of(election):
    """(points per project, weight) pairs; a mark without points is worth one, in ranked ballots the order is kept."""
    pairs = election.ballots.pairs([project.id for project in election.projects])
    return [(dict(marks) if isinstance(marks, dict) else dict.fromkeys(marks, 1), weight) for marks, weight in pairs]


def worth_of(election, kind, marks, places=()):
    """What each mark of one ballot is worth."""
    if kind == "votes":
        return {pid: int(points > 0) for pid, points in marks.items()}
    if kind == "points":
        return marks
    length = election.ballots.length
    given = {
        "borda": lambda place: max(length - place, 0),
        "dowdall": lambda place: Fraction(1, place + 1),
        "places": lambda place: places[place] if place < len(places) else 0,
    }[kind]
    return {pid: given(place) for place, pid in enumerate(marks)}


def kind_of(election, rule):
    if rule.support != "auto":
        return rule.support
    has_points = election.ballots.points is not None
    return "points" if has_points else "borda" if election.ballots.kind == "ordinal" else "votes"


@lru_cache(maxsize=4)
def sums(election, kind, places=()):
    total = {project.id: 0 for project in election.projects}
    for marks, weight in ballots_of(election):
        for pid, worth in worth_of(election, kind, marks, places).items():
            total[pid] += worth * weight
    return total


def tie_key(election, rule):
    votes = sums(election, "votes")
    cost = {project.id: project.cost for project in election.projects}
    position = {project.id: number for number, project in enumerate(election.projects)}

    def key(pid):
        values = {
            "lower-cost": cost[pid],
            "higher-cost": -cost[pid],
            "more-votes": -votes[pid],
            "listed-first": position[pid],
            "lot": hashlib.sha256(f"{rule.seed}:{pid}".encode()).hexdigest(),
        }
        return tuple(values[criterion] for criterion in rule.ties)

    return key


def refused(election, won, pid, cost, granted):
    for group in election.incompatible:
        if pid in group and (group & set(won)) - {pid}:
            return True
    for family in election.exclusive:
        mine = set().union(*(group for group in family if pid in group))
        if mine and any((group & set(won)) - mine for group in family if pid not in group):
            return True
    for ceiling in election.ceilings:
        spent = sum(granted[other] for other in won if other in ceiling.projects)
        if pid in ceiling.projects and spent + cost > ceiling.money:
            return True
    return False


def greedy(election, rule, won=(), money=None):
    """Ids bought in order, after those already won, with what they got."""
    support = sums(election, kind_of(election, rule), rule.place_points)
    votes, tie = sums(election, "votes"), tie_key(election, rule)
    cost = {project.id: project.cost for project in election.projects}
    money = election.budget if money is None else money
    value = {
        pid: Fraction(support[pid]) / cost[pid] if rule.order == "support-per-cost" else support[pid] for pid in cost
    }
    line = [pid for pid in cost if pid not in won and support[pid] >= rule.threshold]
    line.sort(key=lambda pid: (-value[pid], tie(pid)))
    granted = {pid: cost[pid] for pid in won}
    for pid in line:
        if votes[pid] <= 0 or refused(election, list(granted), pid, cost[pid], granted):
            continue
        if cost[pid] <= money:
            granted[pid] = cost[pid]
            money -= cost[pid]
        elif rule.part_funding is not None and money > 0 and money >= rule.part_funding * cost[pid]:
            granted[pid] = money
            break
        elif rule.misfit == "stop":
            break
    return granted


@lru_cache(maxsize=2)
def backers_of(election, rule):
    """Per project that the budget can pay: who wants it, as (number of the ballot, what it is worth to it, voters)."""
    cost = {project.id: project.cost for project in election.projects}
    kind = rule.utility if rule.method == "equal-shares" else "count"
    kind = "points" if kind == "borda" and election.ballots.points is not None else kind
    found = {pid: [] for pid in cost if cost[pid] <= election.budget}
    for number, (marks, weight) in enumerate(ballots_of(election)):
        worth = worth_of(election, kind if kind in ("points", "borda") else "votes", marks)
        for pid in found.keys() & marks.keys():
            if worth[pid] > 0:
                found[pid].append((number, cost[pid] if kind == "cost" else worth[pid], weight))
    return {pid: backers for pid, backers in found.items() if backers}


# By money per utility, without dividing.
POOREST = cmp_to_key(lambda one, other: one[0] * other[1] - other[0] * one[1])


def lowest_rate(purses, cost):
    """The least rate at which Σ min(money, rate · utility) reaches the cost; purses are (money, utility, voters)."""
    given, utility = 0, sum(worth * voters for _, worth, voters in purses)
    for money, worth, voters in sorted(purses, key=POOREST):
        if (cost - given) * worth <= money * utility:
            return Fraction(cost - given, utility)
        given += money * voters
        utility -= worth * voters
    return None


class Accounts:
    """What every ballot holds, times `scale`. Those who paid alike from the same account have the same again."""

    def __init__(self, ballots, start):
        self.scale = Fraction(start).denominator
        self.amounts, self.account = [Fraction(start).numerator], [0] * ballots

    def held(self, backers):
        """What these hold together: (money, utility, voters), whoever holds the same in one."""
        found = Counter()
        for number, worth, weight in backers:
            found[self.account[number], worth] += weight
        return [(self.amounts[account], worth, voters) for (account, worth), voters in found.items()]

    def change(self, backers, finer, after):
        """From now on each of these holds after(money, utility), when all is counted in units so many times finer."""
        self.scale *= finer
        self.amounts = [amount * finer for amount in self.amounts]
        moved = {}
        for number, worth, _ in backers:
            key = (self.account[number], worth)
            if key not in moved:
                moved[key] = len(self.amounts)
                self.amounts.append(after(self.amounts[key[0]], worth))
            self.account[number] = moved[key]


def shares_run(election, rule, share, rounds=None):
    """Ids bought in order, and the price of each; `rounds` collects the prices of all in each round."""
    cost = {project.id: project.cost for project in election.projects}
    backers, tie = backers_of(election, rule), tie_key(election, rule)
    accounts = Accounts(len(ballots_of(election)), share)
    bought = {}
    while True:
        offers = []
        for pid in backers:
            if pid not in bought and not refused(election, list(bought), pid, cost[pid], cost):
                rate = lowest_rate(accounts.held(backers[pid]), cost[pid] * accounts.scale)
                offers += [] if rate is None else [(rate, tie(pid), pid)]
        if not offers:
            return bought
        rate, _, pid = min(offers)
        if rounds is not None:
            rounds.append({other: price / accounts.scale for price, _, other in offers})
        bought[pid] = rate / accounts.scale
        due = rate.numerator
        accounts.change(backers[pid], rate.denominator, lambda money, worth, due=due: money - min(money, due * worth))


def shares(election, rule):
    """Ids granted in order, with completion and comparison."""
    cost = {project.id: project.cost for project in election.projects}
    share = Fraction(election.budget) / max(election.ballots.voters, 1)
    if rule.completion.startswith("add1") and rule.start == "floor":
        share = Fraction(floor(share))
    wanted = set(backers_of(election, rule))
    everything = sum(cost[pid] for pid in wanted)
    free = not (election.incompatible or election.exclusive or election.ceilings)
    if rule.completion.startswith("add1") and free and everything <= election.budget:
        share = max(share, Fraction(everything))
    bought = shares_run(election, rule, share)
    if rule.completion.startswith("add1"):
        while True:
            left = election.budget - sum(cost[pid] for pid in bought)
            free = [p for p in wanted if p not in bought and not refused(election, list(bought), p, cost[p], cost)]
            if not free or (rule.exhaustive_stop and all(cost[pid] > left for pid in free)):
                break
            share += rule.increment
            more = shares_run(election, rule, share)
            if sum(cost[pid] for pid in more) > election.budget:
                break
            bought = more
    granted = {pid: cost[pid] for pid in bought}
    if rule.completion in ("utilitarian", "add1-utilitarian"):
        granted = greedy(election, rule, tuple(bought), election.budget - sum(granted.values()))
    if rule.comparison == "greedy":
        other = greedy(election, rule)
        happier = [0, 0]
        for marks, weight in ballots_of(election):
            mine = sum(1 for pid, points in marks.items() if points > 0 and pid in granted)
            theirs = sum(1 for pid, points in marks.items() if points > 0 and pid in other)
            happier[0] += weight * (mine > theirs)
            happier[1] += weight * (theirs > mine)
        if happier[1] > happier[0]:
            return other
    return granted


def phragmen(election, rule, rounds=None):
    """Ids bought in order, and the load at each purchase; `rounds` collects the loads of all in each round."""
    cost = {project.id: project.cost for project in election.projects}
    backers, tie = backers_of(election, rule), tie_key(election, rule)
    accounts = Accounts(len(ballots_of(election)), 0)
    bought, skipped = {}, set()
    left = election.budget
    while True:
        offers = []
        for pid in backers:
            if pid not in bought and pid not in skipped and not refused(election, list(bought), pid, cost[pid], cost):
                loads = accounts.held(backers[pid])
                total = cost[pid] * accounts.scale + sum(load * voters for load, _, voters in loads)
                offers.append((Fraction(total, sum(voters for _, _, voters in loads)), tie(pid), pid))
        if not offers:
            return bought
        load, _, pid = min(offers)
        if rounds is not None:
            rounds.append({other: price / accounts.scale for price, _, other in offers})
        if cost[pid] > left:
            if rule.misfit == "stop":
                return bought
            skipped.add(pid)
            continue
        bought[pid] = load / accounts.scale
        left -= cost[pid]
        accounts.change(backers[pid], load.denominator, lambda _, __, load=load: load.numerator)


def winners(election, rule):
    """The ids that win, in order."""
    method = {"greedy": greedy, "equal-shares": shares, "phragmen": phragmen}[rule.method]
    return tuple(method(election, rule))
