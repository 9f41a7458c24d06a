"""How does an officer merge ideas, split one, or undo it?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.translated import Translated
from convite.planning.actions import merge_ideas, split_idea, undo_join
from convite.planning.forms import MergeForm, ReasonForm, SplitForm
from convite.planning.models import Idea, IdeaJoin
from convite.planning.permissions import can_plan, can_plan_somewhere, ideas_visible_to
from convite.planning.views.ideas import asked_idea
from convite.planning.views.writing import language_now

MOST_SIDE_BY_SIDE = 50


def chosen_ideas(request: HttpRequest) -> list[Idea]:
    """Those whose boxes were ticked, as far as she may see them, in the order of their saying."""
    if not can_plan_somewhere(request.user):
        raise NotAllowed
    ids = request.POST.getlist("idea") or request.GET.getlist("idea")
    asked = [public_id for public_id in ids if public_id.isalnum()][:500]
    found = ideas_visible_to(request.user).filter(public_id__in=asked)
    return list(found.select_related("edition__territory", "territory", "author", "gathering").order_by("id"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_merge(request: HttpRequest) -> HttpResponse:
    """Side by side, to choose which one is kept."""
    ideas = chosen_ideas(request)[:MOST_SIDE_BY_SIDE]
    form = MergeForm(request.POST or None, ideas=ideas)
    if request.method == "POST" and form.is_valid():
        kept = form.kept_idea()
        others = [idea for idea in ideas if idea != kept]
        try:
            merge_ideas(kept, others, form.cleaned_data["reason"], by=request.user, seen=form.seen())
        except Overtaken as overtaken:
            form = MergeForm(None, ideas=chosen_ideas(request), initial={"reason": request.POST["reason"]})
            messages.error(
                request, _("«%(idea)s»: %(reason)s") % {"idea": overtaken.theirs, "reason": overtaken.reason}
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Las ideas quedaron unidas y se avisó a sus autoras y autores."))
            return redirect("idea_page", kept.public_id)
    return render(request, "planning/idea_merge.html", {"ideas": form.ideas, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_split(request: HttpRequest, public_id: str) -> HttpResponse:
    idea = asked_idea(request, public_id)
    if not can_plan(request.user, idea.territory):
        raise NotAllowed
    form = SplitForm(request.POST or None, initial={"seen": idea.version})
    if request.method == "POST" and form.is_valid():
        parts = [_part(idea, title) for title in form.cleaned_data["parts"]]
        try:
            split_idea(idea, parts, form.cleaned_data["reason"], by=request.user, seen=form.cleaned_data["seen"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("La idea quedó separada y se avisó a quien la propuso."))
            return redirect("idea_page", public_id)
    return render(request, "planning/idea_split.html", {"idea": idea, "form": form})


def _part(idea: Idea, title: str) -> Idea:
    return Idea(title=Translated({language_now(): title}), description=Translated(idea.description))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    joins = IdeaJoin.objects.filter(idea__in=ideas_visible_to(request.user))
    join = get_object_or_404(joins.select_related("idea__territory", "idea__edition__territory"), public_id=public_id)
    if not can_plan(request.user, join.idea.territory):
        raise NotAllowed
    form = ReasonForm(request.POST or None, initial={"seen": join.version})
    if request.method == "POST" and form.is_valid():
        try:
            undo_join(join, form.cleaned_data["reason"], by=request.user, seen=form.cleaned_data["seen"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Se deshizo, y se avisó a las personas autoras."))
            return redirect("idea_page", join.idea.public_id)
    parts = [part.idea for part in join.parts.select_related("idea").order_by("id") if part.idea_id != join.idea_id]
    return render(request, "planning/join_undo.html", {"join": join, "parts": parts, "form": form})
