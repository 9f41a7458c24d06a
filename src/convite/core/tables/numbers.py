"""Which number did somebody type? 1.234.567,89 and 1,234,567.89 are clear; 1.234 can be two, and is asked back."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from convite.core.tables.faults import CellError, short

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?P<group>[., ])[0-9]{3}(?:(?P=group)[0-9]{3})*)"
    r"(?:(?P<point>[.,])(?P<decimals>[0-9]+))?"
)
_ABBREVIATED = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+")
_MOST_DIGITS = 400  # the smallest float takes 326, written out


def number_from_text(text: str, places: int | None) -> Decimal:
    """The number, where there is only one. `places`: how many decimals the column has; None, any number.

    Our own files have a point and no thousands. A single point or comma with three digits after it is thousands to some
    and decimals to others: a point is decimals where the column has room for three, and all else is refused.
    """
    tidy = re.sub("[\u00a0\u202f\u2009]", " ", text.strip()).replace("\u2212", "-")
    found = _NUMBER.fullmatch(tidy)
    if found is None and _ABBREVIATED.fullmatch(tidy):
        raise CellError(
            "abbreviated_number",
            _("La hoja de cálculo abrevió el número a «%(value)s» y perdió cifras. Escríbalo completo.")
            % {"value": short(text)},
        )
    if found is None or len(tidy) > _MOST_DIGITS or (found["group"] and found["group"] == found["point"]):
        raise CellError("number", _("«%(value)s» no es un número.") % {"value": short(text)})
    if _is_ambiguous(found, places):
        raise CellError(
            "ambiguous_number",
            _("«%(value)s» puede leerse de dos maneras. Escriba el número sin puntos de miles y, si tiene decimales, "
              "con punto: 1234.56.")
            % {"value": short(text)},
        )  # fmt: skip
    whole = re.sub(r"[., ]", "", found["whole"])
    return Decimal(f"{found['sign']}{whole}.{found['decimals'] or '0'}" if found["point"] else found["sign"] + whole)


def _is_ambiguous(found: re.Match[str], places: int | None) -> bool:
    if found["group"]:  # 1.234: one group and no decimals never gets here, the decimals are tried first
        return False
    if not found["point"] or len(found["decimals"]) != 3 or len(found["whole"]) > 3 or found["whole"].startswith("0"):
        return False
    return found["point"] == "," or (places is not None and places < 3)
