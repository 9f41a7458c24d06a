"""What stands on the papers of a gathering? The poster, the attendance list, the forms filled in by hand, the minutes.

Each is data for a template of `core/typst/`; its code leads back to where the paper is keyed in, or to the page
(`url` is a path: whoever prints it knows the host).
"""

from collections.abc import Callable
from typing import Any

import segno
from babel.dates import format_date, format_time
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from convite.core.saying import locale_now
from convite.gatherings.models import Gathering, Registration
from convite.gatherings.queries.attendance import Split, WhoCame, who_came
from convite.gatherings.queries.tickets import door_token

PER_PAGE = 25
Paper = tuple[str, dict[str, Any]]  # the template, its data


def paper_of(gathering: Gathering, name: str) -> Paper:
    """«afiche», «asistencia», «puerta», «ideas», «acuerdos», «evaluacion», «acta». KeyError for any other."""
    return PAPERS[name](gathering)


def _common(gathering: Gathering, url: str) -> dict[str, Any]:
    begins, ends = timezone.localtime(gathering.starts_at), timezone.localtime(gathering.ends_at)
    where = locale_now()
    day = format_date(begins, "full", locale=where)
    if ends.date() != begins.date():
        day = _("%(day)s a %(last)s") % {"day": day, "last": format_date(ends, "full", locale=where)}
    hours = _("de %(starts)s a %(ends)s") % {
        "starts": format_time(begins, "short", locale=where),
        "ends": format_time(ends, "short", locale=where),
    }
    return {
        "lang": get_language() or "es",
        "title": _title(gathering),
        "site": settings.SITE_NAME,
        "url": url,
        "running": gathering.territory.full_name,
        "territory": gathering.territory.full_name,
        "place": gathering.place,
        "day": day,
        "hours": hours,
        "when": f"{day}, {hours}",
        "labels": {"qr": _("Código QR que lleva a la página del encuentro")},
    }


def _title(gathering: Gathering) -> str:
    return str(gathering.title) or _("Encuentro")


def _page(gathering: Gathering) -> str:
    return reverse("gathering_page", args=[gathering.public_id])


def _poster(gathering: Gathering) -> Paper:
    data = _common(gathering, _page(gathering))
    cancelled = gathering.state == Gathering.State.CANCELLED
    asks = gathering.takes_registration and not cancelled
    data |= {
        "kind": str(gathering.get_kind_display()),
        "call": _first_words(str(gathering.call)),
        "access": gathering.access,
        "cancelled": _("Cancelado: %(why)s") % {"why": gathering.state_reason} if cancelled else "",
        "invitation": _("Inscríbase aquí") if asks else _("Más información aquí"),
    }
    return "poster", data


def _first_words(text: str, most: int = 420) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _door(gathering: Gathering) -> Paper:
    """What hangs at the entrance: whoever scans it says that she came."""
    url = reverse("gathering_arrive", args=[gathering.public_id, door_token(gathering)])
    data = _poster(gathering)[1] | {"url": url, "call": "", "access": ""}
    data["invitation"] = _("Registre aquí su llegada")
    data["labels"] = {"qr": _("Código QR para registrar la llegada al encuentro")}
    return "poster", data


