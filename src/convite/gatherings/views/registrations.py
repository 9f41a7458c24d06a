"""How does somebody keep a place, look at it, give it back, and say what she thought?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from convite.core.errors import Hidden, NotAllowed, Refused
from convite.core.limits import allow
from convite.gatherings.actions import (
    VISITOR,
    Mark,
    Opinion,
    Visitor,
    arrive,
    cancel_registration,
    evaluate,
    mark_arrivals,
    may_arrive,
    may_evaluate,
    register,
)
from convite.gatherings.forms import AnswersForm, ArriveForm, EvaluationForm, RegisterForm
from convite.gatherings.models import Registration
from convite.gatherings.permissions import can_call_gathering, gatherings_visible_to
from convite.gatherings.queries import AttendeeRow, is_ticket_of, ticket_of
from convite.gatherings.queries.gatherings import place_in_line, places_left
from convite.gatherings.queries.papers import qr_svg
from convite.gatherings.queries.tickets import is_door_token
from convite.gatherings.views.gatherings import found_gathering
from convite.people.models import Person

MOST_AN_HOUR = 200  # from one address: a whole school may share one


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_register(request: HttpRequest, public_id: str) -> HttpResponse:
    """With an account it is one tap; without one, a name is enough."""
    gathering, person = found_gathering(request, public_id), acting(request)
    start = {"name": person.name, "contact": person.email} if isinstance(person, Person) else {}
    one_tap = isinstance(person, Person) and request.POST.get("con_mi_cuenta")
    form = RegisterForm({**start, "needs": []} if one_tap else request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _refuse_too_many(request, "register")
            given = {name: form.cleaned_data[name] for name in ("name", "contact")}
            made = register(gathering, **given, needs=form.needs_in_words(), by=person)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _registered(request, made, by_letter=bool(given["contact"]) and person is VISITOR)
    left = places_left(gathering)
    return render(request, "gatherings/register.html", {"gathering": gathering, "form": form, "left": left})


def acting(request: HttpRequest) -> Person | Visitor:
    return request.user if isinstance(request.user, Person) else VISITOR


def _refuse_too_many(request: HttpRequest, what: str) -> None:
    if not allow(f"{what}:{request.META.get('REMOTE_ADDR', '')}", MOST_AN_HOUR, 3600, timezone.now()):
        raise Refused(_("Desde esta conexión se enviaron demasiados registros. Espere una hora o acérquese al equipo."))


def _registered(request: HttpRequest, made: Registration, *, by_letter: bool) -> HttpResponse:
    """With an address the code goes there, and the answer is the same whether it was registered before or not: nobody
    learns here who comes."""
    if by_letter:
        messages.success(
            request, _("Listo. Le enviamos a ese correo el código de su inscripción y cómo cancelarla si no puede ir.")
        )
        return redirect("gathering_page", made.gathering.public_id)
    messages.success(request, _("Listo. Guarde esta página o su código."))
    return redirect("registration_page", made.code)


def found_registration(request: HttpRequest, code: str) -> Registration:
    """Whoever has the code holds the registration."""
    found = Registration.objects.filter(gathering__in=gatherings_visible_to(request.user))
    return get_object_or_404(found.select_related("gathering__territory", "person"), code=code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_page(request: HttpRequest, code: str) -> HttpResponse:
    """Hers, with the code to show at the door; for the team at the door, the way to mark that she came."""
    registration, now = found_registration(request, code), timezone.now()
    gathering = registration.gathering
    at_door = can_call_gathering(request.user, gathering.territory)
    form = AnswersForm(request.POST or None, asks_group=gathering.asks_group)
    if request.method == "POST":
        if not at_door:
            raise NotAllowed
        if form.is_valid():
            mark_arrivals(gathering, [Mark(registration, came=True, **form.answers())], by=request.user)
            messages.success(request, _("Quedó registrada la llegada."))
            return redirect("gathering_attendance", gathering.public_id)
    waiting = registration.state == Registration.State.WAITING
    context = {
        "registration": registration,
        "gathering": gathering,
        "place": place_in_line(registration) if waiting else 0,
        "qr": qr_svg(request.build_absolute_uri(reverse("registration_page", args=[code]))),
        "may_cancel": registration.state != Registration.State.CANCELLED and gathering.ends_at > now,
        "may_evaluate": may_evaluate(gathering, now),
        "ticket": ticket_of(gathering, code),
        "form": form if at_door and registration.state != Registration.State.CANCELLED else None,
        "arrived": getattr(registration, "attendee", None),
    }
    return render(request, "gatherings/registration.html", context)


@require_POST
def registration_cancel(request: HttpRequest, code: str) -> HttpResponse:
    registration = found_registration(request, code)
    cancel_registration(registration, by=acting(request))
    messages.success(request, _("Su inscripción quedó cancelada. Gracias por avisar: el puesto pasa a otra persona."))
    return redirect("registration_page", code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_arrive(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """What opens when somebody scans the code at the door."""
    gathering = found_gathering(request, public_id)
    if not is_door_token(gathering, token):
        raise Hidden
    asked = {"asks_group": gathering.asks_group, "registrations": gathering.registrations.all()}
    form = ArriveForm(request.POST or None, **asked)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        hers = form.registration
        name = form.cleaned_data["name"] or (hers.name if hers else "")
        row = AttendeeRow(key, name=name, registration=hers, **form.answers())
        try:
            _refuse_too_many(request, f"arrive:{public_id}")
            arrive(gathering, token, row)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Quedó registrada su llegada. ¡Gracias por venir!"))
            return redirect("gathering_evaluate", public_id, ticket_of(gathering, hers.code if hers else key))
    context = {"gathering": gathering, "form": form, "is_open": may_arrive(gathering, timezone.now())}
    return render(request, "gatherings/arrive.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_evaluate(request: HttpRequest, public_id: str, ticket: str) -> HttpResponse:
    gathering, now = found_gathering(request, public_id), timezone.now()
    if not is_ticket_of(gathering, ticket):
        raise Hidden
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            evaluate(gathering, Opinion(ticket, **form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Recibimos su opinión. Gracias."))
            return redirect("gathering_page", public_id)
    context = {
        "gathering": gathering,
        "form": form,
        "is_open": may_evaluate(gathering, now),
        "is_early": now < gathering.starts_at,
        "answered": gathering.evaluations.filter(ticket=ticket).exists(),
    }
    return render(request, "gatherings/evaluate.html", context)
