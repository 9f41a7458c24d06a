"""What the pages of the vote show, to whom, when: the ballot before, the result after, and how they refuse."""

import pytest
from babel.dates import format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from convite.planning.models import Edition
from convite.voting.actions import count_contest
from convite.voting.models import Contest, Result
from tests.builders import make_edition, make_phase
from tests.voting.contests import closed, prepared, published
from tests.watching import answer_to

pytestmark = pytest.mark.django_db
RESULT_LIST = 4  # queries, whatever its length
RESULT_PAGES = ["result_page", "result_paper", "result_ballots", "result_certificate"]
CAST = ["resident", "leader", "facilitator", "officer", "evaluator", "scrutineer", "poll_worker", "project_manager"]
CAST += ["auditor", "administrator", "superuser", "outsider"]


@pytest.fixture
def edition(city):
    return make_edition(city)


@pytest.fixture
def closed_contest(edition, commune, officer):
    return closed(edition, commune, officer)


@pytest.fixture
def counted(closed_contest, officer):
    count_contest(closed_contest, by=officer)
    return closed_contest


# The ballot


def test_contest_page_shows_the_projects_by_number(client, edition, commune, officer):
    contest = published(edition, commune, officer)

    response = client.get(reverse("contest_page", args=[contest.public_id]))

    assert [(o.number, str(o.project)) for o in response.context["options"]] == [
        (1, "Cancha"), (2, "Parque"), (3, "Luz"), (4, "Mural"),
    ]  # fmt: skip


def test_contest_page_in_preparation_is_found_by_those_who_run_it(as_person, edition, commune, officer, outsider):
    contest = prepared(edition, commune, officer)

    assert [answer_to(as_person(p), "contest_page", contest.public_id) for p in (None, outsider, officer)] == [
        404, 404, 200,
    ]  # fmt: skip


def test_contest_page_of_a_draft_edition_is_not_found_by_the_public(client, city, commune, officer):
    contest = published(make_edition(city, state=Edition.State.DRAFT), commune, officer)

    assert answer_to(client, "contest_page", contest.public_id) == 404


def test_contest_page_offers_to_count_to_those_who_may(as_person, closed_contest, resident, scrutineer, auditor):
    url = reverse("contest_count", args=[closed_contest.public_id])
    page = reverse("contest_page", args=[closed_contest.public_id])

    assert [url in as_person(p).get(page).text for p in (resident, auditor, scrutineer)] == [False, False, True]


def test_contest_page_says_until_when_one_votes(client, edition, commune, officer):
    phase = make_phase(edition, acts=("vote",))
    contest = published(edition, commune, officer)

    page = client.get(reverse("contest_page", args=[contest.public_id])).text

    assert format_date(timezone.localtime(phase.closes_at), "d 'de' MMMM", locale="es_CO") in page


# The count


def test_contest_count_by_a_scrutineer_counts_and_leads_to_the_result(as_person, closed_contest, scrutineer):
    response = as_person(scrutineer).post(reverse("contest_count", args=[closed_contest.public_id]))

    assert response["Location"] == reverse("result_page", args=[closed_contest.public_id])
    assert Result.objects.get().contest == closed_contest


@pytest.mark.parametrize(
    ("person", "answer"), [("resident", 403), ("evaluator", 403), ("auditor", 403), ("outsider", 403)]
)
def test_contest_count_by_who_may_not_is_forbidden(as_person, closed_contest, person, answer, request):
    client = as_person(request.getfixturevalue(person))

    assert client.post(reverse("contest_count", args=[closed_contest.public_id])).status_code == answer
    assert Result.objects.count() == 0


def test_contest_count_asks_a_visitor_to_log_in(client, closed_contest):
    response = client.post(reverse("contest_count", args=[closed_contest.public_id]))

    assert response["Location"].startswith(f"{reverse('account_login')}?next=")
    assert Result.objects.count() == 0


def test_contest_count_by_reading_the_page_is_impossible(as_person, closed_contest, officer):
    assert answer_to(as_person(officer), "contest_count", closed_contest.public_id) == 405
    assert Result.objects.count() == 0


def test_contest_count_too_early_says_so(as_person, edition, commune, officer):
    contest = published(edition, commune, officer)

    response = as_person(officer).post(reverse("contest_count", args=[contest.public_id]))

    assert response.status_code == 409
    assert "Solo se cuenta una votación cerrada y sin contar." in response.text


@pytest.mark.parametrize("path", ["/tarjetones/%00/", "/resultados/%00/", "/resultados/%00/votos.pb"])
def test_address_that_names_nothing_is_not_found(client, db, path):
    assert client.get(path).status_code == 404


# The result


@pytest.mark.parametrize("page", RESULT_PAGES)
@pytest.mark.parametrize("person", [None, *CAST])
def test_result_before_counting_is_not_found_by_anybody(as_person, closed_contest, page, person, request):
    client = as_person(person and request.getfixturevalue(person))

    assert answer_to(client, page, closed_contest.public_id) == 404


@pytest.mark.parametrize("page", RESULT_PAGES)
def test_result_after_counting_is_everybodys(client, counted, page):
    assert answer_to(client, page, counted.public_id) == 200


def test_result_page_shows_winners_money_and_why(client, counted):
    page = client.get(reverse("result_page", args=[counted.public_id]))

    assert [str(row.project) for row in page.context["rows"] if row.won] == ["Parque", "Cancha"]
    assert "Nadie lo votó." in page.text
    assert "10 votos" in page.text


def test_result_files_are_kept_under_the_contests_name(client, counted):
    names = [
        client.get(reverse(page, args=[counted.public_id]))["Content-Disposition"]
        for page in ("result_ballots", "result_certificate")
    ]

    assert names == [
        f'attachment; filename="convite-{counted.public_id}.pb"',
        f'attachment; filename="convite-{counted.public_id}.json"',
    ]


def test_result_list_shows_counted_editions_newest_first(client, city, commune, officer, counted):
    older = make_edition(city, year=2020, name="Ruta 2020")
    count_contest(closed(older, commune, officer), by=officer)
    closed(make_edition(city, year=2030, name="Ruta 2030"), commune, officer)

    response = client.get(reverse("result_list"))

    assert [str(edition) for edition in response.context["page"].rows] == ["Ruta 2027", "Ruta 2020"]
    assert strip_tags(response.text).count("17 votos") == 2


def test_result_list_costs_the_same_with_one_and_three_rows(client, city, commune, officer, counted, queries_of):
    one = queries_of(client, reverse("result_list"))
    for year in (2025, 2026):
        count_contest(closed(make_edition(city, year=year), commune, officer), by=officer)

    assert (one, queries_of(client, reverse("result_list"))) == (RESULT_LIST, RESULT_LIST)


def test_contest_that_does_not_exist_is_not_found(client, counted):
    assert [answer_to(client, page, "nothing") for page in ("contest_page", *RESULT_PAGES)] == [404] * 5
    assert Contest.objects.count() == 1
