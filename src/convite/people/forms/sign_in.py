"""What may one type to come in? allauth's forms in our words: one password field, codes of six digits, tries counted.

Nothing here hinders a password manager or pasting.
"""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.account.internal.stagekit import get_pending_stage
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from convite.people.actions import consume_try, forget_tries
from convite.people.models import TryCount

EMAIL = {"label": _("Correo electrónico"), "attrs": {"autocomplete": "email", "inputmode": "email"}}
PASSWORD = {"label": _("Contraseña"), "attrs": {"autocomplete": "current-password"}}
NEW_PASSWORD = {
    "label": _("Contraseña nueva"),
    "help_text": _("Al menos 10 caracteres. Sirve una frase; puede usar espacios."),
    "attrs": {"autocomplete": "new-password", "minlength": "10"},
}
CODE = {
    "label": _("Código de seis cifras"),
    "attrs": {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "maxlength": "20"},
}


class OurWords:
    """Labels, help and attributes of this house in place of allauth's; its placeholders and second password go."""

    words: ClassVar[dict[str, dict[str, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            said = self.words.get(name, {})
            field.label = said.get("label", field.label)
            field.help_text = said.get("help_text", "")
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs |= said.get("attrs", {})


class LoginForm(OurWords, account.LoginForm):
    words = {"login": EMAIL | {"attrs": {"autocomplete": "username", "inputmode": "email"}}, "password": PASSWORD}


class SignupForm(OurWords, account.SignupForm):
    words = {
        "name": {
            "label": _("Nombre con el que quiere participar"),
            "help_text": _("Aparece junto a lo que usted propone y comenta. Puede cambiarlo cuando quiera."),
            "attrs": {"autocomplete": "nickname"},
        },
        "email": EMAIL | {"help_text": _("Le enviaremos un código para confirmarlo. No se publica.")},
        "password1": NEW_PASSWORD | {"label": _("Contraseña")},
        "consent": {"label": _("Autorizo que se traten mis datos como dice la página de privacidad.")},
    }
    field_order = ("name", "email", "password1", "consent")

    name = forms.CharField(max_length=120)
    consent = forms.BooleanField(
        error_messages={"required": _("Sin su autorización no podemos guardar sus datos ni abrir la cuenta.")}
    )

    def try_save(self, request: HttpRequest) -> Any:
        """An address that has an account takes as long to answer as a new one: as long as one password hash."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class RequestLoginCodeForm(OurWords, account.RequestLoginCodeForm):
    words = {"email": EMAIL}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    words = {"oldpassword": PASSWORD | {"label": _("Contraseña actual")}, "password1": NEW_PASSWORD}


class SetPasswordForm(OurWords, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD}


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    words = {"email": EMAIL}


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD}


class AddEmailForm(OurWords, account.AddEmailForm):
    words = {"email": EMAIL | {"label": _("Correo nuevo")}}


class ChangeEmailForm(OurWords, account.ChangeEmailForm):
    words = {"email": EMAIL}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class CountedCode(OurWords):
    """A code may be tried five times, whatever the browser or the session, then not until a while has passed."""

    words = {"code": CODE}
    counted = TryCount.Secret.CODE

    def whose(self) -> tuple[str, ...]:
        """The contact and, where there is an account, the person."""
        raise NotImplementedError

    def clean_code(self) -> str:
        whose = self.whose()
        if not consume_try(self.counted, *whose):
            raise forms.ValidationError(_("Demasiados intentos. Espere una hora o entre de otra manera."))
        code = super().clean_code()
        forget_tries(self.counted, *whose)
        return code


def _contact_and_person(email: str, user_id: object) -> tuple[str, ...]:
    return (f"contact:{email}", *([f"person:{user_id}"] if user_id else []))


class ConfirmLoginCodeForm(CountedCode, account.ConfirmLoginCodeForm):
    def whose(self) -> tuple[str, ...]:
        state = get_pending_stage(context.request).state
        return _contact_and_person(state.get("email", ""), state.get("user_id"))


class ConfirmEmailVerificationCodeForm(CountedCode, account.ConfirmEmailVerificationCodeForm):
    def whose(self) -> tuple[str, ...]:
        return _contact_and_person(self.email or "", getattr(self.user, "pk", None))


class ConfirmPasswordResetCodeForm(CountedCode, account.ConfirmPasswordResetCodeForm):
    def whose(self) -> tuple[str, ...]:
        state = context.request.session.get(PASSWORD_RESET_VERIFICATION_SESSION_KEY, {})
        return _contact_and_person(state.get("email", ""), state.get("user_id"))


class CountedSecondFactor(CountedCode):
    words = {
        "code": {
            "label": _("Código de la aplicación"),
            "help_text": _("Seis cifras que cambian cada medio minuto, o uno de sus códigos de reserva."),
            "attrs": CODE["attrs"],
        }
    }
    counted = TryCount.Secret.SECOND_FACTOR

    def whose(self) -> tuple[str, ...]:
        return (f"person:{self.user.pk}",)


class AuthenticateForm(CountedSecondFactor, mfa.AuthenticateForm):
    pass


class SecondFactorAgainForm(CountedSecondFactor, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(CountedSecondFactor, totp.ActivateTOTPForm):
    words = {"code": {"label": _("Código que muestra la aplicación"), "attrs": CODE["attrs"]}}
