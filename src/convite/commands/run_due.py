"""What if no worker runs, only cron? `convite run-due` does once whatever is due now, and says what it did."""

import argparse

from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core import jobs, limits, outbox, schedule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    now = timezone.now()
    reaped = jobs.reap(now)
    scheduled = schedule.do_scheduled(now)
    done = jobs.do_due(jobs.worker_name())
    delivery = outbox.deliver_due(timezone.now())
    limits.forget_ended(now)
    jobs.forget_done_jobs(now)
    print(
        _("Trabajos hechos: %(done)d (recuperados: %(reaped)d). Cartas enviadas: %(sent)d, aplazadas: %(put_off)d.")
        % {"done": done, "reaped": reaped, "sent": delivery.sent, "put_off": delivery.put_off}
    )
    if delivery.failed:
        print(_("Cartas que ya no se volverán a intentar: %(failed)d.") % {"failed": delivery.failed})
    failed = [name for name, done in scheduled.items() if done is None]
    if failed:
        print(_("No se pudo hacer: %(names)s. El registro dice por qué.") % {"names": ", ".join(failed)})
    return 1 if delivery.failed or failed else 0
