"""What stays of the conversation when a person closes her account? What she said, without her name; nothing else."""

from itertools import groupby
from typing import Any

from django.db.models import F

from convite.conversations.models import (
    Comment,
    Follow,
    Notice,
    NoticePreference,
    Report,
    Support,
    Tally,
)
from convite.people.models import Person

BATCH = 500


def forget_person(person: Person) -> None:
    """Belongs in the transaction that closes the account. The tallies lose exactly what is taken away."""
    _take_back(Support.objects.filter(person=person), "supports")
    _take_back(Follow.objects.filter(person=person), "followers")
    Notice.objects.filter(person=person).delete()
    NoticePreference.objects.filter(person=person).delete()
    Comment.objects.filter(author=person).update(author=None)
    Report.objects.filter(reporter=person).update(reporter=None, text="")


def _take_back(mine: Any, counted: str) -> None:
    rows = mine.order_by("kind").values_list("kind", "subject")
    for kind, found in groupby(rows, key=lambda row: row[0]):
        subjects = [subject for _kind, subject in found]
        for start in range(0, len(subjects), BATCH):
            tallies = Tally.objects.filter(kind=kind, subject__in=subjects[start : start + BATCH])
            tallies.update(**{counted: F(counted) - 1})
    mine.delete()
