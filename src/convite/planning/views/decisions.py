"""How does an officer say what becomes of an idea, or of many at once?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from convite.core.errors import NotAllowed, Refused
from convite.planning.actions import decide_idea, decide_ideas
from convite.planning.forms import DecideForm
from convite.planning.permissions import can_plan
from convite.planning.views.ideas import asked_idea
from convite.planning.views.joins import chosen_ideas


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ideas_decide(request: HttpRequest) -> HttpResponse:
    """The chosen ideas and one decision for all; then what became of each."""
    ideas = chosen_ideas(request)
    form = DecideForm(request.POST or None)
    outcomes = None
    if request.method == "POST" and form.is_valid():
        try:
            outcomes = decide_ideas(ideas, form.cleaned_data["state"], form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    context = {"ideas": ideas, "form": form, "outcomes": outcomes}
    if outcomes is not None:
        context["decided"] = sum(not outcome.refusal for outcome in outcomes)
        context["refused"] = [outcome for outcome in outcomes if outcome.refusal]
    return render(request, "planning/ideas_decide.html", context)


@login_required
@require_POST
def idea_decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """From the idea's own page."""
    idea = asked_idea(request, public_id)
    if not can_plan(request.user, idea.territory):
        raise NotAllowed
    form = DecideForm(request.POST)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(faults))
        return redirect("idea_page", public_id)
    asked = form.cleaned_data
    try:
        version = int(seen) if seen.isdecimal() and len(seen) < 9 else None
        decide_idea(idea, asked["state"], asked["reason"], by=request.user, seen=version)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("La decisión quedó registrada, y se avisó a quienes la siguen."))
    return redirect("idea_page", public_id)
