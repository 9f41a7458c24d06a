"""What is shown of the demo as such? Who one may be, and the stories the city tells. Only where settings.DEMO is on."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from convite.core.errors import Hidden
from convite.demo.queries import LATER, doors, edition_told, growth_of_ceilings, person_behind, route_story

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    edition = edition_told()
    context = {
        "doors": doors(),
        "edition": edition,
        "figures": route_story(edition) if edition else [],
        "growth": growth_of_ceilings(edition) if edition else [],
        "later": LATER,
    }
    return render(request, "demo/demo.html", context)


@never_cache
@require_POST
def demo_login(request: HttpRequest, key: str) -> HttpResponse:
    """Enters as one of the cast without a password. The setting is asked again here: an address alone opens nothing."""
    person = person_behind(key) if settings.DEMO else None
    if person is None:
        raise Hidden
    login(request, person, backend=BACKEND)
    return redirect("desk")
