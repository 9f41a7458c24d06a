"""What is shown of the ways to share the money out, and how does an officer try, mend and adopt one?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.diff import compare_snapshots
from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.history import labels_of
from convite.core.paging import page_of
from convite.core.tables.writers import FORMATS
from convite.planning.actions import adopt_sharing, create_sharing, edit_sharing, work_out_shares
from convite.planning.forms.ceilings import AdoptionForm, SharingForm
from convite.planning.models import Edition, Sharing
from convite.planning.permissions import can_plan, editions_visible_to, sharings_visible_to
from convite.planning.queries import (
    acts_of_sharings,
    current_edition,
    deciding_territories,
    document_of,
    new_sharing,
    table_of_sharing,
    territories_in,
    told_of_sharing,
    view_of_sharing,
    words_of_formula,
)


@require_safe
def sharing_list(request: HttpRequest) -> HttpResponse:
    """Of the edition that is asked for, or of the present one."""
    editions = editions_visible_to(request.user).select_related("territory")
    asked = request.GET.get("edicion", "")
    edition = get_object_or_404(editions, public_id=asked) if asked else current_edition(editions)
    sharings = sharings_visible_to(request.user).filter(edition=edition).select_related("edition")
    page = page_of(sharings, request.GET, ("-id",))
    plans = edition is not None and can_plan(request.user, edition.territory)
    acts = acts_of_sharings(page.rows) if plans else {}
    listed = [(sharing, *acts.get(sharing.pk, ("", None))) for sharing in page.rows]
    context = {"edition": edition, "page": page, "plans": plans, "listed": listed}
    return render(request, "planning/sharings.html", context)


@require_safe
def sharing_page(request: HttpRequest, public_id: str) -> HttpResponse:
    sharing = _sharing(request, public_id)
    context = {
        "sharing": sharing,
        "edition": sharing.edition,
        "view": view_of_sharing(sharing),
        "words": words_of_formula(sharing),
        "plans": can_plan(request.user, sharing.edition.territory),
    }
    return render(request, "planning/sharing.html", context)


@require_safe
def sharing_file(request: HttpRequest, public_id: str, file_format: str) -> HttpResponse:
    sharing = _sharing(request, public_id)
    if file_format == "json":
        answer: HttpResponse = JsonResponse(
            document_of(sharing, territories_in(sharing)), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
    elif file_format in FORMATS:
        table, rows = table_of_sharing(view_of_sharing(sharing, with_maps=False))
        written = FORMATS[file_format]
        answer = HttpResponse(b"".join(written.write(table, rows)), content_type=written.media_type)
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="techos-{sharing.edition.year}.{file_format}"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing_create(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = get_object_or_404(editions_visible_to(request.user).select_related("territory"), public_id=public_id)
    _refuse_who_does_not_plan(request, edition)
    like = sharings_visible_to(request.user).filter(public_id=request.GET.get("como", "")[:12]).first()
    return _simulate(
        request, new_sharing(edition, like), lambda sharing, seen: create_sharing(sharing, by=request.user)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    sharing = _sharing(request, public_id)
    _refuse_who_does_not_plan(request, sharing.edition)
    if sharing.state != Sharing.State.DRAFT:
        messages.info(request, _("Este reparto ya se adoptó y no cambia. Puede hacer otro ensayo a partir de él."))
        return redirect("sharing_page", public_id)
    return _simulate(request, sharing, lambda typed, seen: edit_sharing(typed, by=request.user, seen=seen))


def _simulate(request: HttpRequest, sharing: Sharing, save: Callable[[Sharing, int | None], Sharing]) -> HttpResponse:
    """The form beside what comes out of it: worked out at each sending, kept when asked for."""
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SharingForm(*data, sharing=sharing, territories=deciding_territories(sharing.edition))
    context: dict[str, Any] = {"sharing": sharing, "edition": sharing.edition, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.written()
            work_out_shares(typed)
            if request.POST.get("do") == "save":
                kept = save(typed, form.cleaned_data["seen"])
                messages.success(request, _("El ensayo quedó guardado."))
                return redirect("sharing_page", kept.public_id)
        except Overtaken as overtaken:
            context["theirs"] = _differences(overtaken.theirs, typed)
            form.see_again(overtaken)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    if sharing.shares and not form.errors:
        context |= {"view": view_of_sharing(sharing), "words": words_of_formula(sharing)}
    return render(request, "planning/sharing_edit.html", context)


def _differences(theirs: Sharing, mine: Sharing) -> Any:
    return compare_snapshots(told_of_sharing(theirs), told_of_sharing(mine), labels_of(Sharing))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing_adopt(request: HttpRequest, public_id: str) -> HttpResponse:
    sharing = _sharing(request, public_id)
    edition = sharing.edition
    _refuse_who_does_not_plan(request, edition)
    form = AdoptionForm(request.POST or None, initial={"seen": sharing.version})
    if request.method == "POST" and form.is_valid():
        try:
            adopt_sharing(sharing, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            sharing = _sharing(request, public_id)  # as it is stored
        else:
            messages.success(request, _("Los techos quedaron adoptados."))
            return redirect("ceilings_page", edition.public_id)
    context = {"sharing": sharing, "edition": edition, "form": form, "view": view_of_sharing(sharing)}
    return render(request, "planning/sharing_adopt.html", context)


def _sharing(request: HttpRequest, public_id: str) -> Sharing:
    found = sharings_visible_to(request.user).select_related("edition__territory")
    return get_object_or_404(found, public_id=public_id)


def _refuse_who_does_not_plan(request: HttpRequest, edition: Edition) -> None:
    if not can_plan(request.user, edition.territory):
        raise NotAllowed
