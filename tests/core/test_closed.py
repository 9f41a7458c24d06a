"""Is a closed text unreadable without the key, and readable with it?"""

from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from convite.core.closed import close_text, look_up_key, open_text
from convite.gatherings.models import Registration
from tests.builders import make_gathering


def raw_names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM gatherings_registration")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
def test_closed_field_is_open_in_python_and_closed_in_the_database() -> None:
    Registration.objects.create(gathering=make_gathering(), name="Rosa Elena Múnera", state="confirmed")

    assert (Registration.objects.get().name, "Rosa" in raw_names()[0]) == ("Rosa Elena Múnera", False)


@pytest.mark.django_db
def test_closed_field_cannot_be_searched() -> None:
    with pytest.raises(FieldError):
        Registration.objects.filter(name__icontains="Rosa").exists()


def test_close_text_is_never_twice_the_same() -> None:
    assert len({close_text("Rosa") for _ in range(5)}) == 5


def test_open_text_with_another_key_is_empty(settings: Any) -> None:
    closed = close_text("Rosa")
    settings.DATA_KEY = "another key that opens nothing of the first"

    assert open_text(closed) == ""


def test_open_text_that_was_changed_is_empty() -> None:
    closed = close_text("Rosa")

    assert open_text(closed[:-3] + ("A" if closed[-3] != "A" else "B") + closed[-2:]) == ""


def test_look_up_key_is_equal_within_a_purpose_only() -> None:
    keys = [look_up_key("1128000111", purpose) for purpose in ("edition 1", "edition 1", "edition 2")]

    assert (keys[0] == keys[1], keys[0] == keys[2], len(keys[0]), look_up_key("", "x")) == (True, False, 64, "")
