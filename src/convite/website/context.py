"""What does every page know? The site's name, where it can lead, its languages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convite.conversations.permissions import notices_visible_to
from convite.conversations.queries.notices import unread_of


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False
    code: str = ""

    @property
    def name(self) -> str:
        return self.label


def every_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "installation": {"name": settings.SITE_NAME},
        "nav": _nav(request),
        "languages": _languages(request),
        "demo": settings.DEMO,
        "unread_notices": _unread(request),
    }


def _nav(request: HttpRequest) -> list[Link]:
    wanted = [
        ("edition_current", _("Ruta")),
        ("project_list", _("Proyectos")),
        ("territory_list", _("Territorios")),
        ("gathering_list", _("Encuentros")),
        ("result_list", _("Resultados")),
        ("open_data", _("Datos")),
    ]
    links = []
    for name, label in wanted:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        links.append(Link(label, url, request.path.startswith(url)))
    return links


def _languages(request: HttpRequest) -> list[Link]:
    here = request.get_full_path()
    return [Link(name, translate_url(here, code), code == get_language(), code) for code, name in settings.LANGUAGES]


def _unread(request: HttpRequest) -> int:
    """One look into an index for who is signed in; visitors' pages are kept and ask nothing."""
    person = getattr(request, "user", None)
    if not request.COOKIES or person is None or not person.is_authenticated:
        return 0
    return unread_of(notices_visible_to(person))
