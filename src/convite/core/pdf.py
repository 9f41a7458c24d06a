"""How does a page become paper? One adapter to typst: a template of `core/typst/`, data as JSON, PDF/UA-1 out.

The same data give the same bytes: only the fonts that typst carries are used, and no date is written. Whatever people
wrote reaches the template as data and is printed as it stands; a text with letters that no font has (an emoji, Chinese)
is printed with □ in their place.

Every template gets `lang`, `title`, `site`, `url` (printed and as QR), `running` (right of the header, optional) and
its own `labels` in the reader's language. What else it needs stands beside `LABELS`.
"""

import io
import json
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils.translation import gettext as _

TEMPLATES = Path(__file__).parent / "typst"
NO_SHAPE = "□"

# Letters that typst's fonts surely have: Latin, Greek and Cyrillic alphabets, and what stands around them in print.
_ALPHABETS = ((0x20, 0x7F), (0xA0, 0x180), (0x391, 0x3A2), (0x3A3, 0x3CA), (0x410, 0x450))
SURE = frozenset("ЁёЄєІіЇї–—‘’“”…•€№□\n\t").union(*(map(chr, range(*both_ends)) for both_ends in _ALPHABETS))


def _results_labels() -> dict[str, str]:
    return {
        "ballots": _("Votos"),
        "ballots_hash": _("Huella de los votos publicados (SHA-256)"),
        "ceiling": _("Techo"),
        "cost": _("Costo"),
        "counted": _("Contado el"),
        "left": _("Queda"),
        "lost": _("No"),
        "number": _("N.º"),
        "outcome": _("¿Ganó?"),
        "project": _("Proyecto y razón"),
        "projects": _("Proyectos, en el orden del conteo"),
        "qr": _("Código QR que lleva a la página de este resultado"),
        "rule": _("La regla"),
        "rule_hash": _("Huella de la regla (SHA-256)"),
        "spent": _("Asignado"),
        "votes": _("Votos"),
        "won": _("Sí"),
    }


# For `results`: territory, edition, ceiling, spent, left, ballots, counted_at, rule_hash, ballots_hash (texts as they
# are to be read), rule (paragraphs) and rows: {"number", "title", "reason", "votes", "cost": texts, "won": bool}.
LABELS: dict[str, Callable[[], dict[str, str]]] = {"results": _results_labels}


class NoPdf(Exception):
    """typst refused; the message is its own. A mistake in a template or its data, never in what people typed."""


def render_pdf(template_name: str, data: dict[str, Any]) -> bytes:
    """The PDF of `core/typst/<template_name>.typ`. Raises `NoPdf`."""
    given = {**data, "labels": {**LABELS.get(template_name, dict)(), **data.get("labels", {})}}
    given["lang"] = str(given.get("lang", "es")).split("-")[0]
    files = {**_sources(template_name), "qr.svg": _qr(str(given["url"]))}
    try:
        return _compile(files, _only(given, _printable))
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise NoPdf(str(error)) from error
    return _compile(files, _only(given, _surely_printable))


def _compile(files: dict[str, bytes], data: dict[str, Any]) -> bytes:
    return typst.compile(
        {**files, "data.json": json.dumps(data, ensure_ascii=False).encode()},
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=0,
    )


def _printable(letter: str) -> str:
    """Control characters, and those that turn the direction of what follows, have nothing to print."""
    if letter in "\n\t":
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return ""
    return letter


def _surely_printable(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)  # wide and ligated Latin letters become plain ones
    return "".join(each if each in SURE else NO_SHAPE for each in _only(plain, _printable))


def _only(value: Any, keep: Callable[[str], str]) -> Any:
    """The same data, every text in it letter by letter through `keep`."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else "".join(map(keep, value))
    if isinstance(value, dict):
        return {key: _only(each, keep) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_only(each, keep) for each in value]
    return value


@cache
def _sources(template_name: str) -> dict[str, bytes]:
    return {
        "main.typ": (TEMPLATES / f"{template_name}.typ").read_bytes(),
        "base.typ": (TEMPLATES / "base.typ").read_bytes(),
    }


def _qr(url: str) -> bytes:
    """Error correction M: a stamp or a fold may cover a seventh of it."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=2, dark="#1d2a2f", light=None)
    return drawn.getvalue()
