"""How many public ideas does each territory have? Counted anew where an act changed it, in the act's transaction."""

from collections.abc import Iterable

from django.db import transaction

from convite.planning.models import Idea, IdeaCount


def count_ideas(ideas: Iterable[Idea]) -> None:
    """Counts the territories of these ideas, and those from which they were moved.

    Whoever counts a territory holds its row until the act is done, so of two acts the second counts what the first
    did; the rows are taken in one order, so that none waits for the other in a circle.
    """
    ideas = list(ideas)
    listed = Idea.objects.exclude(state__in=Idea.UNLISTED)
    places = {(idea.edition_id, place) for idea in ideas for place in (idea.territory_id, idea.was_in or 0) if place}
    with transaction.atomic():
        for edition, territory in sorted(places):
            rows = IdeaCount.objects.select_for_update()
            row, _is_new = rows.get_or_create(edition_id=edition, territory_id=territory)
            row.ideas = listed.filter(edition=edition, territory=territory).count()
            row.save(update_fields=["ideas"])
    for idea in ideas:
        idea.was_in = idea.territory_id
