"""By which doors does the team write down who came? The code at the entrance, its list, a sheet, the paper.

Pages with names open for half an hour after somebody of the team said what for; that is remembered.
"""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convite.core.errors import Refused
from convite.core.tables.writers import FORMATS
from convite.gatherings.actions import Brought, bring_attendees, mark_arrivals, open_people
from convite.gatherings.forms import CodeForm, PaperLine, PurposeForm, SheetForm, tidy_code
from convite.gatherings.forms.grids import are_valid, grid_of, marks_of
from convite.gatherings.models import Attendee, Gathering, Registration
from convite.gatherings.queries import attendees_of, door_token
from convite.gatherings.queries.papers import qr_svg
from convite.gatherings.queries.people import names_already, registrations_of, rows_for_export
from convite.gatherings.queries.sheets import ATTENDANCE_SHEET, carried_attendance, pasted, read_attendance
from convite.gatherings.views.calls import sheet_template
from convite.gatherings.views.gatherings import team_gathering

OPEN_FOR = timedelta(minutes=30)
BACK = {"attendance_people", "attendance_mark"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_attendance(request: HttpRequest, public_id: str) -> HttpResponse:
    """The doors, how many came until now, and the code that is shown at the entrance."""
    gathering = team_gathering(request, public_id)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = tidy_code(form.cleaned_data["code"])
        if gathering.registrations.filter(code=code).exists():
            return redirect("registration_page", code)
        form.add_error("code", _("No hay una inscripción con ese código en este encuentro."))
    arrived = attendees_of(gathering).count()
    counted = sum(gathering.attendance.values_list("count", flat=True))
    url = request.build_absolute_uri(reverse("gathering_arrive", args=[public_id, door_token(gathering)]))
    context = {
        "gathering": gathering,
        "form": form,
        "qr": qr_svg(url),
        "door_url": url,
        "arrived": arrived,
        "only_counted": counted if counted and not arrived else 0,
        "registered": gathering.registrations.filter(state=Registration.State.CONFIRMED).count(),
        "purpose": PurposeForm(),
    }
    return render(request, "gatherings/attendance.html", context)


# Names


@login_required
@require_POST
def people_open(request: HttpRequest, public_id: str) -> HttpResponse:
    """Says what the names are for, and then shows them."""
    gathering, form = team_gathering(request, public_id), PurposeForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Diga para qué necesita ver los nombres."))
    open_people(gathering, form.cleaned_data["purpose"], by=request.user)
    request.session[_key(gathering)] = (timezone.now() + OPEN_FOR).isoformat()
    back = request.POST.get("a", "")
    return redirect(back if back in BACK else "attendance_people", public_id)


def _key(gathering: Gathering) -> str:
    return f"names:{gathering.public_id}"


def are_open(request: HttpRequest, gathering: Gathering) -> bool:
    until = request.session.get(_key(gathering))
    return bool(until) and datetime.fromisoformat(until) > timezone.now()


def ask_purpose(request: HttpRequest, gathering: Gathering, back: str) -> HttpResponse:
    context = {"gathering": gathering, "form": PurposeForm(), "back": back}
    return render(request, "gatherings/purpose.html", context)


@login_required
@never_cache
@require_safe
def attendance_people(request: HttpRequest, public_id: str) -> HttpResponse:
    gathering = team_gathering(request, public_id)
    if not are_open(request, gathering):
        return ask_purpose(request, gathering, "attendance_people")
    context = {
        "gathering": gathering,
        "registrations": registrations_of(gathering),
        "attendees": attendees_of(gathering),
        "removed": gathering.attendees.exclude(removed_at=None).order_by("-removed_at"),
    }
    return render(request, "gatherings/people.html", context)


@login_required
@require_POST
def attendance_export(request: HttpRequest, public_id: str) -> HttpResponse:
    """The list with names as a workbook: asked for with its reason each time, and remembered."""
    gathering, form = team_gathering(request, public_id), PurposeForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Diga para qué necesita la lista con nombres."))
    open_people(gathering, form.cleaned_data["purpose"], by=request.user)
    out = FORMATS["xlsx"]
    response = HttpResponse(
        b"".join(out.write(ATTENDANCE_SHEET, rows_for_export(gathering))), content_type=out.media_type
    )
    response["Content-Disposition"] = f'attachment; filename="asistencia-{public_id}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


# The list of the registered


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_mark(request: HttpRequest, public_id: str) -> HttpResponse:
    """All the registered on one page, and a few lines for who comes without being registered."""
    gathering = team_gathering(request, public_id)
    if not are_open(request, gathering):
        return ask_purpose(request, gathering, "attendance_mark")
    marks = marks_of(gathering, request.POST or None)
    grid = grid_of(request.POST or None, PaperLine, prefix="key", number=3, asks_group=gathering.asks_group)
    if request.method == "POST" and "more" not in request.POST and grid.is_valid() and are_valid(marks):
        try:
            told = mark_arrivals(gathering, [m.mark for m in marks], by=request.user, also=grid.attendees())
        except Refused as refusal:
            grid.refuse(refusal.reason)
        else:
            _say_brought(request, told)
            return redirect("gathering_attendance", public_id)
    return render(request, "gatherings/mark.html", {"gathering": gathering, "marks": marks, "grid": grid})


def _say_brought(request: HttpRequest, told: Brought) -> None:
    parts = [ngettext("%(n)d persona nueva.", "%(n)d personas nuevas.", told.new) % {"n": told.new}]
    if told.changed:
        said = ngettext("%(n)d fila cambió.", "%(n)d filas cambiaron.", told.changed)
        parts.append(said % {"n": told.changed})
    if told.same:
        parts.append(ngettext("%(n)d ya estaba.", "%(n)d ya estaban.", told.same) % {"n": told.same})
    messages.success(request, " ".join(parts))
    if told.conflicts:
        number = len(told.conflicts)
        said = ngettext(
            "%(n)d fila dice algo distinto de lo que ya había: quedó por resolver.",
            "%(n)d filas dicen algo distinto de lo que ya había: quedaron por resolver.",
            number,
        )
        messages.warning(request, said % {"n": number})


# A sheet


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """First what the sheet says, place by place; then the yes: all of it, or nothing."""
    gathering = team_gathering(request, public_id)
    form, sheet, known = SheetForm(), None, 0
    if request.method == "POST" and request.POST.get("filas"):
        rows = carried_attendance(request.POST["filas"], gathering)
        told = bring_attendees(gathering, rows, door=Attendee.Door.SPREADSHEET, by=request.user)
        _say_brought(request, told)
        return redirect("gathering_attendance", public_id)
    if request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                sheet = read_attendance(form.cleaned_data["file"] or pasted(form.cleaned_data["pasted"]), gathering)
                keys = [row.client_key for row in sheet.rows]
                known = gathering.attendees.filter(client_key__in=keys).count()
            except Refused as refusal:
                form.add_error(None, refusal.reason)
    context = {"gathering": gathering, "form": form, "sheet": sheet, "known": known}
    return render(request, "gatherings/sheet.html", context | {"columns": ATTENDANCE_SHEET.columns})


@login_required
@require_safe
def attendance_template(request: HttpRequest, public_id: str) -> HttpResponse:
    team_gathering(request, public_id)
    return sheet_template(ATTENDANCE_SHEET, "asistencia.xlsx")


# The paper


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_key(request: HttpRequest, public_id: str) -> HttpResponse:
    """One row per line of the paper list, keyboard only."""
    gathering = team_gathering(request, public_id)
    grid = grid_of(request.POST or None, PaperLine, prefix="key", number=20, asks_group=gathering.asks_group)
    twins: list[str] = []
    if request.method == "POST" and "more" not in request.POST and grid.is_valid():
        rows = grid.attendees()
        twins = [] if "sure" in request.POST else names_already(gathering, rows)
        if not rows:
            grid.refuse(_("No hay renglones llenos: escriba al menos uno."))
        elif not twins:
            try:
                told = bring_attendees(gathering, rows, door=Attendee.Door.KEYED, by=request.user)
            except Refused as refusal:
                grid.refuse(refusal.reason)
            else:
                _say_brought(request, told)
                return redirect("attendance_key", public_id)
    context = {"gathering": gathering, "grid": grid, "twins": twins, "arrived": attendees_of(gathering).count()}
    return render(request, "gatherings/key.html", context)
