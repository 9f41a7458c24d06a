"""What is said by letter to who keeps a place at a gathering? Each letter in her language, written with the act."""

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from convite.core.addresses import absolute
from convite.core.outbox import put_letter
from convite.core.saying import say_moment
from convite.gatherings.models import Gathering, Registration

AT_ONCE = 500
Write = Callable[[Registration], tuple[str, str]]  # subject, body


def tell_registered(registration: Registration) -> None:
    """Her place, or her turn on the waiting list, and the way to change her mind."""

    def write(one: Registration) -> tuple[str, str]:
        facts = _facts(one)
        if one.state == Registration.State.WAITING:
            subject = _("Quedó en lista de espera: %(title)s")
            body = _(
                "Hola, %(name)s:\n\nYa no había cupo en «%(title)s» y quedó en la lista de espera. Si alguien cancela "
                "y es su turno, le escribimos.\n\n%(when)s\n%(place)s\n\nSu inscripción, y cómo cancelarla:\n%(url)s"
            )
        else:
            subject = _("Tiene un puesto: %(title)s")
            body = _(
                "Hola, %(name)s:\n\nLe guardamos un puesto en «%(title)s».\n\n%(when)s\n%(place)s\n\n"
                "Su código es %(code)s. Muéstrelo al llegar. Aquí está su inscripción; si no puede ir, cancélela y el "
                "puesto pasa a otra persona:\n%(url)s"
            )
        return subject % facts, body % facts

    # A second try with the same address sends the same letter again, but not more than one a day.
    _send([registration], f"registration:{registration.code}:{registration.registered_at:%Y%m%d%H%M%S}", write)


def tell_again(registration: Registration, day: str) -> None:
    """Somebody used an address that is registered already: only that address hears of it."""

    def write(one: Registration) -> tuple[str, str]:
        facts = _facts(one)
        body = _("Hola, %(name)s:\n\nYa tenía una inscripción en «%(title)s»; aquí está:\n%(url)s")
        return _("Su inscripción: %(title)s") % facts, body % facts

    _send([registration], f"again:{registration.code}:{day}", write)


def tell_moved_up(registration: Registration) -> None:
    def write(one: Registration) -> tuple[str, str]:
        facts = _facts(one)
        body = _(
            "Hola, %(name)s:\n\nSe liberó un cupo y ahora es suyo: «%(title)s».\n\n%(when)s\n%(place)s\n\n"
            "Su código es %(code)s. Si ya no puede ir, cancele aquí y el puesto pasa a otra persona:\n%(url)s"
        )
        return _("Ahora tiene un puesto: %(title)s") % facts, body % facts

    _send([registration], f"moved-up:{registration.code}", write)


def tell_moved(gathering: Gathering, before: Gathering) -> None:
    def write(one: Registration) -> tuple[str, str]:
        facts = _facts(one) | {"when_before": say_moment(before.starts_at), "place_before": before.place}
        body = _(
            "Hola, %(name)s:\n\n«%(title)s» cambió.\n\nAntes: %(when_before)s, %(place_before)s\n"
            "Ahora: %(when)s, %(place)s\n\nSu puesto sigue guardado. Si ya no puede ir, cancele aquí:\n%(url)s"
        )
        return _("Cambió de día, hora o lugar: %(title)s") % facts, body % facts

    _send_to_all(gathering, f"moved:{gathering.version}", write)


def tell_cancelled(gathering: Gathering) -> None:
    def write(one: Registration) -> tuple[str, str]:
        facts = _facts(one) | {"reason": gathering.state_reason}
        body = _("Hola, %(name)s:\n\n«%(title)s» (%(when)s) se canceló.\n\nPor qué: %(reason)s\n\n%(page)s")
        return _("Se canceló: %(title)s") % facts, body % facts

    _send_to_all(gathering, "cancelled", write)


def remind(registrations: list[Registration]) -> None:
    def write(one: Registration) -> tuple[str, str]:
        facts = _facts(one) | {"access": one.gathering.access}
        body = _(
            "Hola, %(name)s:\n\nLe recordamos «%(title)s».\n\n%(when)s\n%(place)s\n%(access)s\n\n"
            "Su código es %(code)s. Si no puede ir, cancele aquí y el puesto pasa a otra persona:\n%(url)s"
        )
        return _("Es pronto: %(title)s") % facts, body % facts

    for one in registrations:
        _send([one], f"reminder:{one.code}", write)


def _send_to_all(gathering: Gathering, key: str, write: Write) -> None:
    _send(_keeping_place(gathering), "", write, key_of=lambda one: f"{key}:{one.code}")


def _keeping_place(gathering: Gathering) -> Iterator[Registration]:
    active = gathering.registrations.exclude(state=Registration.State.CANCELLED).select_related("person")
    for one in active.order_by("id").iterator(AT_ONCE):
        one.gathering = gathering
        yield one


def _send(
    registrations: list[Registration] | Iterator[Registration],
    key: str,
    write: Write,
    key_of: Callable[[Registration], str] | None = None,
) -> None:
    for one in registrations:
        if not one.contact:
            continue
        with translation.override(one.person.language if one.person else "es"):
            subject, body = write(one)
        put_letter(key_of(one) if key_of else key, one.contact, subject, body)


def _facts(one: Registration) -> dict[str, str]:
    gathering = one.gathering
    return {
        "name": one.name,
        "title": str(gathering.title),
        "when": say_moment(gathering.starts_at),
        "place": gathering.place,
        "code": one.code,
        "url": absolute(reverse("registration_page", args=[one.code])),
        "page": absolute(reverse("gathering_page", args=[gathering.public_id])),
    }
