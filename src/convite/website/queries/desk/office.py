"""What waits for who administers or audits the installation?"""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from convite.core.jobs import LATE
from convite.core.models import OutboxMessage
from convite.people.models import Person, RoleGrant
from convite.people.permissions import grants_visible_to
from convite.people.queries import in_force
from convite.website.queries.desk.piles import Pile, Waiting, pile_of


def grants_ending(person: Person) -> Pile:
    """Roles of the team whose last day falls in the next thirty."""
    today = timezone.localdate()
    grants = grants_visible_to(person).filter(in_force(today), ends_on__lte=today + timedelta(days=30))

    def write(grant: RoleGrant) -> Waiting:
        note = grant.territory.full_name if grant.territory else _("Todos los territorios")
        url = reverse("person_detail", args=[grant.person.public_id])
        return Waiting(grant.person.name, grant.ends_on, f"{grant.get_role_display()} · {note}", url)

    found = grants.select_related("person", "territory").order_by("ends_on", "id")
    empty = _("Ninguno en los próximos treinta días.")
    return pile_of(
        found, write, _("Papeles que terminan pronto"), empty, url=reverse("role_list"), act=_("Ver el equipo")
    )


def failed_letters(person: Person) -> Pile:
    """Neither the address nor the text stands here; of the error, which may name the address, only its kind."""

    def write(letter: OutboxMessage) -> Waiting:
        tries = ngettext("%(n)s intento", "%(n)s intentos", letter.attempts) % {"n": letter.attempts}
        return Waiting(
            letter.subject,
            letter.next_try_at,
            f"{tries} · {letter.last_error.partition(':')[0]}",
            badge=_("falló"),
            kind="bad",
        )

    found = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).order_by("next_try_at", "id")
    return pile_of(found, write, _("Cartas que no se pudieron enviar"), _("Todas salieron."))


def stuck_jobs(person: Person) -> Pile:
    """Jobs that failed, and those that have been running for longer than any of ours does."""
    long_ago = timezone.now() - LATE
    jobs = DBTaskResult.objects.filter(Q(status="FAILED") | Q(status="RUNNING", started_at__lt=long_ago))

    def write(job: DBTaskResult) -> Waiting:
        failed = job.status == "FAILED"
        badge = _("falló") if failed else _("no termina")
        return Waiting(
            job.task_path.rsplit(".", 1)[-1], job.started_at or job.enqueued_at, job.task_path, "", badge, "bad"
        )

    found = jobs.order_by("enqueued_at", "id")
    return pile_of(found, write, _("Trabajos atascados"), _("Ninguno."))


def way_to_audit_log(person: Person) -> Pile:
    empty = _("Quién hizo qué y cuándo, en una cadena que nadie puede reescribir.")
    return Pile(_("La bitácora"), (), False, empty, reverse("audit_log"), _("Abrir la bitácora"))
