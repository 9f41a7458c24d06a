"""Is a public page shown again only while nothing public changed, and only to those who brought no cookie?"""

import gzip
from itertools import count

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from convite.core import pagecache
from convite.core.acts import stamp
from convite.core.pagecache import LONGEST_PAGE, PublicPageCache
from convite.planning.actions import open_edition
from convite.planning.models import Edition
from tests.builders import make_edition, make_phase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_pages_are_kept(settings):
    settings.PUBLIC_PAGE_CACHE_SIZE = 2


def page(number: int, **options) -> HttpResponse:
    return HttpResponse(f"<p>{number}</p>", **options)


def cache_of(answer=page):
    """A cache before a view that answers differently each time: 1, 2, 3…"""
    numbers = count(1)
    return PublicPageCache(lambda request: answer(next(numbers)))


def shown(cache, path="/ruta/", method="get", cookies=None, **headers) -> str:
    request = getattr(RequestFactory(), method)(path, headers=headers)
    request.COOKIES = cookies or {}
    response = cache(request)
    return b"".join(response).decode()


# Kept


def test_page_kept_is_shown_again():
    cache = cache_of()

    assert [shown(cache), shown(cache)] == ["<p>1</p>", "<p>1</p>"]


def test_page_kept_is_not_shown_after_something_public_changed():
    cache = cache_of()
    first = shown(cache)
    stamp()

    assert [first, shown(cache), shown(cache)] == ["<p>1</p>", "<p>2</p>", "<p>2</p>"]


def test_page_made_while_something_changed_is_not_shown_again():
    def changing(number):
        if number == 1:
            stamp()
        return page(number)

    cache = cache_of(changing)

    assert [shown(cache), shown(cache), shown(cache)] == ["<p>1</p>", "<p>2</p>", "<p>2</p>"]


def test_page_kept_for_long_is_made_anew(monkeypatch):
    cache = cache_of()
    first = shown(cache)
    monkeypatch.setattr(pagecache, "LONGEST_LIFE", 0)

    assert [first, shown(cache)] == ["<p>1</p>", "<p>2</p>"]


@pytest.mark.parametrize("path", ["/ideas/", "/ruta/?tema=agua", "/en/ruta/"])
def test_page_of_another_address_is_another_page(path):
    cache = cache_of()

    assert [shown(cache), shown(cache, path), shown(cache)] == ["<p>1</p>", "<p>2</p>", "<p>1</p>"]


def test_page_of_another_host_is_another_page(settings):
    settings.ALLOWED_HOSTS = ["uno.org", "otro.org"]
    cache = cache_of()

    assert [shown(cache, host=host) for host in ("uno.org", "otro.org", "uno.org")] == [
        "<p>1</p>", "<p>2</p>", "<p>1</p>",
    ]  # fmt: skip


def test_pages_beyond_the_bound_push_out_the_oldest():
    cache = cache_of()

    assert [shown(cache, path) for path in ("/a/", "/b/", "/c/", "/a/", "/c/")] == [
        "<p>1</p>", "<p>2</p>", "<p>3</p>", "<p>4</p>", "<p>3</p>",
    ]  # fmt: skip


def test_page_kept_is_compressed_for_who_can_read_it():
    cache = cache_of()
    request = RequestFactory().get("/ruta/", headers={"accept-encoding": "br, gzip"})
    first, again = cache(request), cache(request)

    assert [gzip.decompress(r.content) for r in (first, again)] == [b"<p>1</p>", b"<p>1</p>"]
    assert [(r["Content-Encoding"], r["Vary"]) for r in (first, again)] == [("gzip", "Accept-Encoding")] * 2
    assert shown(cache) == "<p>1</p>"


def test_page_kept_keeps_its_headers_and_none_that_were_added_for_a_reader():
    cache = cache_of(lambda number: page(number, headers={"Content-Language": "es"}))
    cache(RequestFactory().get("/ruta/"))["X-Request-ID"] = "of the first"

    again = cache(RequestFactory().get("/ruta/"))

    assert (again["Content-Language"], "X-Request-ID" in again) == ("es", False)


# Never kept, never shown


@pytest.mark.parametrize(
    "visit",
    [
        {"method": "post"},
        {"method": "head"},
        {"cookies": {"sessionid": "hers"}},
        {"cookies": {"anything": "x"}},
        {"hx-request": "true"},
        {"range": "bytes=0-3"},
    ],
)
def test_visit_that_may_be_personal_neither_sees_nor_leaves_a_kept_page(visit):
    cache = cache_of()

    texts = [shown(cache), shown(cache, **visit), shown(cache), shown(cache, **visit)]

    assert texts == ["<p>1</p>", "<p>2</p>", "<p>1</p>", "<p>3</p>"]


def with_cookie(number):
    response = page(number)
    response.set_cookie("csrftoken", "secret")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        with_cookie,
        lambda number: page(number, status=404),
        lambda number: page(number, headers={"Cache-Control": "private, no-store"}),
        lambda number: page(number, content_type="application/json"),
        lambda number: HttpResponse(f"<p>{number}</p>".ljust(LONGEST_PAGE + 1)),
        lambda number: StreamingHttpResponse(iter([f"<p>{number}", "</p>"])),
    ],
)
def test_page_that_is_not_for_everybody_is_not_kept(answer):
    cache = cache_of(answer)

    assert [shown(cache).strip(), shown(cache).strip()] == ["<p>1</p>", "<p>2</p>"]


def test_cookie_that_a_page_set_reaches_its_reader():
    cache = cache_of(with_cookie)

    assert cache(RequestFactory().get("/ruta/")).cookies["csrftoken"].value == "secret"


def test_nothing_is_kept_where_the_bound_is_zero(settings):
    settings.PUBLIC_PAGE_CACHE_SIZE = 0
    cache = cache_of()

    assert [shown(cache), shown(cache)] == ["<p>1</p>", "<p>2</p>"]


# In the house


def editions_on(client: Client) -> list[str]:
    page = client.get(reverse("edition_list")).text
    return [edition.public_id for edition in Edition.objects.order_by("id") if edition.public_id in page]


def test_public_page_is_kept_until_an_act_changes_it(city, officer):
    client, edition = Client(), make_edition(city)
    draft = make_edition(city, state=Edition.State.DRAFT)
    make_phase(draft)
    assert editions_on(client) == [edition.public_id]
    make_edition(city)  # written without an act: the kept page does not know of it
    assert editions_on(client) == [edition.public_id]

    open_edition(draft, by=officer)

    assert len(editions_on(client)) == 3


def test_page_of_who_is_logged_in_is_not_shown_to_the_public(city, officer, as_person):
    draft = make_edition(city, state=Edition.State.DRAFT)
    client = as_person(officer)
    assert editions_on(client) == [draft.public_id]

    client.cookies.clear()

    assert editions_on(client) == []
