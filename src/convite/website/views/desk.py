"""What waits for the person who is logged in, and (for who audits) what everybody did?"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from convite.core.audit import verify_chain
from convite.core.errors import NotAllowed
from convite.people.permissions import can_see_team
from convite.website.forms import AuditFilterForm
from convite.website.permissions import can_see_audit_log
from convite.website.queries.audit import audit_page
from convite.website.queries.desk import sections_for


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    context = {"sections": sections_for(request.user), "sees_team": can_see_team(request.user)}
    return render(request, "website/desk.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audit_log(request: HttpRequest) -> HttpResponse:
    """GET lists the lines; POST walks the whole chain and says whether it holds."""
    if not can_see_audit_log(request.user):
        raise NotAllowed
    form = AuditFilterForm(request.GET)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    context = {
        "filters": form,
        "page": audit_page(wanted),
        "filtered": any(wanted.get(name) for name in ("act", "kind", "person")),
        "report": verify_chain() if request.method == "POST" else None,
    }
    return render(request, "website/audit_log.html", context)
