"""What the pages of gatherings show: the list by day and by what is asked, each gathering with who came."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.gatherings.models import Gathering
from convite.planning.models import Edition, Idea
from tests.builders import make_attendance, make_edition, make_gathering, make_idea
from tests.watching import answer_to

pytestmark = pytest.mark.django_db
GATHERING_LIST = 3  # queries, whatever its length


def titles(response) -> list[str]:
    return [str(row) for row in response.context["page"].rows]


def test_gathering_list_goes_by_day_and_filters(client, city, commune):
    now = timezone.now()
    make_gathering(commune, title="Antes", starts_at=now - timedelta(days=3))
    make_gathering(city, title="Foro", starts_at=now, kind=Gathering.Kind.FORUM)

    def found(**asked):
        return titles(client.get(reverse("gathering_list"), asked))

    assert found() == ["Foro", "Antes"]
    assert found(territorio=commune.public_id) == ["Antes"]
    assert found(clase="forum") == ["Foro"]
    assert found(clase="forum", territorio=commune.public_id) == []


def test_gathering_list_costs_the_same_with_one_and_three_rows(client, commune, queries_of):
    make_gathering(commune)
    one = queries_of(client, reverse("gathering_list"))
    make_gathering(commune)
    make_gathering(commune)

    assert (one, queries_of(client, reverse("gathering_list"))) == (GATHERING_LIST, GATHERING_LIST)


def test_gathering_page_shows_what_was_said_but_not_what_was_taken_back(client, city, commune):
    edition = make_edition(city)
    gathering = make_gathering(commune, edition)
    said = make_idea(edition, gathering=gathering, title="Luz")
    taken_back = make_idea(edition, gathering=gathering, title="Retirada", state=Idea.State.WITHDRAWN)
    unopened = make_idea(make_edition(city, state=Edition.State.DRAFT), gathering=gathering, title="Secreta")

    page = client.get(reverse("gathering_page", args=[gathering.public_id])).text

    assert [reverse("idea_page", args=[i.public_id]) in page for i in (said, taken_back, unopened)] == [
        True, False, False,
    ]  # fmt: skip


def test_gathering_page_says_how_many_came(client, commune):
    gathering = make_gathering(commune, state=Gathering.State.HELD)
    make_attendance(gathering, 1200, sex="f")
    make_attendance(gathering, 34, sex="m")

    response = client.get(reverse("gathering_page", args=[gathering.public_id]))

    assert "1.234" in response.text
    assert "1.200" in response.text


def test_gathering_page_that_does_not_exist_is_not_found(client, commune):
    make_gathering(commune)

    assert answer_to(client, "gathering_page", "nothing") == 404
    assert client.get("/encuentros/%00/").status_code == 404
