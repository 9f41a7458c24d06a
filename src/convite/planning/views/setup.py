"""How does an officer set up an edition? In steps that can be left and taken up again: facts, phases, rules, open."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.history import difference
from convite.people.models import Role
from convite.people.queries import holds
from convite.planning.actions import (
    close_edition,
    create_edition,
    discard_edition,
    edit_edition,
    open_edition,
    set_settings,
)
from convite.planning.forms.editions import DiscardForm, EditionForm, SettingsForm, facts_of
from convite.planning.models import Edition
from convite.planning.permissions import can_plan, editions_visible_to, territories_to_plan
from convite.planning.queries import checklist_of, kinds_below
from convite.planning.queries.setup import (
    copied_name,
    copied_phases,
    first_day_after,
    next_monday,
    phases_of_preset,
)
from convite.rulebook.routes import RoutePreset, route_preset, route_presets


def edition_to_plan(request: HttpRequest, public_id: str) -> Edition:
    """The edition, for whoever may run it."""
    editions = editions_visible_to(request.user).select_related("territory")
    edition = get_object_or_404(editions, public_id=public_id)
    if not can_plan(request.user, edition.territory):
        raise NotAllowed
    return edition


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_create(request: HttpRequest) -> HttpResponse:
    """First from what it starts (`?ruta=` a preset, `?copia=` an edition), then its facts."""
    if not holds(request.user, Role.OFFICER, Role.ADMINISTRATOR):
        raise NotAllowed
    preset, source = _starting_point(request)
    if preset is None and source is None:
        earlier = editions_visible_to(request.user).filter(territory__in=territories_to_plan(request.user))
        context = {"presets": route_presets(), "earlier": earlier.order_by("-year", "-id")[:6]}
        return render(request, "planning/edition_start.html", context)
    form = EditionForm(
        request.POST or None, initial=_proposed(preset, source), territories=territories_to_plan(request.user)
    )
    if request.method == "POST" and form.is_valid():
        edition = _draft(form, preset, source)
        phases = _phases(form, preset, source)
        try:
            create_edition(edition, phases, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("La edición quedó en preparación. Revise ahora sus fases y fechas."))
            return redirect("edition_phases", edition.public_id)
    return render(request, "planning/edition_create.html", {"form": form, "preset": preset, "source": source})


def _starting_point(request: HttpRequest) -> tuple[RoutePreset | None, Edition | None]:
    asked = request.GET
    if name := asked.get("copia", ""):
        found = editions_visible_to(request.user).filter(territory__in=territories_to_plan(request.user))
        return None, get_object_or_404(found.select_related("territory"), public_id=name[:12].replace("\0", ""))
    known = {preset.name for preset in route_presets()}
    return (route_preset(asked["ruta"]), None) if asked.get("ruta") in known else (None, None)


def _proposed(preset: RoutePreset | None, source: Edition | None) -> dict[str, Any]:
    today = timezone.localdate()
    if source is not None:
        year = source.year + 1
        facts = facts_of(source) | {"name": str(copied_name(source, 1)), "year": year, "seen": None}
        first_day = first_day_after(source, 1) or next_monday(today)
        return facts | {"territory": source.territory.public_id, "first_day": first_day}
    currency = "MXN" if preset and preset.name.startswith("mexico") else "COP"
    return {"year": today.year + 1, "currency": currency, "first_day": next_monday(today)}


def _draft(form: EditionForm, preset: RoutePreset | None, source: Edition | None) -> Edition:
    edition = Edition(territory=form.cleaned_data["territory"], state=Edition.State.DRAFT)
    if source is not None:
        edition.copied_from, edition.route, edition.settings = source, source.route, dict(source.settings)
        edition.name = copied_name(source, form.cleaned_data["year"] - source.year)
    elif preset is not None:
        edition.route, edition.settings = preset.key, preset.all_settings
    return form.written(edition)


def _phases(form: EditionForm, preset: RoutePreset | None, source: Edition | None) -> list[Any]:
    first_day = form.cleaned_data["first_day"]
    if source is not None:
        return copied_phases(source, first_day)
    return phases_of_preset(preset, first_day) if preset else []


@login_required
@require_safe
def edition_setup(request: HttpRequest, public_id: str) -> HttpResponse:
    """The edition's desk: what is ready and what is missing."""
    edition = edition_to_plan(request, public_id)
    checks = checklist_of(edition)
    context = {"edition": edition, "checks": checks, "blocked": any(check.state == "wrong" for check in checks)}
    return render(request, "planning/edition_setup.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    edition, theirs = edition_to_plan(request, public_id), None
    form = EditionForm(request.POST or None, initial=facts_of(edition))
    if request.method == "POST" and form.is_valid():
        mine = form.written(edition)
        try:
            edit_edition(mine, by=request.user, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            theirs = difference(mine, overtaken.theirs)
            form = EditionForm(seen_again(request, overtaken))
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Los datos de la edición quedaron guardados."))
            return redirect("edition_setup", public_id)
    return render(request, "planning/edition_edit.html", {"edition": edition, "form": form, "theirs": theirs})


def seen_again(request: HttpRequest, overtaken: Overtaken) -> Any:
    """What was typed, now beside the version that the person has been shown."""
    typed = request.POST.copy()
    typed["seen"] = str(overtaken.theirs.version)
    return typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_settings(request: HttpRequest, public_id: str) -> HttpResponse:
    edition, theirs = edition_to_plan(request, public_id), None
    named: dict[str, Any] = {"edition": edition, "kinds": kinds_below(edition.territory)}
    form = SettingsForm(request.POST or None, **named)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            set_settings(edition, form.settings(), by=request.user, seen=typed["seen"], reason=typed.get("reason", ""))
        except Overtaken as overtaken:
            theirs = difference(edition, overtaken.theirs)
            form = SettingsForm(seen_again(request, overtaken), **named)
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Las reglas quedaron guardadas."))
            return redirect("edition_setup", public_id)
    return render(request, "planning/edition_settings.html", {"edition": edition, "form": form, "theirs": theirs})


@login_required
@require_POST
def edition_open(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = edition_to_plan(request, public_id)
    return _with_state(request, edition, open_edition, _("La edición ya es pública."))


@login_required
@require_POST
def edition_close(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = edition_to_plan(request, public_id)
    return _with_state(request, edition, close_edition, _("La edición quedó terminada. Puede volver a abrirla."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks for the reason, once, and for nothing else."""
    edition = edition_to_plan(request, public_id)
    form = DiscardForm(request.POST or None, initial={"seen": edition.version})
    if request.method == "POST" and form.is_valid():
        try:
            discard_edition(edition, form.cleaned_data["reason"], by=request.user, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            form = DiscardForm(seen_again(request, overtaken))
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("La edición en preparación quedó descartada."))
            return redirect("edition_list")
    return render(request, "planning/edition_discard.html", {"edition": edition, "form": form})


def _with_state(request: HttpRequest, edition: Edition, act: Any, done: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        act(edition, by=request.user, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("edition_setup", edition.public_id)
