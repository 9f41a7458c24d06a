"""What is shown of editions, and how are their days carried away?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from convite.core.paging import page_of
from convite.people.models import Role
from convite.people.queries import holds
from convite.planning.permissions import editions_visible_to
from convite.planning.queries import calendar_of, current_edition


@require_safe
def edition_current(request: HttpRequest) -> HttpResponse:
    edition = current_edition(editions_visible_to(request.user))
    return redirect("edition_page", edition.public_id) if edition else redirect("edition_list")


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    editions = editions_visible_to(request.user).select_related("territory")
    context = {
        "page": page_of(editions, request.GET, ("-year", "-id")),
        "may_create": holds(request.user, Role.OFFICER, Role.ADMINISTRATOR),
    }
    return render(request, "planning/editions.html", context)


@require_safe
def edition_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = get_object_or_404(editions_visible_to(request.user), public_id=public_id)
    url = request.build_absolute_uri(reverse("edition_page", args=[public_id]))
    response = HttpResponse(calendar_of(edition, url), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ruta-{edition.year}.ics"'
    return response
