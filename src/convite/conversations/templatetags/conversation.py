"""How does another room's page show what people say of its thing? By one tag: ``{% load conversation %}``.

{% conversation idea %}       the threads, with the form to write, sorted and paged
{% support_button idea %}     support with its count, and undo
{% follow_button idea %}      follow and unfollow
{% report_link idea %}        «Denunciar»
{{ text|said }}               a comment's text: its line breaks, its addresses as links
"""

import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from convite.conversations.forms import CommentForm
from convite.conversations.permissions import can_moderate
from convite.conversations.queries.comments import alignments_of, threads_page
from convite.conversations.queries.subjects import kind_of, territory_of
from convite.conversations.queries.tallies import follows_it, supports_it, tally_of

register = template.Library()

_ADDRESS = re.compile(r"https?://[^\s<>\"'\x00-\x1f]{3,}")
_END = ".,;:!?)]}»”"


@register.filter
def said(text: str) -> SafeString:
    """Paragraphs and line breaks as they were typed; nothing else of the text is markup."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return format_html_join("", "<p>{}</p>", ((_lines(paragraph),) for paragraph in paragraphs))


def _lines(paragraph: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((_with_links(line),) for line in paragraph.split("\n")))


def _with_links(line: str) -> SafeString:
    parts, at = [], 0
    for found in _ADDRESS.finditer(line):
        address = found.group().rstrip(_END)
        parts += [line[at : found.start()], _link(address)]
        at = found.start() + len(address)
    return format_html_join("", "{}", ((part,) for part in [*parts, line[at:]]))


def _link(address: str) -> SafeString:
    return format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', address, address)


@register.inclusion_tag("conversations/conversation.html", takes_context=True)
def conversation(context: template.Context, thing: Any) -> dict[str, Any]:
    """On the page of its subject: the first threads. The page of the conversation has them all."""
    request = context["request"]
    return {**shared(request, thing), **threads(request, thing, {}), "form": CommentForm(), "level": 2}


def threads(request: Any, thing: Any, asked: Any) -> dict[str, Any]:
    moderates = can_moderate(request.user, territory_of(thing))
    page = threads_page(thing, asked, person=request.user, moderates=moderates, now=timezone.now())
    return {"page": page, "order": asked.get("orden", ""), "alignments": alignments_of(thing)}


def shared(request: Any, thing: Any) -> dict[str, Any]:
    """What every piece of a conversation needs to know of its subject and its reader."""
    kind = kind_of(thing)
    return {
        "request": request,
        "user": request.user,
        "csrf_token": _token(request),
        "thing": thing,
        "kind": kind.name,
        "url": kind.url(thing),
        "opening": kind.opening("comment", thing),
        "sign_in": sign_in_url(kind.url(thing) + "#conversacion"),
        "tally": tally_of(thing),
    }


def sign_in_url(back_to: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': back_to})}"


def _token(request: Any) -> str:
    """Only who is signed in gets one: a visitor's page sets no cookie, and is kept for the next one."""
    from django.middleware.csrf import get_token

    return get_token(request) if request.user.is_authenticated else ""


@register.inclusion_tag("conversations/support_button.html", takes_context=True)
def support_button(context: template.Context, thing: Any) -> dict[str, Any]:
    request, kind = context["request"], kind_of(thing)
    return {
        "user": request.user,
        "csrf_token": _token(request),
        "action": reverse("support", args=[kind.name, thing.public_id]),
        "number": tally_of(thing).supports,
        "is_supported": supports_it(request.user, thing),
        "opening": kind.opening("support_idea", thing),
        "sign_in": sign_in_url(kind.url(thing)),
    }


@register.inclusion_tag("conversations/follow_button.html", takes_context=True)
def follow_button(context: template.Context, thing: Any) -> dict[str, Any]:
    request, kind = context["request"], kind_of(thing)
    return {
        "user": request.user,
        "csrf_token": _token(request),
        "action": reverse("follow", args=[kind.name, thing.public_id]),
        "is_followed": follows_it(request.user, thing),
        "sign_in": sign_in_url(kind.url(thing)),
    }


@register.inclusion_tag("conversations/report_link.html", takes_context=True)
def report_link(context: template.Context, thing: Any) -> dict[str, Any]:
    """Not on one's own text, nor on what is hidden already."""
    request, kind = context["request"], kind_of(thing)
    author = kind.author(thing)
    is_own = author is not None and author.pk == getattr(request.user, "pk", None)
    may = kind.hide is not None and not is_own and not kind.is_hidden(thing)
    return {"url": reverse("report", args=[kind.name, thing.public_id]) if may else ""}
