"""How do the paper forms of a workshop get into the record? Ten lines at a time, with the keyboard alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convite.core.errors import NotAllowed, Refused
from convite.gatherings.actions import Brought
from convite.gatherings.models import Gathering
from convite.gatherings.permissions import can_call_gathering, gatherings_visible_to
from convite.planning.actions.field import bring_ideas
from convite.planning.forms.keying import faulty_lines, good_rows, sheet_of
from convite.planning.models import Edition
from convite.planning.queries.field import edition_of_gathering


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_key(request: HttpRequest, public_id: str) -> HttpResponse:
    """Each good line is kept at once; the faulty ones stay on the page, each with what is wrong."""
    gathering = _gathering(request, public_id)
    sheet = sheet_of(request.POST or None, gathering)
    if request.method == "POST" and "more" not in request.POST:
        is_good, rows = sheet.is_valid(), good_rows(sheet)
        try:
            told = bring_ideas(gathering, rows, by=request.user)
        except Refused as refusal:
            sheet.refuse(refusal.reason)
        else:
            _say(request, told)
            if rows and is_good:
                return redirect("idea_key", public_id)
            if not rows and is_good:
                sheet.refuse(_("No hay renglones llenos: escriba al menos uno."))
            else:
                sheet = faulty_lines(sheet, gathering)
    edition = edition_of_gathering(gathering)
    takes = edition is not None and edition.state != Edition.State.CLOSED
    context = {"gathering": gathering, "grid": sheet, "edition": edition, "takes": takes}
    return render(request, "planning/idea_key.html", context | {"kept": gathering.ideas.count()})


def _gathering(request: HttpRequest, public_id: str) -> Gathering:
    visible = gatherings_visible_to(request.user).select_related("territory")
    gathering = get_object_or_404(visible, public_id=public_id)
    if not can_call_gathering(request.user, gathering.territory):
        raise NotAllowed
    return gathering


def _say(request: HttpRequest, told: Brought) -> None:
    if told.new:
        said = ngettext("%(n)d idea quedó registrada.", "%(n)d ideas quedaron registradas.", told.new)
        messages.success(request, said % {"n": told.new})
    if told.same:
        said = ngettext("%(n)d ya estaba.", "%(n)d ya estaban.", told.same)
        messages.info(request, said % {"n": told.same})
    if told.conflicts:
        number = len(told.conflicts)
        said = ngettext(
            "%(n)d renglón dice algo distinto de lo que ya había: las dos versiones esperan en «Campo».",
            "%(n)d renglones dicen algo distinto de lo que ya había: las dos versiones esperan en «Campo».",
            number,
        )
        messages.warning(request, said % {"n": number})
