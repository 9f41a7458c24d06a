"""To which edition does a gathering belong that was just called? To the one under way around its place, by itself.

Only while that edition's phases last: what is called for another time waits until somebody says whose it is.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.conversations.actions import tell_followers
from convite.core.acts import remember, write_rows
from convite.core.saying import say_moment
from convite.gatherings.models import Gathering
from convite.people.models import Person
from convite.people.queries import Actor
from convite.planning.models import Edition, EditionGathering
from convite.territories.models import Territory


def convene_called(gatherings: Sequence[Gathering], by: Actor) -> None:
    """Within the transaction of the call, which has judged who may call; no more queries for many than for one."""
    taken = set(EditionGathering.objects.filter(gathering__in=gatherings).values_list("gathering_id", flat=True))
    editions = _under_way(gatherings)
    found: dict[Edition, list[Gathering]] = defaultdict(list)
    for gathering in gatherings:
        edition = next((e for e in editions if _holds(e, gathering)), None)
        if edition is not None and gathering.pk not in taken:
            found[edition].append(gathering)
    for edition, convened in found.items():
        write_rows(EditionGathering(edition=edition, gathering=g) for g in convened)
        remember(act="convene", thing=edition, by=by, content=[g.public_id for g in convened])
        _tell(edition, convened, by)


def _under_way(gatherings: Sequence[Gathering]) -> list[Edition]:
    """The open editions of the gatherings' places and of all above, the nearest and newest first."""
    above = {path for g in gatherings for path in _paths_above(g.territory)}
    found = Edition.objects.filter(state=Edition.State.OPEN, territory__path__in=above).select_related("territory")
    dated = found.annotate(opens_at=Min("phases__opens_at"), closes_at=Max("phases__closes_at"))
    return sorted(dated, key=lambda e: (len(e.territory.path), e.year, e.pk), reverse=True)


def _paths_above(territory: Territory) -> list[str]:
    return [territory.path[: end + 1] for end, letter in enumerate(territory.path) if letter == "/"]


def _holds(edition: Edition, gathering: Gathering) -> bool:
    if edition.opens_at is None or not gathering.territory.path.startswith(edition.territory.path):  # type: ignore[attr-defined]
        return False
    return bool(edition.opens_at <= gathering.starts_at <= edition.closes_at)  # type: ignore[attr-defined]


def _tell(edition: Edition, gatherings: Sequence[Gathering], by: Actor) -> None:
    """One notice for the whole call. That of a single gathering has the key of the one that its place's followers get:
    who follows both is told once.
    """
    first, number = gatherings[0], len(gatherings)

    def sentence() -> str:
        if number == 1:
            facts = {"title": str(first.title), "when": say_moment(first.starts_at), "place": first.place}
            return _("%(edition)s: se convocó «%(title)s», %(when)s, %(place)s.") % {**facts, "edition": edition.name}
        said = ngettext(
            "%(edition)s: se convocó %(n)d encuentro.", "%(edition)s: se convocaron %(n)d encuentros.", number
        )
        return said % {"edition": edition.name, "n": number}

    key, url = f"call:{first.public_id}", reverse("gathering_page", args=[first.public_id])
    if number > 1:
        key, url = f"call_all:{first.public_id}", f"{reverse('gathering_list')}?cuando=por-venir"
    tell_followers(edition, sentence, url, key=key, but=by if isinstance(by, Person) else None)
