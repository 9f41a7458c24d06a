"""How does the team write down what somebody said?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convite.core.errors import NotAllowed, Refused
from convite.gatherings.permissions import gatherings_visible_to
from convite.planning.actions import record_idea
from convite.planning.forms import RecordForm
from convite.planning.models import Edition, Idea
from convite.planning.permissions import can_record_idea, editions_visible_to
from convite.planning.queries import territories_of
from convite.planning.views.writing import language_now

MOST_GATHERINGS = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_record(request: HttpRequest, public_id: str) -> HttpResponse:
    editions = editions_visible_to(request.user).select_related("territory")
    edition = get_object_or_404(editions, public_id=public_id)
    territories = [place for place in territories_of(edition) if can_record_idea(request.user, place)]
    if not territories and not can_record_idea(request.user, edition.territory):
        raise NotAllowed
    form = RecordForm(
        request.POST or None, idea=Idea(edition=edition), territories=territories, language=language_now(),
        gatherings=_gatherings(request, edition),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            idea = record_idea(form.written(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("La idea quedó registrada a nombre de quien la dijo."))
            return redirect("idea_page", idea.public_id)
    return render(request, "planning/idea_record.html", {"edition": edition, "form": form})


def _gatherings(request: HttpRequest, edition: Edition):
    """Those of the edition, the newest first."""
    held = gatherings_visible_to(request.user).filter(convening__edition=edition).order_by("-starts_at", "-id")
    return held.filter(pk__in=list(held.values_list("pk", flat=True)[:MOST_GATHERINGS]))
