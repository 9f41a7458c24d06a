"""As part of which edition was a gathering called, for everybody who reads its page?"""

from django.urls import reverse

from convite.gatherings.models import Gathering
from convite.gatherings.queries import Frame
from convite.planning.models import Edition


def edition_as_frame(gathering: Gathering) -> Frame | None:
    """An edition that is still being prepared is not named."""
    edition = Edition.objects.filter(convenings__gathering=gathering).exclude(state=Edition.State.DRAFT).first()
    return None if edition is None else Frame(edition.name, reverse("edition_page", args=[edition.public_id]))
