"""How does a gathering get into a telephone's calendar? As iCalendar, under a name that never changes (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event
from icalendar.prop import vGeo

from convite.core.addresses import absolute
from convite.gatherings.models import Gathering

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST = 500


def calendar_of(gatherings: Iterable[Gathering], name: str) -> bytes:
    """The same gatherings give the same bytes. A cancelled one is said to be so: it leaves the calendar."""
    calendar = Calendar()
    for field, value in (
        ("prodid", f"-//{settings.SITE_NAME}//Convite//ES"), ("version", "2.0"), ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"), ("x-wr-calname", name), ("x-wr-timezone", settings.TIME_ZONE),
    ):  # fmt: skip
        calendar.add(field, _one_line(value))
    for gathering in gatherings:
        calendar.add_component(_event(gathering))
    return calendar.to_ical()


def _event(gathering: Gathering) -> Event:
    event = Event()
    url = absolute(reverse("gathering_page", args=[gathering.public_id]))
    cancelled = gathering.state == Gathering.State.CANCELLED
    said = "\n\n".join(filter(None, (str(gathering.call), str(gathering.agenda), gathering.access, url)))
    values: dict[str, Any] = {
        "uid": f"{gathering.public_id}@convite",
        "sequence": gathering.version - 1,  # a telephone keeps the highest
        "dtstamp": gathering.changed_at.astimezone(UTC).replace(microsecond=0),
        "dtstart": gathering.starts_at.astimezone(UTC),
        "dtend": gathering.ends_at.astimezone(UTC),
        "summary": _one_line(str(gathering.title)),
        "location": _one_line(gathering.place),
        "description": _plain(said),
        "status": "CANCELLED" if cancelled else "CONFIRMED",
        "url": url,
    }
    for name, value in values.items():
        event.add(name, value)
    if gathering.lat is not None and gathering.lon is not None:
        event.add("geo", vGeo((gathering.lat, gathering.lon)))
    return event


def _plain(text: str) -> str:
    return "".join(c for c in text if c == "\n" or c.isprintable())


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())
