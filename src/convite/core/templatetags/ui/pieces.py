"""Tags for what a page is made of: icons, buttons, badges, notices, rows, figures, phases, traces, ways around."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from convite.core.templatetags.ui import formats

register = template.Library()

ICONS_FILE = Path(__file__).resolve().parents[3] / "static" / "img" / "icons.svg"
BADGE_ICONS = {"good": "check", "now": "clock", "late": "alert", "bad": "cross", "info": "info"}
NOTICE_ICONS = {"info": "info", "success": "check", "warning": "alert", "error": "alert"}


@cache
def icon_shapes() -> dict[str, SafeString]:
    """Our own drawings, read once from static/img/icons.svg: name → the shapes inside."""
    space = "{http://www.w3.org/2000/svg}"
    shapes = {}
    for symbol in ElementTree.parse(ICONS_FILE).getroot().iter(space + "symbol"):  # noqa: S314 - our own file
        drawn = "".join(ElementTree.tostring(shape, encoding="unicode") for shape in symbol)
        shapes[symbol.attrib["id"]] = mark_safe(  # noqa: S308 - our own file
            drawn.replace(f' xmlns:ns0="{space[1:-1]}"', "").replace("ns0:", "").replace(" />", "/>").strip()
        )
    return shapes


@register.simple_tag
def icon(name, label="", turn=False):
    shapes = icon_shapes()[name]
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon{}" viewBox="0 0 24 24" {}>{}</svg>', " turn" if turn else "", said, shapes)


draw_icon = icon  # the tags below take a parameter called icon, which hides the function


def _attributes(**pairs: Any) -> SafeString:
    return format_html_join("", ' {}="{}"', [(k.rstrip("_"), v) for k, v in pairs.items() if v not in ("", None)])


@register.simple_tag
def button(label, kind="", type="submit", name="", value="", icon="", disabled=False, form=""):
    picture = draw_icon(icon) if icon else ""
    off = SafeString(" disabled") if disabled else ""
    pairs = _attributes(name=name, value=value, form=form)
    return format_html('<button class="button {}" type="{}"{}{}>{}{}</button>', kind, type, pairs, off, picture, label)


@register.simple_tag
def link_button(label, href="", kind="", icon=""):
    picture = draw_icon(icon) if icon else ""
    if not href:  # an act that is not open now: still read out, says so, leads nowhere
        return format_html('<a class="button {}" role="link" aria-disabled="true">{}{}</a>', kind, picture, label)
    return format_html('<a class="button {}" href="{}">{}{}</a>', kind, href, picture, label)


@register.simple_tag
def badge(label, kind=""):
    picture = icon(BADGE_ICONS[kind]) if kind in BADGE_ICONS else ""
    return format_html('<span class="badge {}">{}{}</span>', kind, picture, formats.text_in_language(label))


draw_badge = badge


@register.simple_tag
def when(value, style="long"):
    """<time> for a day or a moment."""
    if not isinstance(value, date):
        return format_html("{}", value or formats.NOTHING)
    text = formats.moment_text(value, style) if isinstance(value, datetime) else formats.day_text(value, style)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.simple_block_tag
def notice(content, kind="info", title="", role=""):
    head = format_html("<p><b>{}</b></p>", title) if title else ""
    attribute = _attributes(role=role)
    picture = icon(NOTICE_ICONS[kind])
    return format_html('<div class="notice {}"{}>{}<div>{}{}</div></div>', kind, attribute, picture, head, content)


@register.simple_block_tag
def why(content, title=""):
    head = format_html("<b>{}</b> ", title) if title else ""
    return format_html('<div class="why"><p>{}{}</p></div>', head, content)


@register.simple_block_tag
def row(content, title, href="", meta="", lead="", lead_small="", badge="", kind=""):
    """One <li> of <ul class="rows">; the block may hold whatever goes under it."""
    title = formats.text_in_language(title)
    head = format_html('<a href="{}">{}</a>', href, title) if href else title
    mark = format_html(" {}", draw_badge(badge, kind)) if badge else ""
    under = format_html('<p class="meta">{}</p>', meta) if meta else ""
    body = format_html('<div class="body">{}</div>', content) if content.strip() else ""
    small = format_html("<small>{}</small>", lead_small) if lead_small else ""
    left = format_html('<p class="lead"><b>{}</b>{}</p>', lead, small) if lead != "" else ""
    return format_html(
        '<li class="{}">{}<div><p class="row-title">{}{}</p>{}{}</div></li>',
        "led" if left else "",
        left,
        head,
        mark,
        under,
        body,
    )


@register.inclusion_tag("components/empty_state.html")
def empty_state(title, text="", href="", label="", icon="info"):
    return {"title": title, "text": text, "href": href, "label": label, "icon": icon}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(trail, label=""):
    """``trail``: (label, url) pairs or objects with .label and .url; the last one is this page."""
    return {"trail": [_label_and_url(step) for step in trail], "label": label or _("Dónde está")}


def _label_and_url(step: Any) -> dict[str, Any]:
    if isinstance(step, (tuple, list)):
        label, url = step[0], step[1] if len(step) > 1 else ""
    else:
        label, url = _get(step, "label"), _get(step, "url", "")
    return {"label": formats.text_in_language(label), "url": url}


def _get(thing: Any, name: str, default: Any = None) -> Any:
    return thing.get(name, default) if isinstance(thing, Mapping) else getattr(thing, name, default)


@register.inclusion_tag("components/pagination.html")
def pagination(page, label=""):
    """``page`` has previous_url, next_url, first, last, total and more (the total is "más de")."""
    first, last, total = (formats.number_text(_get(page, name)) for name in ("first", "last", "total"))
    if _get(page, "total") is None:
        text = f"{first}–{last}"
    elif _get(page, "more", False):
        text = _("%(first)s–%(last)s de más de %(total)s") % {"first": first, "last": last, "total": total}
    else:
        text = _("%(first)s–%(last)s de %(total)s") % {"first": first, "last": last, "total": total}
    return {
        "text": text,
        "label": label or _("Páginas de la lista"),
        "previous_url": _get(page, "previous_url"),
        "next_url": _get(page, "next_url"),
    }


@register.inclusion_tag("components/tabs.html")
def tabs(items, label):
    """``items`` have label, url, current."""
    shown = [{**_label_and_url(item), "current": _get(item, "current", False)} for item in items]
    return {"items": shown, "label": label}


@register.inclusion_tag("components/phases.html")
def phases(items):
    """``items`` have label, dates (text), state ("past" | "present" | "future") and perhaps url."""
    said = {"past": _("terminada"), "present": _("en curso"), "future": _("por venir")}
    shown = [
        {
            **_label_and_url(item),
            "dates": _get(item, "dates", ""),
            "state": _get(item, "state"),
            "said": said[_get(item, "state")],
        }
        for item in items
    ]
    return {"items": shown}


@register.inclusion_tag("components/trace.html")
def trace(steps):
    """``steps`` have at (day, moment or text), title, text, state ("" | "now" | "late" | "next"); maybe url, physical,
    paid."""
    names = ("at", "title", "text", "url", "physical", "paid", "state")
    said = {"now": _("ahora"), "late": _("con retraso"), "next": _("por venir")}
    shown = [{name: _get(step, name) for name in names} for step in steps]
    return {"steps": [{**step, "said": said.get(step["state"])} for step in shown]}


@register.inclusion_tag("components/figures.html")
def figures(items):
    """``items`` have value (number, Money or text), label and perhaps url."""
    return {"items": [{**_label_and_url(item), "value": formats.plain_text(_get(item, "value"))} for item in items]}


@register.inclusion_tag("components/definitions.html")
def definitions(items):
    """``items``: (term, value) pairs; a value may be anything ``table`` takes."""
    return {"items": [(formats.text_in_language(term), cell(value)) for term, value in items]}


@register.simple_tag
def diff(pieces):
    """``pieces`` have kind ("same" | "removed" | "added") and text, as core.diff gives them."""
    said = {"removed": ("del", _("quitado:")), "added": ("ins", _("agregado:"))}
    parts = []
    for piece in pieces:
        kind, text = _get(piece, "kind"), _get(piece, "text")
        if kind in said:
            name, word = said[kind]
            parts.append(format_html('<{0}><span class="vh">{1} </span>{2}</{0}>', SafeString(name), word, text))
        else:
            parts.append(format_html("{}", text))
    return format_html('<div class="diff">{}</div>', format_html_join("", "{}", [(part,) for part in parts]))


def cell(value: Any) -> Any:
    """What a table or a definition list shows: {"text", "url", "badge"} → link or badge; the rest as plain text."""
    if isinstance(value, SafeString):
        return value
    if isinstance(value, Mapping) and "text" in value:
        text = formats.plain_text(value["text"])
        if "badge" in value:
            return badge(text, value["badge"])
        return format_html('<a href="{}">{}</a>', value["url"], text) if value.get("url") else text
    return formats.plain_text(value)
