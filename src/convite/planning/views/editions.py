"""What is shown of editions, and how does an officer move a phase?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.errors import NotAllowed, Refused
from convite.core.paging import page_of
from convite.planning.actions import move_phase
from convite.planning.forms import PhaseForm
from convite.planning.models import Phase
from convite.planning.permissions import can_plan, editions_visible_to
from convite.planning.queries import current_edition


@require_safe
def edition_current(request: HttpRequest) -> HttpResponse:
    edition = current_edition(editions_visible_to(request.user))
    return redirect("edition_page", edition.public_id) if edition else redirect("edition_list")


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    editions = editions_visible_to(request.user).select_related("territory")
    return render(request, "planning/editions.html", {"page": page_of(editions, request.GET, ("-year", "-id"))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def phase_move(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    phases = Phase.objects.filter(edition__in=editions_visible_to(request.user)).select_related("edition__territory")
    phase = get_object_or_404(phases, edition__public_id=public_id, position=position)
    if not can_plan(request.user, phase.edition.territory):
        raise NotAllowed
    start = {"opens_at": phase.opens_at, "closes_at": phase.closes_at}
    form = PhaseForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            move_phase(phase, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("La fase quedó con sus nuevas fechas."))
            return redirect("edition_page", public_id)
    return render(request, "planning/phase_move.html", {"phase": phase, "edition": phase.edition, "form": form})
