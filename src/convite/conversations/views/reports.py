"""How does one report a text, what waits for the team, and how is it decided?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convite.conversations import actions
from convite.conversations.forms import AppealForm, ReportFilter, ReportForm, SettleForm
from convite.conversations.permissions import can_moderate_somewhere, reports_judged_by, reports_visible_to
from convite.conversations.queries.reports import cases_page, figures_by_quarter, places_of_reports
from convite.conversations.queries.subjects import kind_named, kind_of, subject_visible_to, words_in
from convite.core.errors import Hidden, NotAllowed, Refused


def _subject(request: HttpRequest, kind: str, public_id: str) -> Any:
    thing = subject_visible_to(request.user, kind, public_id)
    known = kind_named(kind)
    if thing is None or known is None or known.hide is None:
        raise Hidden
    return thing


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    thing = _subject(request, kind, public_id)
    known, form = kind_of(thing), ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.report(thing, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("report_page", made.public_id)
    context = {"form": form, "thing": thing, "title": known.title(thing), "url": known.url(thing)}
    return render(request, "conversations/report.html", context)


@login_required
@never_cache
@require_safe
def report_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one reported oneself, and what came of it."""
    made = get_object_or_404(reports_visible_to(request.user), public_id=public_id)
    thing = subject_visible_to(request.user, made.kind, made.subject)
    context = {"report": made, "is_own": made.reporter_id == request.user.pk}
    if thing is not None:
        context |= {"title": kind_of(thing).title(thing), "url": kind_of(thing).url(thing)}
    return render(request, "conversations/report_page.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    thing = _subject(request, kind, public_id)
    known, form = kind_of(thing), AppealForm(request.POST or None)
    if known.author(thing) != request.user:
        raise Hidden
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.appeal(thing, form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("report_page", made.public_id)
    context = {"form": form, "thing": thing, "title": words_in(thing), "is_hidden": known.is_hidden(thing)}
    return render(request, "conversations/appeal.html", context | {"url": known.url(thing)})


@login_required
@never_cache
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    if not can_moderate_somewhere(request.user):
        raise NotAllowed
    return _queue(request)


def _queue(request: HttpRequest, form: SettleForm | None = None) -> HttpResponse:
    reports = reports_judged_by(request.user)
    filters = ReportFilter(request.GET, territories=places_of_reports(reports))
    page = cases_page(
        reports.filter(**filters.conditions), request.GET, person=request.user, settled=filters.is_settled
    )
    context = {"filters": filters, "page": page, "form": form, "is_filtered": bool(filters.conditions)}
    context["chosen"] = form.data.getlist("text") if form else []
    return render(request, "conversations/report_list.html", context)


@login_required
@never_cache
@require_POST
def report_settle(request: HttpRequest) -> HttpResponse:
    if not can_moderate_somewhere(request.user):
        raise NotAllowed
    form = SettleForm(request.POST)
    if not form.is_valid():
        form.add_error(None, _("Marque al menos un texto y elija qué se hace con él."))
        return _queue(request, form)
    try:
        number = actions.settle_reports(
            form.named, form.cleaned_data["outcome"], form.cleaned_data["reason"], by=request.user
        )
    except Refused as refusal:
        form.add_error("reason", refusal.reason)
        return _queue(request, form)
    said = ngettext("Decidió sobre %(n)s texto.", "Decidió sobre %(n)s textos.", number) % {"n": number}
    messages.success(request, _("%(said)s Puede deshacerlo en «Decididas».") % {"said": said})
    return redirect("report_list")


@login_required
@never_cache
@require_POST
def report_reopen(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    if not can_moderate_somewhere(request.user):
        raise NotAllowed
    thing = _subject(request, kind, public_id)
    try:
        actions.reopen_reports(thing, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("La decisión se deshizo: las denuncias esperan otra vez."))
    return redirect("report_list")


@require_safe
def moderation_figures(request: HttpRequest) -> HttpResponse:
    return render(request, "conversations/moderation_figures.html", {"quarters": figures_by_quarter()})
