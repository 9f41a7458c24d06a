"""Is every row of a list on exactly one of its pages, forwards and backwards, whatever the first column says?"""

from urllib.parse import parse_qsl

import pytest

from convite.core.paging import MOST_COUNTED, page_of
from convite.planning.models import Edition
from tests.builders import make_edition

pytestmark = pytest.mark.django_db
ORDER = ("-year", "-id")
ORDERS = [ORDER, ("year", "id"), ("-year", "id"), ("-id",), ("currency", "-year", "-id")]
YEARS = [
    [],
    [2027],
    [2027] * 3,
    [2027] * 7,
    [2020, 2027, 2027, 2027, 2027, 2021, 2027],
    list(range(2020, 2029)),
    list(range(2029, 2020, -1)),
]


def asked(url: str) -> dict[str, str]:
    return dict(parse_qsl(url.removeprefix("?")))


def walk(start, link, order=ORDER, size=3):
    """The pages that one sees on the way along `next_url` or `previous_url`."""
    pages = [page_of(Edition.objects.all(), start, order, size)]
    while url := getattr(pages[-1], link):
        pages.append(page_of(Edition.objects.all(), asked(url), order, size))
        assert len(pages) < 100
    return pages


def editions(city, years):
    """Of two currencies by turns."""
    return [make_edition(city, year=year, currency=("COP", "PLN")[n % 2]) for n, year in enumerate(years)]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("years", YEARS)
def test_walking_forward_gives_every_row_once_in_order(city, years, order):
    editions(city, years)

    pages = walk({}, "next_url", order)

    assert [row for page in pages for row in page.rows] == list(Edition.objects.order_by(*order))
    numbers = [number for page in pages if page.rows for number in range(page.first, page.last + 1)]
    assert numbers == list(range(1, len(years) + 1))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("years", YEARS)
def test_walking_back_shows_the_same_pages_again(city, years, order):
    editions(city, years)
    there = walk({}, "next_url", order)
    last = asked(there[-2].next_url) if len(there) > 1 else {}

    back = walk(last, "previous_url", order)[::-1]

    assert [(p.first, p.last, list(p.rows)) for p in back] == [(p.first, p.last, list(p.rows)) for p in there]


def test_page_after_a_row_does_not_move_when_rows_come_before_it(city):
    editions(city, [2027] * 6)
    second = walk({}, "next_url")[0].next_url
    before = list(page_of(Edition.objects.all(), asked(second), ORDER, 3).rows)

    editions(city, [2028] * 4)

    assert list(page_of(Edition.objects.all(), asked(second), ORDER, 3).rows) == before


@pytest.mark.parametrize("key", ["antes", "despues"])
@pytest.mark.parametrize("cursor", ["", "nothing", "'; --", "\x00", "ñ" * 500])
def test_unknown_cursor_gives_the_first_page(city, key, cursor):
    newest = editions(city, [2020, 2021, 2022, 2023, 2024])[:1:-1]

    page = page_of(Edition.objects.all(), {key: cursor, "n": "7"}, ORDER, 3)

    assert (list(page.rows), page.first, page.last, page.previous_url) == (newest, 1, 3, "")
    assert page.next_url == f"?despues={newest[-1].public_id}&n=4"


@pytest.mark.parametrize("number", ["", "minus", "-5", "1" * 400, "²"])
def test_number_that_is_none_is_taken_as_that_of_the_second_page(city, number):
    rows = editions(city, [2027] * 5)[::-1]

    page = page_of(Edition.objects.all(), {"despues": rows[2].public_id, "n": number}, ORDER, 3)

    assert (list(page.rows), page.first, page.last) == (rows[3:], 4, 5)


def test_links_keep_the_filters_and_drop_what_is_empty(city):
    rows = editions(city, [2027] * 4)[::-1]

    page = page_of(Edition.objects.all(), {"tema": "agua y luz", "q": "", "n": "9"}, ORDER, 3)

    assert page.next_url == f"?tema=agua+y+luz&despues={rows[2].public_id}&n=4"


def test_page_of_nothing_is_empty(db):
    page = page_of(Edition.objects.all(), {}, ORDER)

    assert (page.rows, page.first, page.last, page.total, page.more, page.next_url) == ([], 0, 0, 0, False, "")


@pytest.mark.parametrize(("rows", "more"), [(MOST_COUNTED, False), (MOST_COUNTED + 1, True)])
def test_rows_are_counted_up_to_a_bound(city, rows, more):
    Edition.objects.bulk_create(Edition(territory=city, name="Ruta", year=2027, currency="COP") for _ in range(rows))

    page = page_of(Edition.objects.all(), {}, ORDER)

    assert (page.total, page.more) == (MOST_COUNTED, more)
