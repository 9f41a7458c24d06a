"""Who holds which role where? The team's page, and the acts of who administers it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from convite.core.errors import Hidden, NotAllowed, Refused
from convite.people.actions import end_role, grant_role, open_account, reset_second_factor
from convite.people.forms import GrantRoleForm, OpenAccountForm, TeamFilterForm
from convite.people.models import GrantState
from convite.people.permissions import (
    can_end_role,
    can_manage_team,
    can_open_account,
    can_reset_second_factor,
    can_see_team,
    grants_visible_to,
    people_visible_to,
)
from convite.people.queries import (
    administers,
    grants_in_state,
    has_second_factor,
    in_team_order,
    territories_administered_by,
)

ROWS = 50


@login_required
@never_cache
def role_list(request: HttpRequest) -> HttpResponse:
    if not can_see_team(request.user):
        raise NotAllowed
    filters = TeamFilterForm(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    grants = grants_in_state(grants_visible_to(request.user), wanted.get("state") or GrantState.PRESENT)
    if wanted.get("role"):
        grants = grants.filter(role=wanted["role"])
    if wanted.get("territory"):
        grants = grants.filter(territory__path__startswith=wanted["territory"].path)
    page = Paginator(in_team_order(grants), ROWS).get_page(request.GET.get("pagina"))
    context = {"filters": filters, "page": page, "rows": [(g, can_end_role(request.user, g)) for g in page]}
    context |= {"manages": can_manage_team(request.user), "filtered": any(wanted.values())}
    return render(request, "people/role_list.html", context | {"around": _around(request, page)})


def _around(request: HttpRequest, page: Page) -> dict[str, object]:
    """What the pagination component asks for, keeping the filters."""

    def url(number: int) -> str:
        query = request.GET.copy()
        query["pagina"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "first": page.start_index(),
        "last": page.end_index(),
        "total": page.paginator.count,
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }


@login_required
@never_cache
def grant_role_page(request: HttpRequest) -> HttpResponse:
    if not can_manage_team(request.user):
        raise NotAllowed
    place = {"territories": territories_administered_by(request.user), "everywhere": administers(request.user, None)}
    initial = {"starts_on": timezone.localdate(), "email": request.GET.get("correo", "")}
    form = GrantRoleForm(request.POST or None, initial=initial, **place)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        person = typed.pop("email")
        try:
            grant = grant_role(person, typed.pop("role"), typed.pop("territory"), by=request.user, **typed)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            said = {"name": person.name, "role": grant.get_role_display()}
            messages.success(request, _("%(name)s tiene ahora el papel «%(role)s».") % said)
            return redirect("role_list")
    return render(request, "people/grant_role.html", {"form": form})


@login_required
@require_POST
def end_role_page(request: HttpRequest, public_id: str) -> HttpResponse:
    grant = grants_visible_to(request.user).select_related("person", "territory").filter(public_id=public_id).first()
    if grant is None:
        raise Hidden
    try:
        end_role(grant, by=request.user, seen=_seen(request))
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        said = {"name": grant.person.name, "role": grant.get_role_display()}
        messages.success(request, _("%(name)s ya no tiene el papel «%(role)s».") % said)
    return redirect("role_list")


def _seen(request: HttpRequest) -> int | None:
    """The version that the page showed."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() else None


@login_required
@never_cache
def open_account_page(request: HttpRequest) -> HttpResponse:
    if not can_open_account(request.user):
        raise NotAllowed
    form = OpenAccountForm(request.POST or None, initial={"language": "es"})
    if request.method == "POST" and form.is_valid():
        try:
            person = open_account(**form.cleaned_data, by=request.user, login_url=_login_url(request))
        except Refused as refusal:
            form.add_error("email", refusal.reason)
        else:
            said = {"name": person.name}
            messages.success(request, _("Abrimos la cuenta de %(name)s. Ahora puede darle un papel.") % said)
            return redirect("role_list")
    return render(request, "people/open_account.html", {"form": form})


def _login_url(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("account_request_login_code"))


@login_required
@never_cache
def person_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    person = can_manage_team(request.user) and people_visible_to(request.user).filter(public_id=public_id).first()
    if not person:
        raise Hidden
    grants = in_team_order(grants_visible_to(request.user).filter(person=person))
    context = {
        "person": person,
        "rows": [(grant, can_end_role(request.user, grant)) for grant in grants],
        "second_factor": has_second_factor(person),
        "may_reset": can_reset_second_factor(request.user, person),
    }
    return render(request, "people/person_detail.html", context)


@login_required
@require_POST
def reset_second_factor_page(request: HttpRequest, public_id: str) -> HttpResponse:
    person = people_visible_to(request.user).filter(public_id=public_id).first()
    if person is None:
        raise Hidden
    try:
        reset_second_factor(person, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("Quitamos el segundo factor de %(name)s.") % {"name": person.name})
    return redirect("person_detail", public_id=person.public_id)
