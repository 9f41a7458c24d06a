"""What does one see first? Where the route stands, what one can do now, and what was last decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convite.gatherings.permissions import gatherings_visible_to
from convite.gatherings.queries import next_or_last
from convite.planning.permissions import editions_visible_to
from convite.planning.queries import current_among, newest_editions
from convite.projects.permissions import projects_visible_to
from convite.voting.queries import results_of_editions
from convite.website.patterns import samples
from convite.website.queries.editions import (
    counts_of,
    figures_of,
    map_of_edition,
    present_step,
    say_now,
    steps_for_timeline,
)
from convite.website.queries.life import life_to_follow
from convite.website.queries.search import search_everything


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = newest_editions(editions_visible_to(request.user).prefetch_related("phases"))
    edition = current_among(newest)
    if edition is None:
        return render(request, "website/home_empty.html")
    results = zip(newest, results_of_editions(newest), strict=True)
    decided = next(((one, result) for one, result in results if result.counted), None)
    present = present_step(edition)
    counts = counts_of(edition)
    context = {
        "edition": edition,
        "counts": counts,
        "present": present,
        "now": say_now(edition, present),
        "timeline": steps_for_timeline(edition),
        "figures": figures_of(edition, counts),
        "map": map_of_edition(edition),
        "met": next_or_last(gatherings_visible_to(request.user)),
        "decided": decided,
        "life": life_to_follow([edition, *(decided or ())[:1]], projects_visible_to(request.user)),
    }
    return render(request, "website/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    groups = search_everything(words, request.user) if words else []
    return render(request, "website/search.html", {"words": words, "groups": groups})


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    return render(request, "website/patterns.html", {"samples": samples()})
