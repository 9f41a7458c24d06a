"""How do allauth's pages write accounts, count tries and send letters? Through this room's actions, in our words."""

import smtplib
from io import BytesIO
from typing import Any, ClassVar

import segno
import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from convite.people.actions import change_password, consume_try, forget_tries, remember_second_factor, sign_up
from convite.people.models import Person, TryCount

log = structlog.get_logger("convite.people")

SENTENCES = {
    "account_inactive": _("Esta cuenta está cerrada."),
    "duplicate_email": _("Ese ya es el correo de su cuenta."),
    "email_password_mismatch": _("El correo o la contraseña no coinciden. Revíselos, o entre con un código."),
    "email_taken": _("Ya hay una cuenta con ese correo."),
    "enter_current_password": _("Esta no es su contraseña actual."),
    "incorrect_code": _("El código no es ese. Revise el último correo que le enviamos."),
    "incorrect_password": _("La contraseña no es esa."),
    "invalid_login": _("Escriba su correo."),
    "invalid_password_reset": _("Este enlace ya no sirve. Pida otro."),
    "rate_limited": _("Va muy rápido. Espere un minuto y vuelva a intentarlo."),
    "same_as_current": _("Escriba un correo distinto del que ya tiene."),
    "too_many_login_attempts": _("Demasiados intentos. Espere quince minutos o entre de otra manera."),
    "unverified_primary_email": _("Primero confirme su correo."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | SENTENCES

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """The account that somebody opens for herself."""
        user.name = form.cleaned_data["name"].strip()
        user.language = (get_language() or settings.LANGUAGE_CODE)[:2]
        user.consented_at = timezone.now()
        super().save_user(request, user, form, commit=False)
        return sign_up(user) if commit else user

    def set_password(self, user: Any, password: str) -> None:
        change_password(user, password, by=user)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        if not consume_try(TryCount.Secret.PASSWORD, _contact(credentials)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        person = super().authenticate(request, **credentials)
        if person is not None:
            forget_tries(TryCount.Secret.PASSWORD, _contact(credentials))
        return person

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("profile") if self.request.user.is_authenticated else reverse("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters with codes leave at once: they live ten minutes. A mail outage is told, the same to everybody."""
        try:
            super().send_mail(template_prefix, email, context | {"site_name": settings.SITE_NAME})
        except (OSError, smtplib.SMTPException) as error:
            log.error("letter not sent", letter=template_prefix, error=type(error).__name__)
            messages.error(self.request, _("Ahora mismo no podemos enviar correos. Inténtelo en unos minutos."))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("El código no es ese. Espere a que la aplicación muestre el siguiente."),
        "unverified_email": _("Antes de activar el segundo factor confirme su correo."),
        "cannot_generate_recovery_codes": _("Los códigos de reserva acompañan a un segundo factor: actívelo primero."),
    }

    def build_totp_svg(self, url: str) -> str:
        out = BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, dark="#06372c", light="#fff", xmldecl=False)
        return out.getvalue().decode()


def _contact(credentials: dict[str, Any]) -> str:
    return f"contact:{credentials.get('email', '')}"


@receiver(authenticator_added)
def _second_factor_added(request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any) -> None:
    remember_second_factor(user, act=f"add_{authenticator.type}", by=user)


@receiver(authenticator_removed)
def _second_factor_removed(request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any) -> None:
    remember_second_factor(user, act=f"remove_{authenticator.type}", by=user)


@receiver(authenticator_reset)
def _second_factor_renewed(request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any) -> None:
    remember_second_factor(user, act=f"renew_{authenticator.type}", by=user)
