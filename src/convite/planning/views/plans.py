"""What is shown of local plans, and how do their lines, programmes and goals come in and go out as a table?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.files import CSV, XLSX, path_of_hash, store_file
from convite.core.history import difference
from convite.core.models import StoredFile
from convite.core.paging import page_of
from convite.core.tables.previews import Preview, apply_preview, fingerprint
from convite.core.tables.writers import FORMATS
from convite.people.models import Role
from convite.people.queries import holds
from convite.planning.actions import create_plan, edit_plan, import_plan
from convite.planning.forms.plans import PlanFileForm, PlanForm
from convite.planning.models import LocalPlan
from convite.planning.permissions import can_plan, plans_visible_to, territories_to_plan
from convite.planning.queries import PLAN_TABLE, plan_changes, plan_table_rows, plan_told, preview_plan
from convite.planning.views.setup import seen_again

FAULTS_SHOWN = 50


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = plans_visible_to(request.user).select_related("territory")
    wanted = request.GET.get("territorio", "")
    if wanted.isalnum():
        plans = plans.filter(territory__public_id=wanted)
    context = {
        "page": page_of(plans, request.GET, ("-starts_in", "-id")),
        "may_create": holds(request.user, Role.OFFICER, Role.ADMINISTRATOR),
    }
    return render(request, "planning/plans.html", context)


def _plan(request: HttpRequest, public_id: str) -> LocalPlan:
    return get_object_or_404(plans_visible_to(request.user).select_related("territory"), public_id=public_id)


def _plan_to_edit(request: HttpRequest, public_id: str) -> LocalPlan:
    plan = _plan(request, public_id)
    if not can_plan(request.user, plan.territory):
        raise NotAllowed
    return plan


@require_safe
def plan_page(request: HttpRequest, public_id: str) -> HttpResponse:
    plan, words = _plan(request, public_id), request.GET.get("q", "")[:200]
    context = {
        "plan": plan,
        "words": words,
        "told": plan_told(plan, request.user, words),
        "may_edit": can_plan(request.user, plan.territory),
        "changes": plan_changes(plan),
    }
    return render(request, "planning/plan.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, Role.OFFICER, Role.ADMINISTRATOR):
        raise NotAllowed
    form = PlanForm(request.POST or None, territories=territories_to_plan(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            plan = create_plan(form.written(LocalPlan(territory=form.cleaned_data["territory"])), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El plan quedó creado. Traiga ahora sus líneas, programas y metas."))
            return redirect("plan_import", plan.public_id)
    return render(request, "planning/plan_edit.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    plan, theirs = _plan_to_edit(request, public_id), None
    start = {"name": str(plan.name), "starts_in": plan.starts_in, "ends_in": plan.ends_in, "seen": plan.version}
    form = PlanForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        mine = form.written(plan)
        try:
            edit_plan(mine, by=request.user, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            theirs, form = difference(mine, overtaken.theirs), PlanForm(seen_again(request, overtaken))
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El plan quedó guardado."))
            return redirect("plan_page", public_id)
    return render(request, "planning/plan_edit.html", {"plan": plan, "form": form, "theirs": theirs})


# Tables -------------------------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """A file is kept and shown as what it would change (`?archivo=`); a second yes applies exactly that."""
    plan = _plan_to_edit(request, public_id)
    if request.method == "POST" and "huella" in request.POST:
        return _apply(request, plan)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            kept = store_file(given, given.name, act="give_plan_table", by=request.user, accept={XLSX, CSV})
        except Refused as refusal:
            form.add_error("file", refusal.reason)
        else:
            return redirect(f"{request.path}?archivo={kept.public_id}")
    context: dict[str, Any] = {"plan": plan, "form": form}
    if wanted := request.GET.get("archivo", ""):
        context |= _shown(request, plan, wanted)
    return render(request, "planning/plan_import.html", context)


def _given(request: HttpRequest, public_id: str) -> StoredFile:
    """A table that this person gave: nobody looks into another's."""
    if not public_id.isalnum():
        raise Http404
    return get_object_or_404(StoredFile, public_id=public_id, given_by=request.user.public_id)


def _shown(request: HttpRequest, plan: LocalPlan, wanted: str) -> dict[str, Any]:
    kept = _given(request, wanted)
    try:
        preview = preview_plan(plan, path_of_hash(kept.sha256))
    except Refused as refusal:
        return {"file": kept, "unreadable": str(refusal)}
    number = request.GET.get("pagina", "")
    page = min(int(number) if number.isdecimal() and len(number) < 5 else 1, _pages(preview)) or 1
    first = (page - 1) * FAULTS_SHOWN
    return {
        "file": kept,
        "preview": preview,
        "print": fingerprint(preview.differences),
        "faults": preview.faults.faults[first : first + FAULTS_SHOWN],
        "pages": [(n, n == page) for n in range(1, _pages(preview) + 1)] if _pages(preview) > 1 else [],
    }


def _pages(preview: Preview) -> int:
    return -(-len(preview.faults.faults) // FAULTS_SHOWN)


def _apply(request: HttpRequest, plan: LocalPlan) -> HttpResponse:
    kept = _given(request, request.POST.get("archivo", ""))
    try:
        preview = preview_plan(plan, path_of_hash(kept.sha256))
        if fingerprint(preview.differences) != request.POST["huella"]:
            raise Refused(_("El plan cambió desde que usted miró. No se importó nada: mire de nuevo los cambios."))
        apply_preview(preview, lambda: plan_table_rows(plan), lambda found: import_plan(plan, found, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{request.path}?archivo={kept.public_id}")
    messages.success(request, _("El plan quedó al día."))
    return redirect("plan_page", plan.public_id)


@require_safe
def plan_file(request: HttpRequest, public_id: str, file_format: str) -> StreamingHttpResponse:
    plan = _plan(request, public_id)
    return _table(file_format, f"plan-{plan.territory.code}", plan_table_rows(plan))


@require_safe
def plan_template(request: HttpRequest) -> StreamingHttpResponse:
    """The empty table, with a sheet that explains its columns."""
    return _table("xlsx", "plan", ())


def _table(file_format: str, name: str, rows: Any) -> StreamingHttpResponse:
    if file_format not in FORMATS:
        raise Http404
    written = FORMATS[file_format]
    response = StreamingHttpResponse(written.write(PLAN_TABLE, rows), content_type=written.media_type)
    plain = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_"))
    response["Content-Disposition"] = f'attachment; filename="{plain}.{written.name}"'
    return response
