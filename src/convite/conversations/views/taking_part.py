"""How does one support and follow? By a button that leads back to where one was. And what does one follow?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from convite.conversations import actions
from convite.conversations.models import Follow
from convite.conversations.queries.notices import followed, rows_page
from convite.conversations.queries.subjects import kind_of, subject_visible_to
from convite.core.errors import Hidden, Refused


def _subject(request: HttpRequest, kind: str, public_id: str, act: str) -> Any:
    thing = subject_visible_to(request.user, kind, public_id)
    if thing is None or act not in kind_of(thing).acts:  # type: ignore[union-attr]
        raise Hidden
    return thing


def _back(request: HttpRequest, thing: Any) -> HttpResponse:
    """Where the button stood, or the thing's page."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return redirect(wanted)
    return redirect(kind_of(thing).url(thing))  # type: ignore[union-attr]


@login_required
@require_POST
def support(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    thing = _subject(request, kind, public_id, "support")
    act = actions.withdraw_support if request.POST.get("act") == "withdraw" else actions.support
    try:
        act(thing, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return _back(request, thing)


@login_required
@require_POST
def follow(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    thing = _subject(request, kind, public_id, "follow")
    if request.POST.get("act") == "unfollow":
        actions.unfollow(thing, by=request.user)
        messages.success(request, _("Ya no le avisaremos de esto."))
    else:
        actions.follow(thing, by=request.user)
        messages.success(request, _("Le avisaremos cuando pase algo con esto."))
    return _back(request, thing)


@login_required
@never_cache
@require_safe
def follow_list(request: HttpRequest) -> HttpResponse:
    page = rows_page(Follow.objects.filter(person=request.user), request.GET)
    context = {"page": page, "rows": followed(page.rows, request.user)}
    return render(request, "conversations/follow_list.html", context)
