"""What is shown to whoever goes where there is no network? Her gatherings, a page for each, and what must be settled.

The pages work from the phone's own memory (static/js/field-*.js); the server gives them their words, answers what they
send, and knows the phones.
"""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from convite.core.errors import NotAllowed, Refused
from convite.gatherings.queries.attendance import AGE_BAND_CHOICES, GROUP_CHOICES, SEX_CHOICES
from convite.people.queries import holds
from convite.planning.actions.field import Answer, bring_from_phone, find_phone, lose_phone, prepare_phone
from convite.planning.actions.field import settle_conflict as settle
from convite.planning.forms.field import read_batch, read_json
from convite.planning.models import Theme
from convite.planning.queries.field import (
    FIELD_FILES,
    FIELD_MODULES,
    KIT_DAYS,
    TEAM,
    edition_of_gathering,
    field_gatherings,
    files_version,
    open_conflicts,
    phones_of,
    places_below,
    side_by_side,
    team_gatherings,
)
from convite.planning.views.field_words import words_for_phone


def _guard(request: HttpRequest) -> None:
    if not holds(request.user, *TEAM):
        raise NotAllowed


def _config(request: HttpRequest, gathering: str = "") -> dict[str, Any]:
    """What the page's modules are told: addresses and sentences; they hold none of their own."""
    names = {"kit": "field_kit", "data": "field_data", "sync": "field_sync", "worker": "field_worker"}
    urls = {name: reverse(url_name) for name, url_name in names.items()}
    urls["login"] = f"{reverse('account_login')}?next={request.path}"
    told = {"account": request.user.public_id, "gathering": gathering, "lang": get_language(), "days": KIT_DAYS}
    return told | {"urls": urls, "words": words_for_phone()}


@login_required
@require_safe
def field_kit(request: HttpRequest) -> HttpResponse:
    _guard(request)
    context = {
        "gatherings": field_gatherings(request.user),
        "phones": phones_of(request.user),
        "has_conflicts": open_conflicts(request.user).exists(),
        "days": KIT_DAYS,
        "config": _config(request),
    }
    return render(request, "planning/field_kit.html", context)


@login_required
@require_safe
def field_gathering(request: HttpRequest, public_id: str) -> HttpResponse:
    _guard(request)
    gathering = get_object_or_404(team_gatherings(request.user), public_id=public_id)
    context = {
        "gathering": gathering,
        "takes_ideas": edition_of_gathering(gathering) is not None,
        "places": places_below(gathering),
        "sexes": SEX_CHOICES,
        "bands": AGE_BAND_CHOICES,
        "groups": GROUP_CHOICES if gathering.asks_group else (),
        "themes": Theme.choices,
        "days": KIT_DAYS,
        "config": _config(request, public_id),
    }
    return render(request, "planning/field_gathering.html", context)


@require_safe
def field_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of these pages and of no others: its address is its scope."""
    files = [*map(static, FIELD_FILES), *(settings.STATIC_URL + path for path in FIELD_MODULES)]
    told = {"version": files_version(), "files": files, "kit": reverse("field_kit")}
    worker = static("js/field-worker.js")
    source = f"self.FIELD = {json.dumps(told)};\nimportScripts({json.dumps(worker)});\n"
    return HttpResponse(source, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@never_cache
@login_required
@require_safe
def field_data(request: HttpRequest) -> HttpResponse:
    """Who is logged in, and the token with which the phone may send."""
    _guard(request)
    return JsonResponse({"account": request.user.public_id, "token": get_token(request)})


@never_cache
@login_required
@require_POST
def field_sync(request: HttpRequest) -> HttpResponse:
    """A batch of one gathering; without a gathering the phone only makes itself known."""
    _guard(request)
    try:
        told = read_json(request.body)
        phone = prepare_phone(str(told.get("phone", "")), _name_of_phone(request), by=request.user)
        answers = _answers(request, phone, told) if told.get("gathering") else []
    except Refused as refusal:
        return JsonResponse({"said": str(refusal.reason)}, status=409)
    return JsonResponse({"answers": [vars(answer) for answer in answers]})


def _answers(request: HttpRequest, phone: Any, told: dict[str, Any]) -> list[Answer]:
    wanted = str(told["gathering"]).replace("\0", "")  # PostgreSQL would not even be asked about a NUL
    gathering = team_gatherings(request.user).filter(public_id=wanted).first()
    if gathering is None:
        raise Refused(_("Este encuentro ya no está entre los suyos. Guarde el archivo y envíelo a la oficina."))
    places = {place.public_id: place for place in places_below(gathering)}
    batch = read_batch(told, places)
    session = request.session.session_key or ""
    return [*batch.refused, *bring_from_phone(phone, gathering, batch.rows, by=request.user, session_key=session)]


def _name_of_phone(request: HttpRequest) -> str:
    """As its browser calls it; told apart by the day on which it was prepared."""
    agent = request.headers.get("User-Agent", "")
    return next((name for name in ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux") if name in agent), _("Otro"))


@login_required
@require_POST
def field_phone(request: HttpRequest, public_id: str) -> HttpResponse:
    phone = get_object_or_404(phones_of(request.user), public_id=public_id)
    if request.POST.get("lost") == "1":
        lose_phone(phone, by=request.user)
        messages.success(request, _("El teléfono quedó reportado como perdido: no se le recibe nada más."))
    else:
        find_phone(phone, by=request.user)
        messages.success(request, _("El teléfono apareció: puede entrar con él y sincronizar."))
    return redirect("field_kit")


@login_required
@require_safe
def field_conflicts(request: HttpRequest) -> HttpResponse:
    """The oldest first, some at a time: settled ones make room."""
    _guard(request)
    rows = side_by_side(open_conflicts(request.user).select_related("gathering__territory", "brought_by")[:20])
    return render(request, "planning/field_conflicts.html", {"rows": rows})


@login_required
@require_POST
def settle_field_conflict(request: HttpRequest, public_id: str) -> HttpResponse:
    conflict = get_object_or_404(open_conflicts(request.user), public_id=public_id)
    settle(conflict, request.POST.get("choice", ""), by=request.user)
    messages.success(request, _("Resuelto: quedó la versión que usted eligió."))
    return redirect("field_conflicts")
