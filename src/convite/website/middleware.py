"""What becomes of a refusal on its way to the person? A page that says who may, or when and how.

And: staff go nowhere before they have a second factor.
"""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.errors import Hidden, NotAllowed, Refused
from convite.people.queries import is_staff


class RefusalsAsPages:
    """`NotAllowed` → 403, `Hidden` → 404, a `Refused` that no view caught → 409 with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Hidden):
            return render(request, "404.html", status=404)
        if isinstance(error, NotAllowed):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return render(request, "403.html", status=403)
        if isinstance(error, Refused):
            return render(request, "refused.html", {"reason": error.reason}, status=409)
        return None


class StaffNeedSecondFactor:
    """Who holds a staff role goes nowhere but to the second factor's set-up until it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            messages.info(request, _("Su papel exige un segundo factor. Actívelo para seguir."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not request.COOKIES or not request.user.is_authenticated:
            return False
        allowed = tuple(reverse(name) for name in ("mfa_index", "account_logout", "account_reauthenticate"))
        if request.path.startswith((*allowed, settings.STATIC_URL)) or request.path == reverse("home"):
            return False
        # The demo's cast logs in with one click; its persons are invented and its data are made anew.
        return not settings.DEMO and is_staff(request.user) and not is_mfa_enabled(request.user)
