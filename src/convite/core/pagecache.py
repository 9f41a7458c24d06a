"""May a public page be shown again as it was? Yes, until an act changes what the public may see.

Pages asked for without a session are kept in this process's memory under the number of the public stamp; every act
that changes public things moves the stamp on, so that nobody is shown an old page. One short query per request buys
that certainty. They are kept compressed as well: whoever reads them holds no secret that compression could betray.
"""

import gzip
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from convite.core.models import PublicStamp

LONGEST_PAGE = 400_000  # bytes: longer ones are exports, and are made anew
LONGEST_LIFE = 60  # seconds: phases open and close by the clock, without an act


@dataclass(frozen=True)
class KeptPage:
    stamp: int
    at: float
    headers: dict[str, str]
    plain: bytes
    compressed: bytes

    def answer(self, request: HttpRequest) -> HttpResponse:
        """A response of its own for each reader: later middleware adds headers to it."""
        compress = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.compressed if compress else self.plain, headers=self.headers)
        patch_vary_headers(response, ["Accept-Encoding"])
        if compress:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        return response


class PublicPageCache:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[tuple[str, str], KeptPage] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PUBLIC_PAGE_CACHE_SIZE or request.method != "GET" or request.COOKIES or _asks_for_part(request):
            return self.get_response(request)
        key = (request.get_host(), request.get_full_path())
        stamp = PublicStamp.objects.filter(id=1).values_list("number", flat=True).first() or 0
        kept = self.pages.get(key)
        if kept and kept.stamp == stamp and time.monotonic() - kept.at < LONGEST_LIFE:
            return kept.answer(request)
        response = self.get_response(request)
        if not _may_be_kept(response):
            return response
        plain = response.content
        page = KeptPage(stamp, time.monotonic(), dict(response.items()), plain, gzip.compress(plain, 6))
        self._keep(key, page)
        return page.answer(request)

    def _keep(self, key: tuple[str, str], page: KeptPage) -> None:
        with self.lock:
            self.pages[key] = page
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
