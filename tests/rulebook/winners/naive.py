"""The naive twin: every rule again, in plain fractions, as one would explain it on a blackboard.

It shares nothing with the real count but Election and Rule: slow, short, and easy to believe.
"""

import hashlib
from fractions import Fraction
from math import floor


def ballots_of(election):
    """(points per project, weight) pairs; a mark without points is worth one, in ranked ballots the order is kept."""
    if ballots_of.last[0] is not election.ballots:
        ids = [project.id for project in election.projects]
        pairs = election.ballots.pairs(ids)
        plain = [(dict(marks) if isinstance(marks, dict) else dict.fromkeys(marks, 1), n) for marks, n in pairs]
        ballots_of.last = (election.ballots, plain)
    return ballots_of.last[1]


ballots_of.last = (None, [])


def worth_of(election, kind, marks, places=()):
    """What each mark of one ballot is worth."""
    if kind == "votes":
        return {pid: int(points != 0) for pid, points in marks.items()}
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


def sums(election, kind, places=()):
    total = {project.id: Fraction(0) for project in election.projects}
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
    value = {pid: support[pid] / cost[pid] if rule.order == "support-per-cost" else support[pid] for pid in cost}
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


def utilities(election, rule):
    """Per voter group: what each project is worth to it, and how many voters it has."""
    cost = {project.id: project.cost for project in election.projects}
    kind = {"points": "points", "borda": "borda"}.get(rule.utility)
    if kind == "borda" and election.ballots.points is not None:
        kind = "points"
    found = []
    for marks, weight in ballots_of(election):
        if kind:
            worth = worth_of(election, kind, marks)
        else:
            worth = {pid: cost[pid] if rule.utility == "cost" else 1 for pid, points in marks.items() if points > 0}
        wanted = {pid: Fraction(value) for pid, value in worth.items() if value > 0 and cost[pid] <= election.budget}
        found.append((wanted, weight))
    return found


def lowest_rate(purses, cost):
    """The least rate at which Σ min(money, rate · utility) reaches the cost; purses are (money, utility, voters)."""
    purses = sorted(purses, key=lambda purse: purse[0] / purse[1])
    given, utility = Fraction(0), sum(worth * voters for _, worth, voters in purses)
    for money, worth, voters in purses:
        rate = (cost - given) / utility
        if rate * worth <= money:
            return rate
        given += money * voters
        utility -= worth * voters
    return None


def shares_run(election, rule, share):
    """Ids bought in order, and the price of each."""
    cost = {project.id: project.cost for project in election.projects}
    groups, tie = utilities(election, rule), tie_key(election, rule)
    money = [Fraction(share)] * len(groups)
    bought = {}
    while True:
        best = None
        for pid in cost:
            backers = [(money[i], worth[pid], n) for i, (worth, n) in enumerate(groups) if pid in worth]
            if pid in bought or not backers or refused(election, list(bought), pid, cost[pid], cost):
                continue
            rate = lowest_rate(backers, cost[pid])
            if rate is not None and (best is None or (rate, tie(pid)) < best[:2]):
                best = (rate, tie(pid), pid)
        if best is None:
            return bought
        rate, _, pid = best
        bought[pid] = rate
        for i, (worth, _) in enumerate(groups):
            if pid in worth:
                money[i] -= min(money[i], rate * worth[pid])


def shares(election, rule):
    """Ids granted in order, with completion and comparison."""
    cost = {project.id: project.cost for project in election.projects}
    share = Fraction(election.budget) / max(election.ballots.voters, 1)
    if rule.completion.startswith("add1") and rule.start == "floor":
        share = Fraction(floor(share))
    wanted = {pid for worth, _ in utilities(election, rule) for pid in worth}
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


def phragmen(election, rule):
    """Ids bought in order, and the load at each purchase."""
    cost = {project.id: project.cost for project in election.projects}
    tie = tie_key(election, rule)
    groups = [
        ({pid for pid, points in marks.items() if points > 0 and cost[pid] <= election.budget}, weight)
        for marks, weight in ballots_of(election)
    ]
    load = [Fraction(0)] * len(groups)
    bought, skipped = {}, set()
    left = election.budget
    while True:
        best = None
        for pid in cost:
            voters = sum(weight for marks, weight in groups if pid in marks)
            if pid in bought or pid in skipped or not voters or refused(election, list(bought), pid, cost[pid], cost):
                continue
            total = sum(load[i] * weight for i, (marks, weight) in enumerate(groups) if pid in marks)
            entry = ((cost[pid] + total) / voters, tie(pid), pid)
            best = entry if best is None else min(best, entry)
        if best is None:
            return bought
        pid = best[2]
        if cost[pid] > left:
            if rule.misfit == "stop":
                return bought
            skipped.add(pid)
            continue
        bought[pid] = best[0]
        left -= cost[pid]
        load = [best[0] if pid in marks else load[i] for i, (marks, _) in enumerate(groups)]


def winners(election, rule):
    """The ids that win, in order."""
    method = {"greedy": greedy, "equal-shares": shares, "phragmen": phragmen}[rule.method]
    return tuple(method(election, rule))
