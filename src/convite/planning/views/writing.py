"""How does one write an idea? On one page, with or without a program in the browser; drafts wait on the server."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convite.conversations.actions import support
from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.history import difference
from convite.core.pointing import point_at
from convite.core.saying import say
from convite.people.models import Role
from convite.people.queries import holds
from convite.planning.actions import (
    discard_draft,
    edit_with_photos,
    propose_idea,
    restore_idea,
    withdraw_idea,
    write_idea,
)
from convite.planning.forms import IdeaForm, coordinates_of, point_of
from convite.planning.models import Edition, Idea
from convite.planning.permissions import can_edit_idea, is_author
from convite.planning.queries import ground_of, similar_ideas, territories_that_decide, verdict_on
from convite.planning.queries.places import frame_of, nearer
from convite.planning.queries.stages import fault_of_time
from convite.planning.views.ideas import asked_edition, asked_idea

FARTHER = 1 / 3


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_propose(request: HttpRequest) -> HttpResponse:
    edition = asked_edition(request)
    idea = Idea(edition=edition, author=request.user, origin=Idea.Origin.RESIDENT, state=Idea.State.DRAFT)
    return write(request, idea)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    idea = asked_idea(request, public_id)
    if not can_edit_idea(request.user, idea):
        raise NotAllowed
    return write(request, idea)


def write(request: HttpRequest, idea: Idea) -> HttpResponse:
    """The page of a new idea, of a draft, and of one that was sent."""
    asked, was, theirs = what_is_asked(request), (idea.pk, idea.state), None
    form = form_for(request, idea, asked)
    if request.method == "POST" and form.is_valid() and asked in ANSWERS:
        try:
            return ANSWERS[asked](request, form)
        except Overtaken as overtaken:
            theirs = difference(form.idea, overtaken.theirs)
            form = form_for(request, asked_idea(request, idea.public_id), asked, seen=overtaken.theirs.version)
            form.add_error(None, overtaken.reason)
        except Refused as refusal:
            idea.pk, idea.state = was  # nothing was kept
            form.add_error(None, refusal.reason)
    return render(request, "planning/idea_write.html", {**context_of(request, form, idea), "theirs": theirs})


def what_is_asked(request: HttpRequest) -> str:
    """Which button was pressed: the map is one too."""
    if "mapa.x" in request.POST or request.POST.get("que") in {"acercar", "alejar"}:
        return "mapa"
    return request.POST.get("que", "enviar")


def form_for(request: HttpRequest, idea: Idea, asked: str, seen: int | None = None) -> IdeaForm:
    typed = request.POST.copy() if request.method == "POST" else None
    if typed is not None:
        if asked == "mapa":
            typed["point"] = pointed_at(request) or typed.get("point", "")
        if seen is not None:
            typed["seen"] = str(seen)
    among = list(territories_that_decide(idea.edition))
    files = None if typed is None else request.FILES
    form = IdeaForm(typed, files, idea=idea, territories=among, language=language_now(), whole=asked == "enviar")
    form.fields["title"].required = asked != "mapa"
    return form


def language_now() -> str:
    return (get_language() or "es")[:2]


def pointed_at(request: HttpRequest) -> str:
    """The place under the finger, as coordinates; "" where another button was pressed."""
    across, down = request.POST.get("mapa.x", ""), request.POST.get("mapa.y", "")
    ground = ground_of(asked_edition(request), None, None, request.POST.get("marco", ""))
    if ground is None or not (across.isdecimal() and down.isdecimal() and len(across + down) < 12):
        return ""
    return coordinates_of(point_at(ground.box, int(across), int(down), ground.width, ground.height))


def _keep_draft(request: HttpRequest, form: IdeaForm) -> HttpResponse:
    idea = form.idea
    if idea.pk and idea.state != Idea.State.DRAFT:
        return _edit(request, form)
    _write(request, form, send=False)
    messages.success(request, _("Su borrador quedó guardado. Solo usted lo ve."))
    return redirect("own_ideas")


def _point(request: HttpRequest, form: IdeaForm) -> HttpResponse:
    """The map was touched: what was written is kept as a draft (a browser forgets chosen photos), and shown again."""
    idea = form.idea
    if not form.cleaned_data["title"] or (idea.pk and idea.state != Idea.State.DRAFT):
        return render(request, "planning/idea_write.html", context_of(request, form, idea))
    ground = ground_for(request, idea.edition, form, form.cleaned_data["point"])
    _write(request, form, send=False)
    frame = f"?marco={ground.frame}" if ground else ""
    return redirect(f"{reverse('idea_edit', args=[idea.public_id])}{frame}#lugar")


def _send(request: HttpRequest, form: IdeaForm) -> HttpResponse:
    if form.idea.pk and form.idea.state != Idea.State.DRAFT:
        return _edit(request, form)
    idea = form.written()
    alike = similar_ideas(
        idea.edition, str(idea.title), str(idea.description), idea.territory, idea.point, but=idea
    )  # fmt: skip
    _write(request, form, send=not alike or bool(fault_of_time(idea.edition, track=idea.track)))
    if idea.state == Idea.State.DRAFT:
        return redirect("idea_similar", idea.public_id)
    messages.success(request, _("Su idea quedó registrada."))
    return redirect("idea_page", idea.public_id)


def _edit(request: HttpRequest, form: IdeaForm) -> HttpResponse:
    seen = form.cleaned_data["seen"] or form.idea.version
    edit_with_photos(form.written(), form.new_photos(), form.gone_photos(), by=request.user, seen=seen)
    messages.success(request, _("La idea quedó guardada."))
    return redirect("idea_page", form.idea.public_id)


def _write(request: HttpRequest, form: IdeaForm, *, send: bool) -> Idea:
    seen = form.cleaned_data["seen"] if form.idea.pk else None
    return write_idea(
        form.written(), form.new_photos(), form.gone_photos(), by=request.user, send=send, seen=seen
    )  # fmt: skip


ANSWERS = {"enviar": _send, "borrador": _keep_draft, "mapa": _point}


def context_of(request: HttpRequest, form: Any, idea: Idea) -> dict[str, Any]:
    fault = fault_of_time(idea.edition)
    point = point_of(str(form["point"].value() or ""))
    return {
        "edition": idea.edition,
        "idea": idea,
        "form": form,
        "is_open": not fault,
        "reason": fault or say(verdict_on("propose_idea", idea.edition).reason),
        "is_leader": holds(request.user, Role.LEADER),
        "is_sent": bool(idea.pk) and idea.state != Idea.State.DRAFT,
        "ground": ground_for(request, idea.edition, form, point),
        "point": coordinates_of(point),
    }


def ground_for(request: HttpRequest, edition: Edition, form: Any, point: Any) -> Any:
    """The small map: nearer to the point after each touch, farther if that is asked."""
    typed = form["territory"].value()
    territory = next((t for t in form.fields["territory"].queryset if t.public_id == typed), None)
    frame = request.POST.get("marco") or request.GET.get("marco") or ""
    ground = ground_of(edition, territory, point, frame)
    if ground is None or point is None or request.method != "POST" or what_is_asked(request) != "mapa":
        return ground
    times = FARTHER if request.POST.get("que") == "alejar" else 3
    return ground_of(edition, territory, point, frame_of(nearer(ground.box, point, times))) or ground


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_similar(request: HttpRequest, public_id: str) -> HttpResponse:
    """«¿Es una de estas?»: support one that is there, or send one's own all the same."""
    idea = asked_idea(request, public_id)
    if not is_author(request.user, idea) or idea.state != Idea.State.DRAFT:
        raise NotAllowed
    if request.method == "POST":
        wanted = request.POST.get("apoyar", "")
        if wanted:
            return _support_instead(request, idea, wanted)
        return _send_own(request, idea)
    alike = similar_ideas(
        idea.edition, str(idea.title), str(idea.description), idea.territory, idea.point, but=idea
    )  # fmt: skip
    return render(request, "planning/idea_similar.html", {"idea": idea, "alike": alike})


