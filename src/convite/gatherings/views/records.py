"""What is shown of what was said and agreed? Minutes, agreements, photos and papers, and the keying of what came on
paper.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.files import file_response
from convite.core.history import changes_of, difference
from convite.core.paging import page_of
from convite.core.pictures import picture_response
from convite.gatherings.actions import (
    AgreementRow,
    Opinion,
    add_file,
    bring_agreements,
    change_agreement,
    change_file,
    key_opinions,
    publish_minutes,
    write_minutes,
)
from convite.gatherings.forms import AgreementForm, AgreementLine, FileForm, MinutesForm, OpinionLine, PlaceFilter
from convite.gatherings.forms.grids import grid_of
from convite.gatherings.forms.records import ConsentForm
from convite.gatherings.models import Agreement, GatheringFile
from convite.gatherings.permissions import agreements_visible_to, can_call_gathering, files_visible_to
from convite.gatherings.queries import counts_of_agreements, overdue, places_of_gatherings
from convite.gatherings.views.calls import language_now, seen_again
from convite.gatherings.views.gatherings import team_gathering


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Written, and when they are good, published."""
    gathering, theirs = team_gathering(request, public_id), None
    form = MinutesForm(request.POST or None, gathering=gathering, language=language_now())
    if request.method == "POST" and form.is_valid():
        try:
            act = publish_minutes if "publish" in request.POST else write_minutes
            act(form.written(), by=request.user, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            theirs = difference(form.gathering, overtaken.theirs)
            form = MinutesForm(seen_again(request, overtaken), gathering=form.gathering, language=form.language)
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            said = _("El acta quedó publicada.") if "publish" in request.POST else _("El acta quedó guardada.")
            messages.success(request, said)
            return redirect("gathering_minutes" if "publish" not in request.POST else "gathering_page", public_id)
    context = {"gathering": gathering, "form": form, "theirs": theirs, "changes": _versions(gathering)}
    return render(request, "gatherings/minutes.html", context)


def _versions(gathering: Any) -> list[Any]:
    """The versions in which the minutes changed, newest first."""
    changes = changes_of(gathering)
    return [c for c in changes if any(f.field == "minutes" for f in c.fields)]


# Agreements


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    agreements, today = agreements_visible_to(request.user), timezone.localdate()
    form = PlaceFilter(request.GET, territories=places_of_gatherings())
    if form.is_valid() and form.cleaned_data["territorio"]:
        agreements = agreements.filter(gathering__territory__public_id=form.cleaned_data["territorio"])
    late_only = request.GET.get("estado") == "vencidos"
    shown, order = (overdue(agreements, today), ("due_on", "id")) if late_only else (agreements, ("-id",))
    page = page_of(shown.select_related("gathering__territory"), request.GET, order)
    context = {
        "form": form, "page": page, "late_only": late_only, "today": today,
        "counts": counts_of_agreements(agreements, today),
        "asked": late_only or bool(request.GET.get("territorio")),
    }  # fmt: skip
    return render(request, "gatherings/agreements.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_agreements(request: HttpRequest, public_id: str) -> HttpResponse:
    """Those that there are, and lines for more: from memory, or from the paper form."""
    gathering = team_gathering(request, public_id)
    grid = grid_of(request.POST or None, AgreementLine, prefix="agr", number=7)
    if request.method == "POST" and "more" not in request.POST and grid.is_valid():
        rows = [AgreementRow(told["key"], told["text"], told["responsible"], told["due_on"]) for told in grid.filled()]
        try:
            told = bring_agreements(gathering, rows, by=request.user)
        except Refused as refusal:
            grid.refuse(refusal.reason)
        else:
            said = ngettext("%(n)d acuerdo nuevo.", "%(n)d acuerdos nuevos.", told.new)
            messages.success(request, said % {"n": told.new})
            return redirect("gathering_agreements", public_id)
    context = {"gathering": gathering, "grid": grid, "agreements": gathering.agreements.order_by("id")}
    return render(request, "gatherings/agreements_keyed.html", context | {"today": timezone.localdate()})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_change(request: HttpRequest, public_id: str) -> HttpResponse:
    found = agreements_visible_to(request.user).select_related("gathering__territory")
    agreement: Agreement = get_object_or_404(found, public_id=public_id)
    if not can_call_gathering(request.user, agreement.gathering.territory):
        raise NotAllowed
    form, theirs = AgreementForm(request.POST or None, agreement=agreement), None
    if request.method == "POST" and form.is_valid():
        try:
            change_agreement(form.written(), by=request.user, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            theirs = difference(form.agreement, overtaken.theirs)
            form = AgreementForm(seen_again(request, overtaken), agreement=form.agreement)
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El acuerdo quedó guardado."))
            return redirect("gathering_page", agreement.gathering.public_id)
    return render(request, "gatherings/agreement.html", {"agreement": agreement, "form": form, "theirs": theirs})


# Photos and products


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_files(request: HttpRequest, public_id: str) -> HttpResponse:
    gathering = team_gathering(request, public_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = given.pop("file")
        try:
            add_file(upload, upload.name, GatheringFile(gathering=gathering, **given), by=request.user)
        except Refused as refusal:
            form.add_error("file", refusal.reason)
        else:
            messages.success(request, _("El archivo quedó guardado."))
            return redirect("gathering_files", public_id)
    files = files_visible_to(request.user).filter(gathering=gathering).select_related("file").order_by("-id")
    return render(request, "gatherings/files.html", {"gathering": gathering, "form": form, "files": files})


@login_required
@require_POST
def file_consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody who is seen changed her mind."""
    made, form = _file(request, public_id), ConsentForm(request.POST)
    if not can_call_gathering(request.user, made.gathering.territory):
        raise NotAllowed
    if not form.is_valid():
        raise Refused(_("La página se abrió hace mucho: ábrala de nuevo."))
    made.has_consent = form.cleaned_data["has_consent"]
    change_file(made, by=request.user, seen=form.cleaned_data["seen"])
    said = _("Ahora se publica.") if made.has_consent else _("Ya no se publica: lo ve solo el equipo.")
    messages.success(request, said)
    return redirect("gathering_files", made.gathering.public_id)


@require_safe
def gathering_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """A photo to look at, or a paper to take away."""
    made = _file(request, public_id)
    if made.file.media_type.startswith("image/"):
        asked = request.GET.get("ancho", "")
        width = {"width": int(asked)} if asked.isdecimal() and len(asked) < 5 else {}
        return picture_response(made.file, **width)
    return file_response(made.file)


def _file(request: HttpRequest, public_id: str) -> GatheringFile:
    found = files_visible_to(request.user).select_related("file", "gathering__territory")
    return get_object_or_404(found, public_id=public_id)


# What those who came thought


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_key(request: HttpRequest, public_id: str) -> HttpResponse:
    """One row per paper form."""
    gathering = team_gathering(request, public_id)
    grid = grid_of(request.POST or None, OpinionLine, prefix="eval", number=15)
    if request.method == "POST" and "more" not in request.POST and grid.is_valid():
        opinions = [Opinion(t["key"], t["useful"], t["heard"], t["text"]) for t in grid.filled()]
        try:
            number = key_opinions(gathering, opinions, by=request.user)
        except Refused as refusal:
            grid.refuse(refusal.reason)
        else:
            said = ngettext("%(n)d opinión nueva.", "%(n)d opiniones nuevas.", number)
            messages.success(request, said % {"n": number})
            return redirect("evaluation_key", public_id)
    context = {"gathering": gathering, "grid": grid, "number": gathering.evaluations.count()}
    return render(request, "gatherings/evaluations_keyed.html", context)
