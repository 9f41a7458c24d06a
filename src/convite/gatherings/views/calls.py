"""How is a gathering called, changed and cancelled? One by one, or a whole series from a table."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.history import difference
from convite.core.tables.writers import FORMATS
from convite.gatherings.actions import call_gathering, call_gatherings, cancel_gathering, edit_gathering
from convite.gatherings.forms import CancelForm, GatheringForm, SheetForm
from convite.gatherings.models import Gathering
from convite.gatherings.permissions import TEAM
from convite.gatherings.queries.places import ground_of_calls, outlines_of_calls
from convite.gatherings.queries.sheets import carried_series, pasted, read_series, series_sheet
from convite.gatherings.views.gatherings import calls_somewhere, team_gathering
from convite.people.queries import where_held
from convite.territories.models import Territory


def may_call_in(request: HttpRequest) -> QuerySet[Territory]:
    if not calls_somewhere(request.user):
        raise NotAllowed
    found = Territory.objects.filter(where_held(request.user, *TEAM, path="path"), valid_to__isnull=True)
    return found.order_by("path")


def language_now() -> str:
    return (get_language() or "es")[:2]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_call(request: HttpRequest) -> HttpResponse:
    territories = list(may_call_in(request))
    form = GatheringForm(request.POST or None, gathering=Gathering(), language=language_now(), territories=territories)
    if request.method == "POST" and form.is_valid():
        try:
            gathering = call_gathering(form.written(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El encuentro quedó convocado. Ya se puede imprimir su afiche."))
            return redirect("gathering_page", gathering.public_id)
    return render(request, "gatherings/call.html", {"form": form, "ground": ground_of_calls()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    gathering, theirs = team_gathering(request, public_id), None
    made = {"language": language_now(), "territories": list(may_call_in(request))}
    form = GatheringForm(request.POST or None, gathering=gathering, **made)
    if request.method == "POST" and form.is_valid():
        try:
            edit_gathering(form.written(), by=request.user, seen=form.cleaned_data["seen"] or 0)
        except Overtaken as overtaken:
            theirs = difference(form.gathering, overtaken.theirs)
            form = GatheringForm(seen_again(request, overtaken), gathering=form.gathering, **made)
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El encuentro quedó guardado. Si cambió el día o el lugar, ya se avisó."))
            return redirect("gathering_page", public_id)
    context = {"gathering": gathering, "form": form, "theirs": theirs, "ground": ground_of_calls()}
    return render(request, "gatherings/edit.html", context)


@require_safe
def gathering_outlines(request: HttpRequest) -> JsonResponse:
    """For the map that a program draws on the pages where one calls."""
    return JsonResponse(outlines_of_calls(), headers={"Cache-Control": "private, max-age=3600"})


def seen_again(request: HttpRequest, overtaken: Overtaken) -> QueryDict:
    """What was typed, now beside the version that the person has been shown."""
    typed = request.POST.copy()
    typed["seen"] = str(overtaken.theirs.version)
    return typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    gathering = team_gathering(request, public_id)
    form = CancelForm(request.POST or None, initial={"seen": gathering.version})
    if request.method == "POST" and form.is_valid():
        try:
            cancel_gathering(gathering, form.cleaned_data["reason"], by=request.user, seen=form.cleaned_data["seen"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El encuentro quedó cancelado y se avisó a quienes tenían un puesto."))
            return redirect("gathering_page", public_id)
    keeping = gathering.registrations.exclude(state="cancelled").count()
    return render(request, "gatherings/cancel.html", {"gathering": gathering, "form": form, "keeping": keeping})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_series(request: HttpRequest) -> HttpResponse:
    """First the table and what it says, then the yes: all of it is called, or nothing."""
    territories = list(may_call_in(request))
    form, sheet = SheetForm(), None
    if request.method == "POST" and request.POST.get("filas"):
        called = call_gatherings(carried_series(request.POST["filas"], territories), by=request.user)
        said = ngettext("Quedó convocado %(n)d encuentro.", "Quedaron convocados %(n)d encuentros.", len(called))
        messages.success(request, said % {"n": len(called)})
        return redirect(f"{reverse('gathering_list')}?cuando=por-venir")
    if request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                source = form.cleaned_data["file"] or pasted(form.cleaned_data["pasted"])
                sheet = read_series(source, territories)
            except Refused as refusal:
                form.add_error(None, refusal.reason)
    columns = series_sheet([]).columns
    return render(request, "gatherings/series.html", {"form": form, "sheet": sheet, "columns": columns})


@login_required
@require_safe
def series_template(request: HttpRequest) -> HttpResponse:
    return sheet_template(series_sheet(list(may_call_in(request)[:1])), "encuentros.xlsx")


def sheet_template(spec: object, name: str) -> HttpResponse:
    """An empty table with its headings, and what each column means on a second sheet."""
    form = FORMATS["xlsx"]
    response = HttpResponse(b"".join(form.write(spec, [])), content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