def _attendance(gathering: Gathering) -> Paper:
    """Lines for those who have a place and as many again, on whole pages."""
    expected = gathering.registrations.filter(state=Registration.State.CONFIRMED).count()
    data = _common(gathering, reverse("attendance_key", args=[gathering.public_id]))
    data |= {"asks_group": gathering.asks_group, "pages": min(20, max(2, -(-expected * 3 // 2 // PER_PAGE)))}
    data["running"] = _("Lista de asistencia")
    data["labels"] = {
        "qr": _("Código QR que lleva a la página donde se digita esta lista"),
        "number": _("N.º"),
        "name": _("Nombre"),
        "document": _("Documento (opcional)"),
        "sex": _("Sexo"),
        "age": _("Edad"),
        "group": _("Grupo"),
        "organization": _("Organización o barrio"),
        "signature": _("Firma"),
        "sexes": _("M · H · Otra"),
        "ages": "0-13 · 14-28 · 29-44 · 45-59 · 60+",
        "privacy": _(
            "Llenar cada casilla es voluntario. El documento no se guarda: solo evita contar dos veces a una persona. "
            "Los nombres los ve únicamente el equipo y se borran un año después; en público solo hay conteos."
        ),
    }
    return "attendance", data


def _form(gathering: Gathering, title: str, back: str, privacy: str, parts: list[dict[str, Any]]) -> Paper:
    data = _common(gathering, back) | {"title": title, "gathering": _title(gathering), "parts": parts}
    data["labels"] = {"qr": _("Código QR que lleva a la página de este formato"), "privacy": privacy}
    return "form", data


def _lines(label: str, number: int, help_text: str = "") -> dict[str, Any]:
    return {"kind": "lines", "label": label, "help": help_text, "lines": number}


def _choices(label: str, choices: list[str], columns: int = 5, help_text: str = "") -> dict[str, Any]:
    return {"kind": "choices", "label": label, "help": help_text, "choices": choices, "columns": columns}


def _ideas(gathering: Gathering) -> Paper:
    privacy = _("La idea se publica. Escriba su nombre solo si quiere que se publique con ella; sin él vale lo mismo.")
    parts = [
        _lines(_("¿Qué hace falta o qué propone?"), 2, _("En una frase, como la diría en la tienda.")),
        _lines(_("¿Por qué? ¿A quién le sirve?"), 5),
        _lines(_("¿Dónde?"), 1, _("Barrio o vereda, una dirección o un sitio conocido.")),
        _lines(_("¿Quién lo dice?"), 1, _("Opcional: su nombre o el de su organización, como quiere que se lea.")),
    ]
    back = reverse("idea_key", args=[gathering.public_id])
    return _form(gathering, _("Formato de idea"), back, privacy, parts)


def _agreements(gathering: Gathering) -> Paper:
    privacy = _("Lo que se acuerda es público. No escriba documentos ni teléfonos.")
    table = {
        "kind": "table", "label": _("Acuerdos"), "help": "", "rows": 7, "height": 1.25, "widths": [5, 2, 1.4],
        "columns": [_("Qué se acordó"), _("Quién responde"), _("Hasta cuándo")],
    }  # fmt: skip
    parts = [_lines(_("Acta: qué se dijo y qué quedó pendiente"), 7), table, _lines(_("Firmas"), 2)]
    back = reverse("gathering_agreements", args=[gathering.public_id])
    return _form(gathering, _("Acta y acuerdos"), back, privacy, parts)


def _evaluation(gathering: Gathering) -> Paper:
    privacy = _("No escriba su nombre: nadie sabrá quién respondió.")
    marks = [_("1 nada"), "2", "3", "4", _("5 mucho")]
    parts = [
        _choices(_("¿Le sirvió este encuentro?"), marks),
        _choices(_("¿Sintió que la escucharon?"), marks),
        _lines(_("¿Qué haría distinto?"), 6),
    ]
    back = reverse("evaluation_key", args=[gathering.public_id])
    return _form(gathering, _("¿Cómo le pareció?"), back, privacy, parts)


def _minutes(gathering: Gathering) -> Paper:
    """As everybody may read them: groups of a few people are not told on paper either."""
    came, where = who_came(gathering), locale_now()
    agreements = [
        [a.text, a.responsible, format_date(a.due_on, "long", locale=where) if a.due_on else ""]
        for a in gathering.agreements.order_by("id")
    ]
    data = _common(gathering, f"{_page(gathering)}#acta")
    data |= {
        "kind": _("Acta: %(kind)s") % {"kind": gathering.get_kind_display()},
        "draft": "" if gathering.minutes_published_at else _("Borrador: todavía no se publica."),
        "total": _say_total(came),
        "splits": [_split_in_words(split) for split in came.splits] if came else [],
        "hidden": _("No se publican grupos de menos de diez personas.") if came and came.hides_some else "",
        "agenda": str(gathering.agenda),
        "minutes": str(gathering.minutes),
        "agreements": agreements,
    }
    data["running"] = _("Acta")
    data["labels"] = {
        "qr": _("Código QR que lleva a esta acta en la página del encuentro"),
        "came": _("Quiénes vinieron"), "agenda": _("Orden del día"), "said": _("Qué se dijo"),
        "agreements": _("Acuerdos"), "none": _("No quedaron acuerdos."), "number": _("N.º"),
        "what": _("Qué se acordó"), "who": _("Quién responde"), "until": _("Hasta cuándo"),
        "signatures": _("Firmas"), "name": _("Nombre y cargo"),
    }  # fmt: skip
    return "minutes", data


def _say_total(came: WhoCame | None) -> str:
    if came is None:
        return _("No se contó quién vino.")
    if came.total is None:
        return _("Vinieron menos de diez personas.")
    return ngettext("Vino %(n)d persona.", "Vinieron %(n)d personas.", came.total) % {"n": came.total}


def _split_in_words(split: Split) -> dict[str, Any]:
    hidden = _("no se publica")
    return {"label": str(split.label), "rows": [[str(of), hidden if n is None else str(n)] for of, n in split.rows]}


def qr_svg(url: str) -> SafeString:
    """The address as a drawing for the page itself; what it says stands beside it in letters."""
    drawn = segno.make(url, error="m", micro=False).svg_inline(border=2, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - drawn by the library from an address of ours


PAPERS: dict[str, Callable[[Gathering], Paper]] = {
    "afiche": _poster,
    "puerta": _door,
    "asistencia": _attendance,
    "ideas": _ideas,
    "acuerdos": _agreements,
    "evaluacion": _evaluation,
    "acta": _minutes,
}
FOR_TEAM = frozenset({"puerta"})  # the code at the door is for who is there


def days_left(gathering: Gathering) -> str:
    """«Faltan 3 días», «Es hoy», «Es mañana»."""
    days = (timezone.localtime(gathering.starts_at).date() - timezone.localdate()).days
    if days <= 0:
        return _("Es hoy")
    if days == 1:
        return _("Es mañana")
    return ngettext("Falta %(n)d día", "Faltan %(n)d días", days) % {"n": days}
