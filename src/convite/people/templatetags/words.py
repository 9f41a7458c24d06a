"""How does a person read the audit log? Acts and actors by their names; an act without words shows its own name."""

from collections.abc import Mapping

from django import template
from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convite.core.actors import SYSTEM

register = template.Library()

ACTS = {
    "sign_up": gettext_lazy("Se abrió una cuenta propia"),
    "open_account": gettext_lazy("Se abrió una cuenta"),
    "change_profile": gettext_lazy("Se cambiaron los datos de una cuenta"),
    "change_password": gettext_lazy("Se cambió una contraseña"),
    "take_own_data": gettext_lazy("Alguien bajó sus propios datos"),
    "close_account": gettext_lazy("Se cerró una cuenta"),
    "add_totp": gettext_lazy("Se activó un segundo factor"),
    "remove_totp": gettext_lazy("Se quitó un segundo factor"),
    "add_recovery_codes": gettext_lazy("Se hicieron códigos de reserva"),
    "remove_recovery_codes": gettext_lazy("Se quitaron los códigos de reserva"),
    "renew_recovery_codes": gettext_lazy("Se hicieron códigos de reserva nuevos"),
    "reset_second_factor": gettext_lazy("Se quitó el segundo factor a quien lo perdió"),
    "grant_role": gettext_lazy("Se dio un papel"),
    "end_role": gettext_lazy("Se terminó un papel"),
    "add_territory": gettext_lazy("Se agregó un territorio"),
    "change_territory": gettext_lazy("Se cambió un territorio"),
    "set_boundaries": gettext_lazy("Se pusieron límites"),
    "import_population": gettext_lazy("Se trajo la población"),
    "call_gathering": gettext_lazy("Se convocó un encuentro"),
    "cancel_gathering": gettext_lazy("Se canceló un encuentro"),
    "edit_gathering": gettext_lazy("Se cambió la convocatoria de un encuentro"),
    "register": gettext_lazy("Alguien se inscribió en un encuentro"),
    "cancel_registration": gettext_lazy("Se canceló una inscripción"),
    "bring_attendees": gettext_lazy("Se registraron asistentes"),
    "bring_agreements": gettext_lazy("Se registraron acuerdos"),
    "change_agreement": gettext_lazy("Se dijo cómo va un acuerdo"),
    "write_minutes": gettext_lazy("Se escribió un acta"),
    "publish_minutes": gettext_lazy("Se publicó un acta"),
    "store_gathering_file": gettext_lazy("Se guardó un archivo de un encuentro"),
    "add_gathering_file": gettext_lazy("Se agregó un archivo a un encuentro"),
    "change_gathering_file": gettext_lazy("Se cambió si un archivo se publica"),
    "evaluate_gathering": gettext_lazy("Alguien evaluó un encuentro"),
    "key_evaluations": gettext_lazy("Se digitaron evaluaciones de un encuentro"),
    "read_people_to_prepare": gettext_lazy("Se vieron nombres de un encuentro, para prepararlo"),
    "read_people_to_attend": gettext_lazy("Se vieron nombres de un encuentro, para registrar quién vino"),
    "read_people_to_answer": gettext_lazy("Se vieron nombres de un encuentro, para responderle a alguien"),
    "read_people_to_verify": gettext_lazy("Se vieron nombres de un encuentro, para revisar el registro"),
    "forget_people": gettext_lazy("Se borraron los nombres de un encuentro de hace un año"),
    "record_attendance": gettext_lazy("Se registró la asistencia"),
    "create_edition": gettext_lazy("Se creó una edición"),
    "edit_edition": gettext_lazy("Se cambiaron los datos de una edición"),
    "set_settings": gettext_lazy("Se pusieron las reglas de una edición"),
    "explain_settings": gettext_lazy("Se dijo por qué cambiaron las reglas de una edición"),
    "set_phases": gettext_lazy("Se pusieron las fases de una edición"),
    "begin_phase": gettext_lazy("Se empezó una fase antes de su día"),
    "announce_phase": gettext_lazy("Se avisó que empezó una fase"),
    "create_plan": gettext_lazy("Se agregó un plan local"),
    "edit_plan": gettext_lazy("Se cambiaron los datos de un plan local"),
    "import_plan": gettext_lazy("Se importó un plan local"),
    "import_plan_items": gettext_lazy("Se importaron líneas, programas y metas"),
    "give_plan_table": gettext_lazy("Se subió la tabla de un plan local"),
    "open_edition": gettext_lazy("Se abrió una edición"),
    "close_edition": gettext_lazy("Se cerró una edición"),
    "move_phase": gettext_lazy("Se movió una fase"),
    "adopt_ceilings": gettext_lazy("Se adoptaron los techos"),
    "create_sharing": gettext_lazy("Se ensayó un reparto de techos"),
    "edit_sharing": gettext_lazy("Se cambió un ensayo de reparto"),
    "adopt_sharing": gettext_lazy("Se adoptaron los techos de un reparto"),
    "replace_sharing": gettext_lazy("Se reemplazó un reparto de techos"),
    "adopt_plan": gettext_lazy("Se adoptó un plan local"),
    "convene": gettext_lazy("Se unieron encuentros a una edición"),
    "propose_idea": gettext_lazy("Se propuso una idea"),
    "record_ideas": gettext_lazy("Se registraron ideas"),
    "decide_idea": gettext_lazy("Se decidió sobre una idea"),
    "withdraw_idea": gettext_lazy("Se retiró una idea"),
    "formulate_project": gettext_lazy("Se formuló un proyecto"),
    "edit_project": gettext_lazy("Se cambió un proyecto"),
    "bring_in_projects": gettext_lazy("Se trajeron proyectos"),
    "place_on_ballot": gettext_lazy("Se pusieron proyectos en un tarjetón"),
    "choose_projects": gettext_lazy("Se priorizaron proyectos"),
    "leave_projects": gettext_lazy("Quedaron proyectos sin priorizar"),
    "prepare_contest": gettext_lazy("Se preparó una votación"),
    "publish_ballot": gettext_lazy("Se publicó un tarjetón"),
    "bring_in_ballots": gettext_lazy("Se trajeron votos"),
    "record_turnout": gettext_lazy("Se registró cuántas personas votaron"),
    "write_comment": gettext_lazy("Se comentó"),
    "edit_comment": gettext_lazy("Se corrigió un comentario"),
    "delete_comment": gettext_lazy("Se borró un comentario"),
    "hide_comment": gettext_lazy("Se ocultó un comentario"),
    "show_comment": gettext_lazy("Se volvió a mostrar un comentario"),
    "hide_idea": gettext_lazy("Se ocultó una idea"),
    "show_idea": gettext_lazy("Se volvió a mostrar una idea"),
    "support": gettext_lazy("Se dio un apoyo"),
    "withdraw_support": gettext_lazy("Se quitó un apoyo"),
    "report": gettext_lazy("Se denunció un texto"),
    "appeal": gettext_lazy("Se pidió revisar una decisión"),
    "settle_reports": gettext_lazy("Se decidió sobre denuncias"),
    "reopen_reports": gettext_lazy("Se deshizo una decisión sobre denuncias"),
    "choose_letters": gettext_lazy("Se eligió cada cuánto recibir cartas"),
    "count_contest": gettext_lazy("Se contó una votación"),
}


@register.filter
def act_in_words(act: str) -> str:
    return str(ACTS.get(act, act))


@register.filter
def name_of(names: Mapping[str, str], public_id: str) -> str:
    """Of a person by her public id; the system is called by its name."""
    return SYSTEM.name if public_id == SYSTEM.public_id else names.get(public_id, _("alguien"))


@register.filter
def kind_in_words(kind: str) -> str:
    """«projects.project» as people call it."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind
