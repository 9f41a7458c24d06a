"""What is shown of what people say? The conversation of a subject, one thread, and the forms to write and mend."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from convite.conversations.actions import delete_comment, edit_comment, write_comment
from convite.conversations.forms import AnswerForm, CommentForm
from convite.conversations.models import Comment
from convite.conversations.permissions import can_moderate
from convite.conversations.queries.comments import KIND, is_editable, thread_of
from convite.conversations.queries.subjects import kind_named, kind_of, subject_visible_to, territory_of
from convite.conversations.templatetags.conversation import shared, threads
from convite.core.errors import Hidden, Overtaken, Refused


def _subject(request: HttpRequest, kind: str, public_id: str) -> Any:
    thing = subject_visible_to(request.user, kind, public_id)
    known = kind_named(kind)
    if thing is None or known is None or "comment" not in known.acts:
        raise Hidden
    return thing


def _comment(request: HttpRequest, public_id: str) -> tuple[Comment, Any]:
    """The comment and its subject; one's own in whatever state."""
    comment = subject_visible_to(request.user, KIND, public_id)
    if comment is None:
        raise Hidden
    return comment, _subject(request, comment.kind, comment.subject)


def _own(request: HttpRequest, public_id: str) -> tuple[Comment, Any]:
    comment, thing = _comment(request, public_id)
    if comment.author_id != request.user.pk or comment.state == Comment.State.DELETED:
        raise Hidden
    return comment, thing


@require_safe
def conversation_page(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    thing = _subject(request, kind, public_id)
    context = {**shared(request, thing), **threads(request, thing, request.GET), "form": CommentForm(), "level": 1}
    return render(request, "conversations/page.html", context | {"title": kind_of(thing).title(thing)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_write(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    thing = _subject(request, kind, public_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            comment = write_comment(thing, **form.cleaned_data, by=request.user, language=_language())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Su comentario está publicado."))
            return redirect(f"{kind_of(thing).url(thing)}#c-{comment.public_id}")
    context = {**shared(request, thing), "form": form, "title": kind_of(thing).title(thing)}
    return render(request, "conversations/comment_write.html", context)


def _language() -> str:
    return (get_language() or "es")[:2]


@require_safe
def comment_page(request: HttpRequest, public_id: str) -> HttpResponse:
    comment, thing = _comment(request, public_id)
    moderates = can_moderate(request.user, territory_of(thing))
    after = request.GET.get("despues", "")
    after = after if after.isalnum() else ""
    thread = thread_of(comment, after, person=request.user, moderates=moderates, now=timezone.now())
    context = {**shared(request, thing), "thread": thread, "comment": comment, "title": kind_of(thing).title(thing)}
    return render(request, "conversations/comment_page.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    parent, thing = _comment(request, public_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = write_comment(
                thing, form.cleaned_data["text"], parent=parent, by=request.user, language=_language()
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Su respuesta está publicada."))
            return redirect(f"{reverse('comment_page', args=[answer.public_id])}#c-{answer.public_id}")
    context = {**shared(request, thing), "form": form, "comment": parent, "title": kind_of(thing).title(thing)}
    return render(request, "conversations/comment_write.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    comment, thing = _own(request, public_id)
    written = comment.text
    form = CommentForm(request.POST or None, initial={"text": written, "alignment": comment.alignment})
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(comment, **form.cleaned_data, by=request.user, seen=_seen(request, comment))
        except Overtaken as overtaken:
            form.add_error(None, overtaken.reason)
            written = overtaken.theirs.text
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Guardamos su comentario corregido."))
            return redirect(f"{reverse('comment_page', args=[public_id])}#c-{public_id}")
    context = {**shared(request, thing), "form": form, "comment": comment, "written": written, "edits": True}
    context |= {"title": kind_of(thing).title(thing), "is_editable": is_editable(comment, timezone.now())}
    return render(request, "conversations/comment_edit.html", context)


def _seen(request: HttpRequest, comment: Comment) -> int:
    """The version that she had before her."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 9 else comment.version


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_delete(request: HttpRequest, public_id: str) -> HttpResponse:
    comment, thing = _own(request, public_id)
    if request.method == "POST":
        delete_comment(comment, by=request.user)
        messages.success(request, _("Borramos su comentario."))
        return redirect(f"{kind_of(thing).url(thing)}#conversacion")
    context = {**shared(request, thing), "comment": comment, "title": kind_of(thing).title(thing)}
    return render(request, "conversations/comment_delete.html", context)
