"""May a public page be shown again as it was? Yes, until an act changes what the public may see.

Pages asked for without a session are kept in this process's memory under the number of the public stamp; every act
that changes public things moves the stamp on, so that nobody is shown an old page. One short query per request buys
that certainty.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from convite.core.models import PublicStamp

LONGEST_PAGE = 400_000  # bytes: longer ones are exports, and are made anew
LONGEST_LIFE = 60  # seconds: phases open and close by the clock, without an act


class PublicPageCache:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[tuple[str, str], tuple[int, float, HttpResponse]] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PUBLIC_PAGE_CACHE_SIZE or request.method != "GET" or request.COOKIES or _asks_for_part(request):
            return self.get_response(request)
        key = (request.get_host(), request.get_full_path())
        stamp = PublicStamp.objects.filter(id=1).values_list("number", flat=True).first() or 0
        kept = self.pages.get(key)
        if kept and kept[0] == stamp and time.monotonic() - kept[1] < LONGEST_LIFE:
            return _copy(kept[2])
        response = self.get_response(request)
        if _may_be_kept(response):
            self._keep(key, stamp, response)
        return response

    def _keep(self, key: tuple[str, str], stamp: int, response: HttpResponse) -> None:
        with self.lock:
            self.pages[key] = (stamp, time.monotonic(), _copy(response))
            self.pages.move_to_end(key)
            while len(self.pages) > settings.PUBLIC_PAGE_CACHE_SIZE:
                self.pages.popitem(last=False)


def _asks_for_part(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers or "Range" in request.headers


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and response.get("Content-Type", "").startswith("text/html")
        and len(response.content) <= LONGEST_PAGE
    )


def _copy(response: HttpResponse) -> HttpResponse:
    """A response of its own for each reader: later middleware adds headers to it."""
    copy = HttpResponse(response.content, status=response.status_code)
    copy.headers = type(response.headers)(response.headers.items())
    return copy
