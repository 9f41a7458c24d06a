"""What is shown of the vote? Ballots before it, results after it with every reason, and the ballots to recount them."""

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convite.core.money import Money
from convite.core.paging import page_of
from convite.core.pdf import render_pdf
from convite.planning.queries import say_act
from convite.rulebook.pabulib import write_pb
from convite.voting.actions import count_contest
from convite.voting.models import Contest
from convite.voting.permissions import can_count_contest, contests_visible_to, results_visible_to
from convite.voting.queries import (
    certificate_text,
    differences_of,
    editions_with_results,
    figures_of_result,
    money_bar,
    options_of,
    paper_of,
    published_election,
    results_of_editions,
    rows_of,
    turnout_of,
    turns_of,
)


@require_safe
def result_list(request: HttpRequest) -> HttpResponse:
    page = page_of(editions_with_results(results_visible_to(request.user)), request.GET, ("-year", "-id"))
    shown = list(zip(page.rows, results_of_editions(page.rows), strict=True))
    return render(request, "voting/results.html", {"page": page, "shown": shown})


@require_safe
def contest_page(request: HttpRequest, public_id: str) -> HttpResponse:
    contest = _contest(request, public_id)
    options = options_of(contest)
    context = {
        "contest": contest,
        "options": options,
        "asked": Money(sum(o.project.cost_minor for o in options), contest.edition.currency),
        "when": say_act("vote", contest.edition),
        "may_count": contest.state == Contest.State.CLOSED and can_count_contest(request.user, contest.territory),
    }
    return render(request, "voting/contest.html", context)


@require_safe
def result_page(request: HttpRequest, public_id: str) -> HttpResponse:
    results = results_visible_to(request.user).select_related("contest__edition__territory", "contest__territory")
    result = get_object_or_404(results.defer("certificate"), contest__public_id=public_id)
    rows = rows_of(result)
    context = {
        "contest": result.contest,
        "result": result,
        "rows": rows,
        "winners": [row for row in rows if row.won],
        "most": max((row.support for row in rows), default=0) or 1,
        "figures": figures_of_result(result, turnout_of([result.contest])),
        "differences": differences_of(result),
        "turns": turns_of(result, rows),
        **money_bar(result, rows),
    }
    return render(request, "voting/result.html", context)


@require_safe
def result_ballots(request: HttpRequest, public_id: str) -> HttpResponse:
    """The opened ballots as `.pb`, without any attribute of who cast them: whoever wants may count again."""
    result = get_object_or_404(
        results_visible_to(request.user).select_related("contest__edition"), contest__public_id=public_id
    )
    file = BytesIO()
    write_pb(published_election(result.contest), file)
    response = HttpResponse(file.getvalue(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="convite-{public_id}.pb"'
    return response


@require_safe
def result_certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificate of the count, as JSON that a short independent program can check."""
    result = get_object_or_404(results_visible_to(request.user), contest__public_id=public_id)
    response = HttpResponse(content_type="application/json")
    response.write(certificate_text(result))
    response["Content-Disposition"] = f'attachment; filename="convite-{public_id}.json"'
    return response


@require_safe
def result_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The act of results on paper, with a code that leads back to the page."""
    results = results_visible_to(request.user).select_related("contest__edition", "contest__territory")
    result = get_object_or_404(results, contest__public_id=public_id)
    url = request.build_absolute_uri(reverse("result_page", args=[public_id]))
    response = HttpResponse(render_pdf("results", paper_of(result, url)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="convite-{public_id}.pdf"'
    return response


@login_required
@require_POST
def contest_count(request: HttpRequest, public_id: str) -> HttpResponse:
    contest = _contest(request, public_id)
    count_contest(contest, by=request.user, seed=request.POST.get("sorteo", "")[:100])
    messages.success(request, _("La votación quedó contada."))
    return redirect("result_page", public_id)


def _contest(request: HttpRequest, public_id: str) -> Contest:
    found = contests_visible_to(request.user).select_related("edition__territory", "territory")
    return get_object_or_404(found, public_id=public_id)
