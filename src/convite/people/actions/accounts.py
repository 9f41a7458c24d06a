"""What can happen to an account? It is opened, changed, closed; its password or factor changes; somebody is helped.

The audit log names accounts by their public id and acts by their name; no address, no name, no value goes there.
"""

from collections.abc import Callable, Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from convite.core.acts import remember
from convite.core.errors import NotAllowed, Refused
from convite.core.identifiers import new_public_id
from convite.core.models import OutboxMessage
from convite.core.outbox import put_letter
from convite.people.models import Person, RoleGrant
from convite.people.permissions import (
    can_act_for,
    can_change_profile,
    can_close_account,
    can_open_account,
    can_reset_second_factor,
)
from convite.people.queries import Actor, administers, other_administrators
from convite.territories.models import Territory

WITHDRAWN_NAME = "persona que se retiró"

Forgetting = Callable[[Person], None]
_forgetting: list[Forgetting] = []


def when_account_closes(forget: Forgetting) -> None:
    """An upper room says what it forgets of who goes; in the closing's own transaction. Twice is the same as once."""
    if forget not in _forgetting:
        _forgetting.append(forget)


def open_account(
    *, email: str, name: str, by: Actor, territory: Territory | None = None, language: str = "es", login_url: str = ""
) -> Person:
    """Opens an account for somebody, without password: the first log-in is by a code sent to her address."""
    if not can_open_account(by):
        raise NotAllowed
    email = email.strip().lower()
    person = Person(email=email, name=name.strip(), territory=territory, language=language)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            EmailAddress.objects.create(user=person, email=email, primary=True, verified=False)
            remember(act="open_account", thing=person, by=by, public=False)
            if login_url:
                _tell_account_opened(person, login_url)
    except IntegrityError as error:
        raise Refused(_("Ya hay una cuenta con ese correo.")) from error
    return person


def _tell_account_opened(person: Person, login_url: str) -> None:
    with translation.override(person.language):
        subject = _("Ya tiene una cuenta")
        body = _(
            "Hola, %(name)s:\n\nLe abrimos una cuenta. Para entrar no necesita contraseña: escriba este correo en\n"
            "%(url)s\ny le enviaremos un código de seis cifras."
        ) % {"name": person.name, "url": login_url}
    put_letter(f"open_account:{person.public_id}", person.email, subject, body)


def sign_up(person: Person) -> Person:
    """Stores the account that somebody opened for herself; her address is confirmed afterwards by a code."""
    with transaction.atomic():
        person.email = person.email.strip().lower()
        person.save(force_insert=True)
        remember(act="sign_up", thing=person, by=person, public=False)
    return person


def change_profile(
    person: Person, *, name: str, territory: Territory | None, language: str, by: Actor, on_behalf_of: str = ""
) -> Person:
    if not (can_change_profile(by, person) or on_behalf_of == person.public_id):
        raise NotAllowed
    if not name.strip():
        raise Refused(_("Escriba el nombre con el que quiere participar."))
    before = (person.name, person.territory_id, person.language)
    person.name, person.territory, person.language = name.strip(), territory, language
    after = (person.name, person.territory_id, person.language)
    changed = [
        field for field, old, new in zip(("name", "territory", "language"), before, after, strict=True) if old != new
    ]
    if changed:
        with transaction.atomic():
            person.save(update_fields=changed)
            is_public = "name" in changed
            remember(
                act="change_profile", thing=person, by=by, content=changed, on_behalf_of=on_behalf_of, public=is_public
            )
    return person


def change_password(person: Person, password: str, *, by: Actor) -> None:
    """A new password; every open session of the account dies (the one that changes it is kept by the page)."""
    with transaction.atomic():
        person.set_password(password)
        person.session_salt = new_public_id()
        person.save(update_fields=["password", "session_salt"])
        remember(act="change_password", thing=person, by=by, public=False)


def remember_second_factor(person: Person, *, act: str, by: Actor) -> None:
    """The audit line of a second factor set up, taken away, or of new paper codes."""
    with transaction.atomic():
        remember(act=act, thing=person, by=by, public=False)


def reset_second_factor(person: Person, *, by: Actor) -> None:
    """Takes the second factor away from who lost it; staff set up another one before anything else."""
    if not can_reset_second_factor(by, person):
        raise NotAllowed
    with transaction.atomic():
        if not Authenticator.objects.filter(user=person).exists():
            raise Refused(_("Esta cuenta no tiene segundo factor."))
        Authenticator.objects.filter(user=person).delete()
        end_sessions([person])
        remember(act="reset_second_factor", thing=person, by=by, public=False)


def end_sessions(people: Iterable[Person]) -> None:
    """Whoever is logged in as one of them must log in again."""
    for person in people:
        person.session_salt = new_public_id()
        person.save(update_fields=["session_salt"])


def close_account(person: Person, *, by: Actor) -> None:
    """The person goes; her public acts stay, signed «persona que se retiró»; her address and secrets are destroyed."""
    if not can_close_account(by, person):
        raise NotAllowed
    if not person.is_active:
        raise Refused(_("Esta cuenta ya está cerrada."))
    if administers(person, None) and not other_administrators(person):
        raise Refused(_("Nadie más administra esta instalación. Dé antes ese papel a otra persona."))
    now = timezone.now()
    with transaction.atomic():
        EmailAddress.objects.filter(user=person).delete()
        Authenticator.objects.filter(user=person).delete()
        OutboxMessage.objects.filter(to=person.email).delete()
        for forget in _forgetting:
            forget(person)
        RoleGrant.objects.filter(person=person, ended_at__isnull=True).update(ended_at=now, changed_at=now)
        person.name, person.email = WITHDRAWN_NAME, f"{person.public_id}@cuenta-cerrada.invalid"
        person.territory = person.last_login = person.consented_at = None
        person.is_active = person.is_superuser = False
        person.session_salt = new_public_id()
        person.set_unusable_password()
        person.save()
        remember(act="close_account", thing=person, by=by)
    person.__dict__.pop("_grants", None)


def assist(person: Person, *, by: Actor, territory: Territory) -> str:
    """Staff do an act for somebody who stands before them. Returns what every action takes as `on_behalf_of=`:

        propose_idea(…, by=officer, on_behalf_of=assist(resident, by=officer, territory=commune))

    The act's audit line then names both; the person reads it on her own page.
    """
    if not can_act_for(by, person, territory):
        raise NotAllowed
    return person.public_id
