"""What is shown of a place, and of an edition as a whole?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from convite.core.money import Money
from convite.gatherings.permissions import gatherings_visible_to
from convite.planning.permissions import can_plan, editions_visible_to, ideas_visible_to
from convite.planning.queries import phases_of, total_ceiling
from convite.projects.permissions import projects_visible_to
from convite.territories.permissions import territories_visible_to
from convite.territories.queries import ancestors_of, children_of, population_of
from convite.voting.permissions import contests_visible_to, results_visible_to
from convite.voting.queries import result_of_edition
from convite.website.queries.editions import (
    ceiling_rows,
    contest_rows,
    figures_of,
    map_of_edition,
    present_step,
    steps_for_timeline,
)
from convite.website.queries.places import story_of


@require_safe
def territory_page(request: HttpRequest, public_id: str) -> HttpResponse:
    territory = get_object_or_404(territories_visible_to(request.user), public_id=public_id)
    person = request.user
    story = story_of(
        territory,
        editions=editions_visible_to(person),
        projects=projects_visible_to(person),
        ideas=ideas_visible_to(person),
        gatherings=gatherings_visible_to(person),
        results=results_visible_to(person),
        population=population_of(territory),
    )
    context = {
        "territory": territory,
        "story": story,
        "ancestors": ancestors_of(territory),
        "children": children_of(territory),
    }
    return render(request, "website/territory.html", context)


@require_safe
def edition_page(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = get_object_or_404(editions_visible_to(request.user).select_related("territory"), public_id=public_id)
    contests = contests_visible_to(request.user).filter(edition=edition)
    context = {
        "edition": edition,
        "money": Money(total_ceiling(edition), edition.currency),
        "timeline": steps_for_timeline(edition),
        "present": present_step(edition),
        "figures": figures_of(edition),
        "map": map_of_edition(edition),
        "ceilings": ceiling_rows(edition, contests),
        "result": result_of_edition(edition),
        "movable": phases_of(edition) if can_plan(request.user, edition.territory) else [],
    }
    return render(request, "website/edition.html", context)


@require_safe
def edition_results(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = get_object_or_404(editions_visible_to(request.user).select_related("territory"), public_id=public_id)
    results = results_visible_to(request.user).filter(contest__edition=edition).select_related("contest__territory")
    context = {
        "edition": edition,
        "summary": result_of_edition(edition),
        "results": contest_rows(results, edition),
        "map": map_of_edition(edition),
    }
    return render(request, "website/edition_results.html", context)
