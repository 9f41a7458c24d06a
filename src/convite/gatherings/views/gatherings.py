"""What is shown of gatherings? The list, the agenda, the map, the calendars, each one's page and its papers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convite.core.errors import NotAllowed
from convite.core.paging import page_of
from convite.core.pdf import render_pdf
from convite.core.trace import trace_of
from convite.gatherings.forms import GatheringFilter, PlaceFilter
from convite.gatherings.models import Gathering
from convite.gatherings.permissions import can_call_gathering, can_read_minutes, files_visible_to, gatherings_visible_to
from convite.gatherings.queries import (
    filtered,
    frames_of,
    map_of_coming,
    month_of,
    opinions_of,
    places_of_gatherings,
    who_came,
)
from convite.gatherings.queries.calendars import MEDIA_TYPE, MOST, calendar_of
from convite.gatherings.queries.gatherings import in_feed, own_registration, places_left
from convite.gatherings.queries.papers import FOR_TEAM, PAPERS, days_left, paper_of
from convite.people.models import Role
from convite.people.queries import holds
from convite.territories.models import Territory
from convite.territories.queries import home_territory


def found_gathering(request: HttpRequest, public_id: str) -> Gathering:
    return get_object_or_404(gatherings_visible_to(request.user).select_related("territory"), public_id=public_id)


def team_gathering(request: HttpRequest, public_id: str) -> Gathering:
    """The gathering, for who keeps its records."""
    gathering = found_gathering(request, public_id)
    if not can_call_gathering(request.user, gathering.territory):
        raise NotAllowed
    return gathering


def calls_somewhere(person: object) -> bool:
    return holds(person, Role.OFFICER, Role.FACILITATOR)


@require_safe
def gathering_list(request: HttpRequest) -> HttpResponse:
    gatherings = gatherings_visible_to(request.user)
    form = GatheringFilter(request.GET, territories=places_of_gatherings())
    order = ("-starts_at", "-id")
    if form.is_valid():
        gatherings = filtered(gatherings, form.cleaned_data, timezone.now())
        if form.cleaned_data["cuando"] == "por-venir":
            order = ("starts_at", "id")
    page = page_of(gatherings.select_related("territory"), request.GET, order)
    asked = any(request.GET.get(name) for name in form.fields)
    context = {"form": form, "page": page, "asked": asked, "may_call": calls_somewhere(request.user)}
    return render(request, "gatherings/list.html", context)


@require_safe
def gathering_page(request: HttpRequest, public_id: str) -> HttpResponse:
    gathering, now = found_gathering(request, public_id), timezone.now()
    may_keep = can_call_gathering(request.user, gathering.territory)
    to_come = gathering.state == Gathering.State.CALLED and gathering.starts_at > now
    context = {
        "gathering": gathering,
        "came": who_came(gathering),
        "point": f"{gathering.lat:.5f},{gathering.lon:.5f}" if gathering.lon is not None else "",
        "frames": frames_of(gathering),
        "said": trace_of(gathering),
        "agreements": gathering.agreements.order_by("id"),
        "files": files_visible_to(request.user).filter(gathering=gathering).select_related("file").order_by("id"),
        "opinions": opinions_of(gathering),
        "left": places_left(gathering) if to_come and gathering.takes_registration else None,
        "takes": to_come and gathering.takes_registration,
        "mine": own_registration(gathering, request.user),
        "when": days_left(gathering) if to_come else "",
        "may_keep": may_keep,
        "shows_minutes": bool(gathering.minutes) and can_read_minutes(request.user, gathering),
        "is_over": gathering.ends_at < now,
    }
    return render(request, "gatherings/gathering.html", context)


@require_safe
def gathering_agenda(request: HttpRequest) -> HttpResponse:
    places = places_of_gatherings()
    chosen = _place(request.GET.get("territorio", ""))
    gatherings = gatherings_visible_to(request.user)
    if chosen is not None:
        gatherings = gatherings.filter(territory__path__startswith=chosen.path)
        if chosen not in places:
            places = [chosen, *places]
    form = PlaceFilter({"territorio": chosen.public_id if chosen else ""}, territories=places)
    month = month_of(gatherings, request.GET.get("mes", ""), timezone.localdate())
    return render(request, "gatherings/agenda.html", {"form": form, "month": month, "territory": chosen})


def _place(public_id: str) -> Territory | None:
    return Territory.objects.filter(public_id=public_id).first() if public_id.isalnum() else None


@require_safe
def gathering_map(request: HttpRequest) -> HttpResponse:
    home = home_territory()
    gatherings = gatherings_visible_to(request.user)
    drawn = map_of_coming(gatherings, home, timezone.now()) if home else None
    return render(request, "gatherings/map.html", {"map": drawn, "territory": home})


@require_safe
def gathering_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    gathering = found_gathering(request, public_id)
    return _calendar(calendar_of([gathering], str(gathering.title)), f"encuentro-{public_id}.ics")


@require_safe
def gathering_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Of a territory and what lies in it: telephones ask for it again by themselves."""
    territory = get_object_or_404(Territory, public_id=public_id)
    gatherings = in_feed(gatherings_visible_to(request.user), territory, timezone.now())[:MOST]
    name = _("Encuentros: %(place)s") % {"place": territory.full_name}
    return _calendar(calendar_of(gatherings, name), f"encuentros-{public_id}.ics")


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def gathering_paper(request: HttpRequest, public_id: str, paper: str) -> HttpResponse:
    """The poster and the forms, with a code that leads back."""
    gathering = found_gathering(request, public_id)
    if paper not in PAPERS:
        raise Http404
    if paper in FOR_TEAM and not can_call_gathering(request.user, gathering.territory):
        raise NotAllowed
    if paper == "acta" and not (gathering.minutes and can_read_minutes(request.user, gathering)):
        raise Http404
    template, data = paper_of(gathering, paper)
    data["url"] = request.build_absolute_uri(data["url"])
    response = HttpResponse(render_pdf(template, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{paper}-{public_id}.pdf"'
    return response
