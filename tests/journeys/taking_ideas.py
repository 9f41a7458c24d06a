"""Opens the taking of ideas in the newest edition of the copy of a demo city on which a journey proposes."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
django.setup()

from datetime import timedelta  # noqa: E402

from django.utils import timezone  # noqa: E402

from convite.planning.models import Edition, Phase  # noqa: E402

edition = Edition.objects.filter(state=Edition.State.OPEN).latest("year")
now = timezone.now()
window = {"opens_at": (now - timedelta(days=1)).isoformat(), "closes_at": (now + timedelta(days=9)).isoformat()}
for phase in Phase.objects.filter(edition=edition):
    for act in phase.acts:
        if act["act"] == "propose_idea":
            act.update(window)
    phase.save()
