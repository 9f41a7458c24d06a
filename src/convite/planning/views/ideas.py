"""What is shown of ideas, and how does one propose them?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.errors import Hidden, Refused
from convite.core.history import changes_of
from convite.core.paging import page_of
from convite.core.saying import say
from convite.core.searching import matching_ids
from convite.core.trace import trace_of
from convite.core.translated import Translated
from convite.planning.actions import propose_idea
from convite.planning.forms import IdeaFilter, IdeaForm
from convite.planning.models import Idea
from convite.planning.permissions import editions_visible_to, ideas_visible_to
from convite.planning.queries import current_edition, say_act, territories_of, verdict_on


@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    edition = _edition(request)
    ideas = ideas_visible_to(request.user).filter(edition=edition)
    form = IdeaFilter(request.GET, territories=territories_of(edition))
    if form.is_valid():
        asked = form.cleaned_data
        filters = {"territory__public_id": asked["territorio"], "theme": asked["tema"], "state": asked["estado"]}
        ideas = ideas.filter(**{field: value for field, value in filters.items() if value})
        if asked["q"]:
            ideas = ideas.filter(pk__in=matching_ids(asked["q"], "planning.idea"))
    context = {
        "edition": edition,
        "form": form,
        "page": page_of(ideas.select_related("territory"), request.GET, ("-id",)),
        "asked": any(request.GET.get(name) for name in form.fields if name != "q"),
        "verdict": verdict_on("propose_idea", edition),
        "when": say_act("propose_idea", edition),
    }
    return render(request, "planning/ideas.html", context)


def _edition(request: HttpRequest):
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


@require_safe
def idea_page(request: HttpRequest, public_id: str) -> HttpResponse:
    ideas = ideas_visible_to(request.user).select_related("edition", "territory", "gathering", "author")
    idea = get_object_or_404(ideas, public_id=public_id)
    context = {"idea": idea, "steps": trace_of(idea), "changes": changes_of(idea)}
    return render(request, "planning/idea.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_propose(request: HttpRequest) -> HttpResponse:
    edition = _edition(request)
    verdict = verdict_on("propose_idea", edition)
    places = edition.territory.children.order_by("order", "name")
    form = IdeaForm(request.POST or None, territories=places)
    if request.method == "POST" and form.is_valid():
        language = (get_language() or "es")[:2]
        idea = Idea(edition=edition, author=request.user, origin=Idea.Origin.RESIDENT)
        for field, value in form.cleaned_data.items():
            setattr(idea, field, Translated({language: value}) if field in {"title", "description"} else value)
        try:
            propose_idea(idea, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Su idea quedó registrada."))
            return redirect("idea_page", idea.public_id)
    context = {"edition": edition, "form": form, "verdict": verdict, "reason": say(verdict.reason)}
    return render(request, "planning/idea_propose.html", context)