def _send_own(request: HttpRequest, draft: Idea) -> HttpResponse:
    """What keeps it from being sent is mended where it is written."""
    try:
        propose_idea(draft, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("idea_edit", draft.public_id)
    messages.success(request, _("Su idea quedó registrada."))
    return redirect("idea_page", draft.public_id)


def _support_instead(request: HttpRequest, draft: Idea, wanted: str) -> HttpResponse:
    """Her draft stays with her: she may still send it."""
    idea = asked_idea(request, wanted)
    support(idea, by=request.user)
    messages.success(request, _("Quedó su apoyo. Su borrador sigue en «Mis ideas», por si lo necesita."))
    return redirect("idea_page", idea.public_id)


@require_safe
def idea_lookup(request: HttpRequest) -> HttpResponse:
    """For the page on which one writes: the ideas that are like what is typed so far."""
    edition = asked_edition(request)
    texts = request.GET.get("title", "")[:300], request.GET.get("description", "")[:2_000]
    alike = similar_ideas(edition, *texts) if len(texts[0].strip()) > 5 else []
    return render(request, "planning/idea_lookup.html", {"alike": alike})


@login_required
@require_POST
def idea_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    discard_draft(asked_idea(request, public_id), by=request.user)
    messages.success(request, _("El borrador se borró."))
    return redirect("own_ideas")


@login_required
@require_POST
def idea_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    idea = asked_idea(request, public_id)
    withdraw_idea(idea, by=request.user)
    messages.success(request, _("Su idea quedó retirada. Puede devolverla cuando quiera."))
    return redirect("idea_page", idea.public_id)


@login_required
@require_POST
def idea_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    idea = asked_idea(request, public_id)
    restore_idea(idea, by=request.user)
    messages.success(request, _("Su idea volvió a quedar como estaba."))
    return redirect("idea_page", idea.public_id)
