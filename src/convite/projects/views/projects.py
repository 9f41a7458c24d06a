"""What is shown of the bank? The list with its filters, each project with its life, its versions, and its form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.history import changes_of, difference
from convite.core.paging import page_of
from convite.core.trace import trace_of
from convite.planning.permissions import editions_visible_to
from convite.projects.actions import edit_project
from convite.projects.forms import ProjectFilter, ProjectForm
from convite.projects.models import Project
from convite.projects.permissions import can_formulate_project, projects_visible_to
from convite.projects.queries import filter_places, filtered


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    editions = list(editions_visible_to(request.user).order_by("-year", "-id")[:30])
    chosen = next((e for e in editions if e.public_id == request.GET.get("edicion")), None)
    form = ProjectFilter(request.GET, editions=editions, territories=filter_places(chosen))
    projects = projects_visible_to(request.user)
    if form.is_valid():
        projects = filtered(projects, form.cleaned_data)
    page = page_of(projects.select_related("territory", "edition"), request.GET, ("-id",))
    asked = any(request.GET.get(name) for name in form.fields if name != "q")
    return render(request, "projects/list.html", {"form": form, "page": page, "edition": chosen, "asked": asked})


@require_safe
def project_page(request: HttpRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    steps = trace_of(project)
    context = {
        "project": project,
        "steps": steps,
        "last": next((step for step in reversed(steps) if step.url), None),
        "may_edit": can_formulate_project(request.user, project.territory),
    }
    return render(request, "projects/project.html", context)


@require_safe
def project_history(request: HttpRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    return render(request, "projects/history.html", {"project": project, "changes": changes_of(project)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    if not can_formulate_project(request.user, project.territory):
        raise NotAllowed
    language = (get_language() or "es")[:2]
    form = ProjectForm(request.POST or None, project=project, language=language)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_project(form.written(), by=request.user, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            theirs = difference(form.project, overtaken.theirs)
            form = ProjectForm(_seen_again(request, overtaken), project=form.project, language=language)
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("El proyecto quedó guardado."))
            return redirect("project_page", public_id)
    return render(request, "projects/edit.html", {"project": project, "form": form, "theirs": theirs})


def _seen_again(request: HttpRequest, overtaken: Overtaken) -> QueryDict:
    """What was typed, now beside the version that the person has been shown."""
    typed = request.POST.copy()
    typed["seen"] = str(overtaken.theirs.version)
    return typed


def _project(request: HttpRequest, public_id: str) -> Project:
    found = projects_visible_to(request.user).select_related("territory", "edition__territory", "goal__plan")
    return get_object_or_404(found, public_id=public_id)
