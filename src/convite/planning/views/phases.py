"""How are the phases of an edition set, moved, and begun before their day?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.planning.actions import begin_phase, move_phase, set_phases
from convite.planning.forms.editions import BeginForm, PhaseForm
from convite.planning.forms.phases import PhasesForm
from convite.planning.models import Edition, Phase
from convite.planning.permissions import can_plan, editions_visible_to
from convite.planning.queries import phases_of, timeline_of
from convite.planning.views.setup import edition_to_plan, seen_again


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_phases(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of them on one page. With `mas` another empty one is shown and nothing is stored."""
    edition = edition_to_plan(request, public_id)
    data = request.POST if request.method == "POST" else None
    form, theirs = PhasesForm(edition, phases_of(edition), data), None
    if data is not None and "mas" in data:
        form.add_row()
    elif data is not None and form.is_valid():
        try:
            set_phases(edition, form.phases, by=request.user, seen=form.seen, reason=form.reason)
        except Overtaken as overtaken:
            theirs, form = _compared(overtaken, form)
        except Refused as refusal:
            form.errors.append(refusal.reason)
        else:
            messages.success(request, _("Las fases quedaron guardadas."))
            return redirect("edition_setup", public_id)
    return render(request, "planning/edition_phases.html", {"edition": edition, "form": form, "theirs": theirs})


def _compared(overtaken: Overtaken, typed: PhasesForm) -> tuple[list[dict[str, object]], PhasesForm]:
    """Both: what stands now beside what was typed, and the typed again, ready to be stored over it."""
    stored = Edition.objects.select_related("territory").get(pk=overtaken.theirs.pk)
    beside = typed.beside(stored, phases_of(stored))
    again = beside.caught_up()
    again.errors.append(overtaken.reason)
    return beside.difference(), again


def _phase(request: HttpRequest, public_id: str, position: int) -> Phase:
    phases = Phase.objects.filter(edition__in=editions_visible_to(request.user)).select_related("edition__territory")
    phase = get_object_or_404(phases, edition__public_id=public_id, position=position)
    if not can_plan(request.user, phase.edition.territory):
        raise NotAllowed
    return phase


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def phase_move(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    phase, theirs = _phase(request, public_id, position), None
    start = {"opens_at": phase.opens_at, "closes_at": phase.closes_at, "seen": phase.edition.version}
    form = PhaseForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            move_phase(phase, **form.cleaned_data, by=request.user)
        except Overtaken as overtaken:
            theirs, form = Phase.objects.get(pk=phase.pk), PhaseForm(seen_again(request, overtaken))
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("La fase quedó con sus nuevas fechas."))
            return redirect("edition_page", public_id)
    context = {"phase": phase, "edition": phase.edition, "form": form, "theirs": theirs}
    return render(request, "planning/phase_move.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def phase_begin(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    phase = _phase(request, public_id, position)
    form = BeginForm(request.POST or None, initial={"seen": phase.edition.version})
    if request.method == "POST" and form.is_valid():
        try:
            begin_phase(phase, form.cleaned_data["reason"], by=request.user, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            form = BeginForm(seen_again(request, overtaken))
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("La fase empezó."))
            return redirect("edition_page", public_id)
    present = next((step.phase for step in timeline_of(phase.edition) if step.time == "present"), None)
    context = {"phase": phase, "edition": phase.edition, "present": present, "form": form}
    return render(request, "planning/phase_begin.html", context)
