"""What was one told, how often is one written to, and how does one end the letters?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convite.conversations.actions import choose_letters, read_notices
from convite.conversations.forms import PreferenceForm
from convite.conversations.models import NoticePreference
from convite.conversations.permissions import notices_visible_to
from convite.conversations.queries.letters import whose_token
from convite.conversations.queries.notices import letters_of, rows_page, unread_of
from convite.core.errors import Hidden
from convite.people.models import Person


@login_required
@never_cache
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    mine = notices_visible_to(request.user)
    page = rows_page(mine, request.GET)
    context = {"page": page, "rows": [(n, _address(n.url)) for n in page.rows], "unread": unread_of(mine)}
    return render(request, "conversations/notices.html", context)


def _address(url: str) -> str:
    """Kept without a language; the reader's has its own."""
    language = get_language() or "es"
    with override("es"):
        return translate_url(url, language)


@login_required
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """One (`id`), after which she goes where it leads; or all of them."""
    wanted = request.POST.get("id", "")
    if not (wanted.isdecimal() and len(wanted) < 19):
        read_notices(request.user)
        return redirect("notices")
    notice = get_object_or_404(notices_visible_to(request.user), pk=int(wanted))
    read_notices(request.user, [notice.pk])
    return redirect(_address(notice.url))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice_preference(request: HttpRequest) -> HttpResponse:
    form = PreferenceForm(request.POST or None, initial={"letters": letters_of(request.user)})
    if request.method == "POST" and form.is_valid():
        choose_letters(request.user, form.cleaned_data["letters"], by=request.user)
        messages.success(request, _("Guardamos cómo quiere sus avisos."))
        return redirect("notices")
    return render(request, "conversations/notice_preference.html", {"form": form})


@csrf_exempt  # the token in the address is the proof; a mail program sends it without a cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    person = Person.objects.filter(public_id=whose_token(token), is_active=True).first()
    if person is None:
        raise Hidden
    if request.method == "POST":
        choose_letters(person, NoticePreference.Letters.NEVER, by=person)
    return render(request, "conversations/unsubscribe.html", {"is_done": request.method == "POST"})
