"""In which words do the pages of the field speak? JavaScript holds none: it is given these with the page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def _by_number(one: str, many: str) -> dict[str, str]:
    """Both forms, with the number still to be written in: `Intl.PluralRules` chooses."""
    return {"one": ngettext(one, many, 1), "other": ngettext(one, many, 2)}


def words_for_phone() -> dict[str, str | dict[str, str]]:
    return {
        "waiting": _by_number("%(n)s por enviar", "%(n)s por enviar"),
        "sent": _by_number("%(n)s enviado", "%(n)s enviados"),
        "mend": _by_number("%(n)s por revisar", "%(n)s por revisar"),
        "nothing": _("Nada anotado todavía"),
        "kept": _("Guardado en este teléfono: %(what)s"),
        "removed": _("Se quitó: %(what)s"),
        "undo": _("Deshacer"),
        "edit": _("Corregir %(what)s"),
        "remove": _("Quitar %(what)s"),
        "state_waiting": _("por enviar"),
        "state_sent": _("enviado"),
        "state_conflict": _("dos versiones"),
        "state_refused": _("no entró"),
        "state_office": _("quedó la otra"),
        "offline": _("Sin red: todo queda en este teléfono."),
        "online": _("Con red."),
        "sending": _("Enviando %(done)s de %(all)s…"),
        "done": _("Todo está enviado."),
        "stopped": _("No se pudo enviar ahora. Nada se perdió: intente otra vez cuando tenga red."),
        "session": _("Su sesión terminó. Nada se perdió: entre de nuevo y sincronice."),
        "other_account": _("En este teléfono entró otra cuenta. Entre con la suya y sincronice."),
        "some_left": _by_number(
            "%(n)s registro por revisar: en la lista dice qué le pasa.",
            "%(n)s registros por revisar: en la lista dice qué le pasa a cada uno.",
        ),
        "in_flight": _("Este registro se está enviando. Sincronice primero y corríjalo después."),
        "ready": _("Listo para salir desde el %(day)s"),
        "expired": _("Se preparó hace más de %(days)s días. Prepárelo otra vez antes de salir."),
        "unprepared": _("Sin preparar en este teléfono"),
        "preparing": _("Preparando…"),
        "prepared": _("Listo. Pruebe: ponga el teléfono en modo avión y abra un encuentro."),
        "not_prepared": _("No se pudo preparar: hace falta red y un navegador al día."),
        "unsent_erase": _by_number(
            "Hay %(n)s registro sin enviar. Si borra ahora, se pierde para siempre.",
            "Hay %(n)s registros sin enviar. Si borra ahora, se pierden para siempre.",
        ),
        "erased": _("Se borró todo de este teléfono."),
        "imported": _by_number("Se trajo %(n)s registro del archivo.", "Se trajeron %(n)s registros del archivo."),
        "not_imported": _("Ese archivo no es de Campo o es de otra cuenta."),
        "broken": _("Este teléfono no deja guardar datos (¿navegación privada?). Use las hojas de papel."),
    }
