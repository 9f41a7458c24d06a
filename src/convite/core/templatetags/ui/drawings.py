"""Tags for figures: bars, budget bars, charts, maps and tables. Each drawing has a title that says what it shows, a
description and the same data in a table. The lines themselves are drawn by ``convite.core.charts``."""

from collections.abc import Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zlib import crc32

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from convite.core import charts
from convite.core.templatetags.ui import formats
from convite.core.templatetags.ui.pieces import cell

register = template.Library()

WRITERS = {
    "number": formats.number_text,
    "percent": formats.percent_text,
    "decimal": lambda value: formats.number_text(value, 1),
}


@register.simple_tag
def bar(value, of, label="", kind=""):
    """A bar of value/of with its number under it (``label``, or the value itself)."""
    drawn = charts.bar(charts.share_of(_plain(value), _plain(of)), kind)
    return format_html('<div class="bar-line">{}<span>{}</span></div>', drawn, label or formats.plain_text(value))


@register.inclusion_tag("components/progress.html")
def progress(physical=None, paid=None):
    """Two ratios of one: how much is built, how much is paid."""
    bars = [(_("Avance físico"), physical, "thin"), (_("Pagado"), paid, "thin paid")]
    return {
        "bars": [
            (label, formats.percent_text(ratio), charts.bar(charts.share_of(ratio, 1), kind))
            for label, ratio, kind in bars
            if ratio is not None
        ]
    }


@register.inclusion_tag("components/figure.html")
def stacked_bar(parts, whole, title, note="", rest_label=""):
    """``parts`` have label, value (number or Money) and perhaps url; what they leave of ``whole`` is hatched."""
    values = [_plain(part["value"]) for part in parts]
    drawn = charts.stacked_bar(values, _plain(whole))
    rest = _plain(whole) - sum(values)
    body = [
        [{"text": part["label"], "url": part.get("url")}, part["value"], _share_text(value, whole)]
        for part, value in zip(parts, values, strict=True)
    ]
    if rest > 0:
        body.append([rest_label or _("Sin asignar"), _like(whole, rest), _share_text(rest, whole)])
    heads = [_("Parte"), {"label": _("Valor"), "number": True}, {"label": _("Parte del total"), "number": True}]
    twin = table(title, heads, body)
    return {**_figure(title, note), "svg": _svg("stacked", drawn, title, note, height=38), "twin": twin}


@register.inclusion_tag("components/figure.html")
def chart(kind, labels, series, title, desc="", note="", write="number", now=None, unit=""):
    """``kind``: "columns" or "lines". ``series``: values, or {"name", "values"} each. The title says the finding."""
    named = _named(series, unit or title)
    labels = [formats.text_in_language(label) for label in labels]
    sample = next((v for one in named for v in one.values if hasattr(v, "amount")), None)
    plain = [charts.Series(one.name, [None if v is None else _plain(v) for v in one.values]) for one in named]
    if sample:
        write, scale = _money_writer(sample, max((v for one in plain for v in one.values if v is not None), default=0))
        note = " · ".join(part for part in (note, scale) if part)
    else:
        write = WRITERS[write]
    drawn = charts.columns(labels, plain[0], write, now) if kind == "columns" else charts.lines(labels, plain, write)
    columns = [_("Período"), *({"label": one.name, "number": True} for one in named)]
    rows = [
        [label, *(formats.NOTHING if one.values[i] is None else write(one.values[i]) for one in plain)]
        for i, label in enumerate(labels)
    ]
    key = [(number, one.name) for number, one in enumerate(plain, 1)] if len(plain) > 1 else []
    return {
        **_figure(title, note),
        "svg": _svg("plot", drawn, title, desc, height=charts.HEIGHT),
        "key": key,
        "twin": table(title, columns, rows),
    }


@register.inclusion_tag("components/figure.html")
def map_frame(svg, title, note="", low="", high="", steps=(), columns=(), rows=()):
    """``svg`` is safe markup with class "map"; the legend is ``low``/``high`` over the ramp, or seven ``steps``."""
    legend = {"low": low, "high": high, "steps": list(enumerate(steps, 1))}
    twin = table(title, columns, rows) if rows else None
    return {**_figure(title, note), "svg": svg, "legend": legend if low or steps else None, "twin": twin}


@register.inclusion_tag("components/table.html", name="table")
def table_tag(caption, columns, rows, foot=None, folds=True, hide_caption=False):
    """``columns``: texts or {"label", "number", "sort_url", "sorted"}; a row is a list of cells (see ``cell``)."""
    return {**table(caption, columns, rows, foot, folds), "hide_caption": hide_caption}


def table(caption: str, columns: Any, rows: Any, foot: Any = None, folds: bool = True) -> dict[str, Any]:
    """What components/table.html needs: every cell with its column, so that it can fold on a phone."""
    heads = [dict(column) if isinstance(column, Mapping) else {"label": column} for column in columns]
    for head in heads:
        head["label"] = formats.text_in_language(head["label"])
        head["aria"] = {"asc": "ascending", "desc": "descending"}.get(head.get("sorted") or "")

    def laid_out(row: Any) -> list[tuple[dict[str, Any], Any]]:
        return [(head, cell(value)) for head, value in zip(heads, row, strict=False)]

    return {
        "caption": caption,
        "heads": heads,
        "rows": [laid_out(row) for row in rows],
        "foot": laid_out(foot) if foot else None,
        "folds": folds,
        "hide_caption": True,
    }


def _figure(title: str, note: str) -> dict[str, Any]:
    return {"title": title, "note": note, "key": [], "legend": None, "twin": None}


def _svg(kind: str, drawn: SafeString, title: str, desc: str, height: int) -> SafeString:
    name = f"f{crc32(f'{title}{desc}'.encode()):x}"
    return format_html(
        '<svg class="{}" height="{}" role="img" aria-labelledby="{n}t{}"><title id="{n}t">{}</title>{}{}</svg>',
        kind,
        height,
        f" {name}d" if desc else "",
        title,
        format_html('<desc id="{}d">{}</desc>', name, desc) if desc else "",
        drawn,
        n=name,
    )


def _plain(value: Any) -> float | int:
    """A number to draw with: money becomes its major units."""
    if hasattr(value, "amount"):
        return float(formats.major_units(value))
    return float(value) if isinstance(value, Decimal) else value


def _like(sample: Any, value: float) -> Any:
    """The value as money when the sample is money."""
    if not hasattr(sample, "amount"):
        return value
    exponent = getattr(sample, "exponent", 2)
    return SimpleNamespace(amount=round(value * 10**exponent), currency=sample.currency, exponent=exponent)


def _money_writer(sample: Any, highest: float) -> tuple[charts.Write, str]:
    """Over a column there is room for digits only: the currency, and millions, go into the note under the title."""
    name = {"currency": formats.currency_name(sample.currency)}
    if highest >= 100_000_000:
        return lambda value: formats.number_text(value / 1_000_000, 0), _("en millones de %(currency)s") % name
    return lambda value: formats.number_text(value, 0), _("en %(currency)s") % name


def _share_text(value: float, whole: Any) -> str:
    return formats.percent_text(charts.share_of(value, _plain(whole)))


def _named(series: Any, name: str) -> list[charts.Series]:
    if series and isinstance(series[0], Mapping):
        return [charts.Series(formats.text_in_language(one["name"]), one["values"]) for one in series]
    return [charts.Series(name, series)]
