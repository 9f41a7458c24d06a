"""What is shown of an edition's ceilings, and how does an officer bring in those that an act decided elsewhere?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.errors import NotAllowed, Refused
from convite.planning.actions import adopt_decided_ceilings as adopt_decided
from convite.planning.forms.ceilings import DecidedForm
from convite.planning.models import Edition, Sharing
from convite.planning.permissions import can_plan, editions_visible_to, sharings_visible_to
from convite.planning.queries import (
    deciding_territories,
    growth_of_kinds,
    growth_table,
    sharing_in_force,
    view_of_sharing,
    words_of_formula,
)

MOST_HISTORY = 20


@require_safe
def ceilings_page(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = _edition(request, public_id)
    sharing = sharing_in_force(edition)
    kinds = growth_of_kinds(edition)
    urls = {y.edition: reverse("ceilings_page", args=[y.edition]) for kind in kinds for y in kind.years}
    replaced = sharings_visible_to(request.user).filter(edition=edition, state=Sharing.State.REPLACED)
    context = {
        "edition": edition,
        "view": view_of_sharing(sharing) if sharing else None,
        "words": words_of_formula(sharing) if sharing else [],
        "kinds": [kind for kind in kinds if kind.ratio is not None],
        "growth": growth_table(kinds, urls),
        "history": replaced.order_by("-adopted_on", "-id")[:MOST_HISTORY],
        "plans": can_plan(request.user, edition.territory),
    }
    return render(request, "planning/ceilings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt_decided_ceilings(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = _edition(request, public_id)
    if not can_plan(request.user, edition.territory):
        raise NotAllowed
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    territories = deciding_territories(edition)
    form = DecidedForm(*data, parent=edition.territory, currency=edition.currency, territories=territories)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("amounts", "total", "act", "adopted_on", "note")}
        try:
            adopt_decided(edition, typed.pop("amounts"), **typed, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Los techos quedaron adoptados."))
            return redirect("ceilings_page", edition.public_id)
    return render(request, "planning/ceilings_adopt.html", {"edition": edition, "form": form})


def _edition(request: HttpRequest, public_id: str) -> Edition:
    return get_object_or_404(editions_visible_to(request.user).select_related("territory"), public_id=public_id)
