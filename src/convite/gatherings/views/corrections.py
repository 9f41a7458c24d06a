"""How does the team put right what it wrote down of who came?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convite.core.errors import Overtaken, Refused
from convite.gatherings.actions import correct_attendee
from convite.gatherings.forms import AttendeeForm
from convite.gatherings.models import Attendee
from convite.gatherings.queries.attendees import row_of
from convite.gatherings.views.attendance import are_open, ask_purpose
from convite.gatherings.views.gatherings import team_gathering


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendee_edit(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One row: put right, taken off, or taken back."""
    gathering = team_gathering(request, public_id)
    attendee = get_object_or_404(gathering.attendees.select_related("registration", "territory"), pk=number)
    attendee.gathering = gathering
    if not are_open(request, gathering):
        return ask_purpose(request, gathering, "attendance_people")
    form, theirs, told = AttendeeForm(request.POST or None, attendee=attendee), None, []
    if request.method == "POST" and ("remove" in request.POST or "restore" in request.POST):
        return _take(request, attendee)
    if request.method == "POST" and form.is_valid():
        try:
            correct_attendee(attendee, form.row(), by=request.user)
        except Overtaken as overtaken:
            theirs, told = overtaken.theirs, form.told_of(overtaken.theirs)
            form = AttendeeForm(_seen_now(request, theirs), attendee=attendee)
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El renglón quedó corregido."))
            return redirect("attendance_people", public_id)
    context = {"gathering": gathering, "attendee": theirs or attendee, "form": form, "told": told}
    return render(request, "gatherings/attendee.html", context)


def _seen_now(request: HttpRequest, theirs: Attendee) -> Any:
    typed = request.POST.copy()
    typed["seen"] = str(theirs.edition)
    return typed


def _take(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """Off the list, or back on it; what her row says stays as it is."""
    off, seen = "remove" in request.POST, request.POST.get("seen", "")
    edition = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    try:
        correct_attendee(attendee, row_of(attendee, removed=off, edition_seen=edition), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        done = _("Se quitó de la lista y del conteo. Si fue un error, abajo puede devolverla.")
        messages.success(request, done if off else _("Volvió a la lista y al conteo."))
    return redirect("attendance_people", attendee.gathering.public_id)
