"""What is shown of a place, and of an edition as a whole?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from convite.gatherings.models import Gathering
from convite.gatherings.permissions import gatherings_visible_to
from convite.gatherings.queries import attendance_of
from convite.planning.permissions import can_plan, editions_visible_to, ideas_visible_to
from convite.planning.queries import ceilings_of, moves_of, next_phase, phases_of, route_told
from convite.planning.queries.rules import rules_told
from convite.projects.permissions import projects_visible_to
from convite.territories.permissions import territories_visible_to
from convite.voting.permissions import contests_visible_to
from convite.website.queries.editions import (
    ceiling_table,
    contests_in,
    counts_of,
    figures_of,
    map_of_edition,
    money_won,
    present_step,
    result_table,
    say_now,
    steps_for_timeline,
    summary_of,
)
from convite.website.queries.growth import growth_by_kind
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
        contests=contests_visible_to(person),
    )
    return render(request, "website/territory.html", {"territory": territory, "story": story})


@require_safe
def edition_page(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = get_object_or_404(editions_visible_to(request.user).select_related("territory"), public_id=public_id)
    contests = contests_in(contests_visible_to(request.user).filter(edition=edition))
    ceilings, counts, present = ceilings_of(edition), counts_of(edition), present_step(edition)
    context = {
        "edition": edition,
        "now": say_now(edition, present),
        "timeline": steps_for_timeline(edition),
        "present": present,
        "counts": counts,
        "figures": figures_of(edition, counts),
        "map": map_of_edition(edition, ceilings=ceilings, won=money_won(contests)),
        "table": ceiling_table(edition, ceilings, contests),
        "result": summary_of(edition, contests),
        "growth": growth_by_kind(edition),
        "learnt": attendance_of(Gathering.objects.filter(convening__edition=edition, kind=Gathering.Kind.TRAINING)),
        "moves": moves_of(edition),
        "route": route_told(edition),
        "rules": rules_told(edition),
        "next_phase": next_phase(edition) if edition.state == edition.State.OPEN else None,
        "movable": phases_of(edition) if can_plan(request.user, edition.territory) else [],
    }
    return render(request, "website/edition.html", context)


@require_safe
def edition_results(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = get_object_or_404(editions_visible_to(request.user).select_related("territory"), public_id=public_id)
    contests = contests_in(contests_visible_to(request.user).filter(edition=edition))
    won = money_won(contests)
    context = {
        "edition": edition,
        "summary": summary_of(edition, contests),
        "table": result_table(edition, contests),
        "map": map_of_edition(edition, won=won) if won else None,
    }
    return render(request, "website/edition_results.html", context)
