"""What does one see first? Where the route stands, what one can do now, and what was last decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convite.core.money import Money
from convite.gatherings.permissions import gatherings_visible_to
from convite.planning.permissions import editions_visible_to
from convite.planning.queries import current_edition, total_ceiling
from convite.voting.permissions import results_visible_to
from convite.voting.queries import editions_with_results, result_of_edition
from convite.website.patterns import samples
from convite.website.queries.editions import figures_of, map_of_edition, present_step, steps_for_timeline
from convite.website.queries.search import search_everything


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    edition = current_edition(editions_visible_to(request.user))
    if edition is None:
        return render(request, "website/home_empty.html")
    gatherings = gatherings_visible_to(request.user).filter(starts_at__gte=timezone.now()).select_related("territory")
    decided = editions_with_results(results_visible_to(request.user)).order_by("-year", "-id").first()
    context = {
        "edition": edition,
        "money": Money(total_ceiling(edition), edition.currency),
        "present": present_step(edition),
        "timeline": steps_for_timeline(edition),
        "figures": figures_of(edition),
        "map": map_of_edition(edition),
        "gatherings": gatherings.order_by("starts_at", "id")[:4],
        "decided": decided,
        "decided_result": result_of_edition(decided) if decided else None,
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
