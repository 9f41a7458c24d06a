"""What is shown of ideas? The list and its map, each idea with where it is on its way, and one's own."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from convite.conversations.queries.tallies import most_supported_page, tallies_of
from convite.core.errors import Hidden
from convite.core.paging import Page, page_of
from convite.core.trace import trace_of
from convite.planning.forms import DecideForm, IdeaFilter, ReasonForm
from convite.planning.models import Edition, Idea
from convite.planning.permissions import (
    can_edit_idea,
    can_plan,
    can_record_idea,
    editions_visible_to,
    ideas_visible_to,
    is_author,
)
from convite.planning.queries import (
    current_edition,
    filtered_ideas,
    ground_of,
    joins_of,
    map_of_ideas,
    missing_in,
    say_act,
    territories_of,
    whereabouts_of,
)
from convite.planning.queries.stages import fault_of_time


@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    edition = asked_edition(request)
    ideas = ideas_visible_to(request.user).filter(edition=edition).exclude(state=Idea.State.DRAFT)
    form = IdeaFilter(request.GET, territories=territories_of(edition))
    asked = form.cleaned_data if form.is_valid() else {}
    found = filtered_ideas(ideas, asked).select_related("territory")
    page = most_supported_page(found, request.GET) if asked.get("orden") else page_of(found, request.GET, ("-id",))
    context = {
        "edition": edition,
        "form": form,
        "page": with_tallies(page),
        "asked": form.is_narrowed,
        "is_open": not fault_of_time(edition),
        "when": say_act("propose_idea", edition),
        "may_plan": can_plan(request.user, edition.territory),
        "may_record": can_record_idea(request.user, edition.territory),
    }
    return render(request, "planning/ideas.html", context)


def with_tallies(page: Page[Idea]) -> Page[Idea]:
    """Each row with how many people support it; one query for all."""
    tallies = tallies_of("planning.idea", [idea.public_id for idea in page.rows])
    for idea in page.rows:
        idea.tally = tallies[idea.public_id]  # type: ignore[attr-defined]
    return replace(page)


def asked_edition(request: HttpRequest) -> Edition:
    editions = editions_visible_to(request.user)
    wanted = request.GET.get("edicion") or request.POST.get("edicion")
    if wanted and not wanted.isalnum():  # PostgreSQL would not even be asked about a NUL
        raise Hidden
    if wanted:
        return get_object_or_404(editions.select_related("territory"), public_id=wanted)
    edition = current_edition(editions)
    if edition is None:
        raise Hidden
    return edition


def asked_idea(request: HttpRequest, public_id: str) -> Idea:
    """With all that its pages read."""
    ideas = ideas_visible_to(request.user)
    related = ("edition__territory", "territory__parent", "gathering", "author", "recorded_by", "merged_into")
    return get_object_or_404(ideas.select_related(*related), public_id=public_id)


@require_safe
def idea_page(request: HttpRequest, public_id: str) -> HttpResponse:
    idea = asked_idea(request, public_id)
    joins = joins_of(idea)
    may_plan = can_plan(request.user, idea.territory)
    context = {
        "idea": idea,
        "steps": trace_of(idea),
        "whereabouts": whereabouts_of(idea),
        "photos": idea.photos.all(),
        "ground": ground_of(idea.edition, idea.territory, idea.point) if idea.point else None,
        "joins": joins,
        "is_author": is_author(request.user, idea),
        "may_edit": can_edit_idea(request.user, idea),
        "may_plan": may_plan,
        "seen_by_team": may_plan or is_author(request.user, idea) or can_record_idea(request.user, idea.territory),
        "decide": DecideForm(auto_id="decide_%s") if may_plan else None,
        "undo": ReasonForm(auto_id="undo_%s") if may_plan else None,
        "territory": idea.territory,
    }
    return render(request, "planning/idea.html", context)


@require_safe
def idea_map(request: HttpRequest) -> HttpResponse:
    """Counts by territory, whatever their number, and the points of one page of ideas."""
    edition = asked_edition(request)
    ideas = ideas_visible_to(request.user).filter(edition=edition).exclude(state__in=Idea.UNLISTED)
    page = page_of(ideas.filter(lat__isnull=False).select_related("territory"), request.GET, ("-id",))
    context = {"edition": edition, "map": map_of_ideas(edition), "page": page}
    return render(request, "planning/idea_map.html", context)


@login_required
@never_cache
@require_safe
def own_ideas(request: HttpRequest) -> HttpResponse:
    """Drafts first, with what each still needs; then what was sent, with where it is."""
    mine = ideas_visible_to(request.user).filter(author=request.user).select_related("edition__territory", "territory")
    drafts = [(idea, missing_in(idea)) for idea in mine.filter(state=Idea.State.DRAFT).order_by("-id")[:50]]
    page = page_of(mine.exclude(state=Idea.State.DRAFT), request.GET, ("-id",))
    return render(request, "planning/own_ideas.html", {"drafts": drafts, "page": with_tallies(page)})
