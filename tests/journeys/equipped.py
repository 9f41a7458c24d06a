"""Gives the demo's resident a password, a second factor and paper codes, so that every page of accounts can be read.

The rest of the demo's cast has none of them: it enters by the demo's own buttons.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
django.setup()

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

from convite.core.actors import SYSTEM  # noqa: E402
from convite.demo.queries import person_behind  # noqa: E402
from convite.gatherings.models import Gathering  # noqa: E402
from convite.planning.actions import merge_ideas  # noqa: E402
from convite.planning.models import Ceiling, Edition, Idea  # noqa: E402
from tests.builders import make_attendee, make_gathering_file, make_registration, make_sharing  # noqa: E402
from tests.journeys.reading import PASSWORD  # noqa: E402

resident = person_behind("resident")
resident.set_password(PASSWORD)
resident.save()
TOTP.activate(resident, "JBSWY3DPEHPK3PXP")
RecoveryCodes.activate(resident)

# Two ideas that are one, to be parted again.
first, second = Idea.objects.filter(state=Idea.State.NOT_VIABLE).order_by("edition", "id")[:2]
merge_ideas(first, [second], "Piden lo mismo.", by=SYSTEM)

# A gathering at which somebody registered, came, and was photographed; and ceilings that are still tried out.
held = Gathering.objects.filter(agreements__isnull=False).earliest("starts_at")
make_registration(held)
make_attendee(held)
make_gathering_file(held)
make_gathering_file(held, has_consent=False)
ceiling = Ceiling.objects.filter(edition__state=Edition.State.OPEN).first()
make_sharing(ceiling.edition, {ceiling.territory: ceiling.amount})
