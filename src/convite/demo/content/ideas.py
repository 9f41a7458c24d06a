"""What did neighbours say? The 436 ideas of the present edition, in their own words.

Each project grew from one, two or three ideas; sixty-two ideas were kept with the reason why they did not go on.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from convite.demo.content.editions import current
from convite.demo.content.geography import TERRITORIES, by_code
from convite.demo.content.ideas_kept import KEPT, REASONS
from convite.demo.content.kinds import fill
from convite.demo.content.people import CAST, LEADER_ORGANIZATION, resident_name
from convite.demo.content.projects import KINDS, Line, Project, lines, place_name, projects
from convite.demo.content.workshops import Workshop, socialisations

SEED = 436
IDEAS = 436
AUTHORS = {("01", 1): "resident", ("03", 8): "leader"}  # project → who proposed its first idea with an account
ORIGINS = ("workshop", "workshop", "workshop", "resident", "resident", "organization")


@dataclass(frozen=True)
class Idea:
    number: int  # 1 to 436
    local_code: str
    title: str
    description: str
    theme: str
    place: str
    origin: str  # a value of planning.Idea.Origin
    workshop: int  # number of the workshop in which it was said, 0 if in none
    said_by: str  # an invented neighbour, or an organization
    said_at: datetime
    state: str  # a value of planning.Idea.State
    reason: str  # why it did not become a project, "" if it did
    project: str  # code of the project that grew from it, "" if none
    author: str  # key of the member of the cast who proposed it with her account, "" if none


@dataclass(frozen=True)
class _Draft:
    local_code: str
    title: str
    description: str
    theme: str
    place: str
    state: str
    reason: str
    project: str
    author: str = ""


def ideas(today: date) -> tuple[Idea, ...]:
    """All 436, in the order in which they were said."""
    workshops: dict[str, list[Workshop]] = {}
    for workshop in socialisations(today):
        if workshop.gathers_ideas:
            workshops.setdefault(workshop.local_code, []).append(workshop)
    drafts = [d for p in projects(today) for d in _drafts_of(p)] + _kept()
    rng = Random(SEED)
    said = [_said(draft, workshops[draft.local_code], today, rng) for draft in drafts]
    said.sort(key=lambda idea: (idea.said_at, idea.local_code, idea.title))
    return tuple(Idea(**{**vars(idea), "number": n}) for n, idea in enumerate(said, start=1))


def origins(today: date) -> dict[str, tuple[int, ...]]:
    """Project code → numbers of the ideas it grew from."""
    result: dict[str, tuple[int, ...]] = {}
    for idea in ideas(today):
        if idea.project:
            result[idea.project] = (*result.get(idea.project, ()), idea.number)
    return result


def _extra() -> dict[tuple[str, int], int]:
    """(territory, number of project) → how many ideas it has beyond the first: what is missing to 436 in all."""
    kept = sum(len(text.strip().splitlines()) // 2 for text in KEPT.values())
    every = [(t.local_code, n, line) for t in TERRITORIES for n, line in enumerate(lines(t.local_code), start=1)]
    room = [(code, n) for code, n, line in every for _ in range(_room(line))]
    missing = IDEAS - kept - len(every)
    counts: dict[tuple[str, int], int] = {}
    for key in Random(SEED).sample(room, missing):
        counts[key] = counts.get(key, 0) + 1
    return counts


def _room(line: Line) -> int:
    """How many more ideas the words of its kind can tell."""
    return 0 if line.idea else min(2, len(KINDS[line.kind].asks) - 1)


EXTRA = _extra()


def _drafts_of(project: Project) -> list[_Draft]:
    line = lines(project.local_code)[project.number - 1]
    kind = KINDS[line.kind]
    place = place_name(line.place, project.local_code)
    first = (project.number + int(project.local_code)) % len(kind.asks)
    extra = EXTRA.get((project.local_code, project.number), 0)
    drafts = []
    for k in range(1 + extra):
        title = line.idea or fill(kind.asks[(first + k) % len(kind.asks)], place, line.reached)
        text = line.need if k == 0 and extra else _words(line, k, first)
        author = AUTHORS.get((project.local_code, project.number), "") if k == 0 else ""
        drafts.append(
            _Draft(project.local_code, title, text, kind.theme, project.place, "formulated", "", project.code, author)
        )
    return drafts


def _words(line: Line, k: int, first: int) -> str:
    """The first neighbour tells the need; the next ones add what they know."""
    voices = KINDS[line.kind].voices
    if k == 0:
        return line.need if first % 2 or line.idea else f"{line.need} {voices[first % len(voices)]}"
    return voices[(first + k) % len(voices)]


def _kept() -> list[_Draft]:
    drafts = []
    for code, text in KEPT.items():
        rows = text.strip().splitlines()
        for head, words in zip(rows[::2], rows[1::2], strict=True):
            reason, theme, place, title = (part.strip() for part in head.split("|"))
            state, sentence = REASONS[reason]
            drafts.append(_Draft(code, title, words.strip(), theme, place, state, sentence, ""))
    return drafts


def _said(draft: _Draft, workshops: list[Workshop], today: date, rng: Random) -> Idea:
    """Where, when and by whom an idea was said."""
    origin = {"resident": "resident", "leader": "organization"}.get(draft.author) or rng.choice(ORIGINS)
    phase = current(today).phases[0]
    if origin == "workshop":
        workshop = rng.choice(workshops)
        number, moment = workshop.number, workshop.starts_at + timedelta(minutes=rng.randint(30, 170))
    else:
        days = (phase.closes_at - phase.opens_at).days
        number, moment = 0, phase.opens_at + timedelta(days=rng.randint(0, days - 1), minutes=rng.randint(0, 720))
    return Idea(0, workshop=number, origin=origin, said_by=_speaker(draft, origin, rng), said_at=moment, **vars(draft))


def _speaker(draft: _Draft, origin: str, rng: Random) -> str:
    if draft.author == "leader":
        return LEADER_ORGANIZATION
    if draft.author:
        return next(member.name for member in CAST if member.key == draft.author)
    return _organization(draft, rng) if origin == "organization" else resident_name(rng)


def _organization(draft: _Draft, rng: Random) -> str:
    place = rng.choice(by_code()[draft.local_code].places)
    first = rng.choice(("Junta de Acción Comunal", "Grupo juvenil", "Asociación de mujeres", "Mesa ambiental"))
    return f"{first} {'del' if place.startswith('el ') else 'de'} {place}"
