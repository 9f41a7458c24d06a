"""What does a person see of herself? Her profile, what the system knows of her, and the door out."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from convite.core.errors import Refused
from convite.people.actions import change_profile, close_account, take_own_data
from convite.people.forms import ProfileForm
from convite.people.queries import (
    acts_about,
    grants_of,
    has_second_factor,
    holdings_of,
    is_staff,
    names_of,
    what_is_known_of,
)


@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    person = request.user
    initial = {"name": person.name, "territory": person.territory, "language": person.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_profile(person, **form.cleaned_data, by=person)
        with override(person.language):
            messages.success(request, _("Guardamos sus datos."))
        return redirect(translate_url(reverse("profile"), person.language))
    acts = list(acts_about(person))
    context = {
        "form": form,
        "grants": grants_of(person),
        "facts": what_is_known_of(person),
        "holdings": holdings_of(person),
        "acts": acts,
        "names": names_of(act.by for act in acts),
        "second_factor": has_second_factor(person),
        "is_staff": is_staff(person),
    }
    return render(request, "people/profile.html", context)


@login_required
@never_cache
@require_POST
def own_data(request: HttpRequest) -> HttpResponse:
    try:
        data = take_own_data(request.user, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("profile")
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{_("mis-datos")}.json"'
    return response


@login_required
@never_cache
@reauthentication_required
def close_own_account(request: HttpRequest) -> HttpResponse:
    reason = None
    if request.method == "POST":
        try:
            close_account(request.user, by=request.user)
        except Refused as refusal:
            reason = refusal.reason
        else:
            logout(request)
            messages.success(request, _("Cerramos su cuenta. Gracias por haber participado."))
            return redirect("home")
    return render(request, "people/close_account.html", {"reason": reason})
