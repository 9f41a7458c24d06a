"""Does every act leave its change, its version, its audit line and its stamp, all of them or none?"""

import pytest

from convite.core.actors import SYSTEM
from convite.core.acts import change, change_many, create, create_many
from convite.core.errors import Overtaken, Refused
from convite.core.history import changes_of
from convite.core.models import AuditEntry, PublicStamp, StoredFile, Version

pytestmark = pytest.mark.django_db


def new(name="acta.pdf"):
    return StoredFile(name=name, media_type="application/pdf", size=7, sha256="0" * 64, given_by="ana")


def kept(name="acta.pdf"):
    return create(new(name), act="give_file", by=SYSTEM)


def counts():
    return StoredFile.objects.count(), Version.objects.count(), AuditEntry.objects.count()


def stamp():
    return PublicStamp.objects.values_list("number", flat=True).first() or 0


def test_create_writes_thing_version_and_audit_line():
    thing = kept()
    version = Version.objects.get()
    assert counts() == (1, 1, 1)
    assert (version.thing_id, version.number, version.snapshot["name"]) == (thing.pk, 1, "acta.pdf")
    assert AuditEntry.objects.values_list("act", "kind", "thing").get() == (
        "give_file", "core.storedfile", thing.public_id,
    )  # fmt: skip


def test_create_of_what_a_field_cannot_hold_is_refused_and_writes_nothing():
    with pytest.raises(Refused):
        kept("x" * 201)
    assert counts() == (0, 0, 0)


def test_create_that_fails_at_its_audit_line_leaves_nothing():
    with pytest.raises(AttributeError):
        create(new(), act="give_file", by=None)
    assert counts() == (0, 0, 0)


def test_create_of_public_things_moves_the_stamp_and_of_others_does_not():
    kept()
    before = stamp()
    kept()
    after = stamp()
    create(new(), act="give_file", by=SYSTEM, public=False)
    assert (after - before, stamp() - after) == (1, 0)


def test_create_many_writes_a_version_each_and_one_audit_line():
    stored = create_many([new("a"), new("b")], act="import_files", by=SYSTEM)
    assert counts() == (2, 2, 1)
    assert all(thing.pk for thing in stored)


def test_create_many_of_nothing_does_nothing():
    assert (create_many([], act="import_files", by=SYSTEM), counts()) == ([], (0, 0, 0))


def test_change_writes_the_next_version():
    thing = kept()
    thing.name = "acta firmada.pdf"
    change(thing, act="rename_file", by=SYSTEM)
    stored = StoredFile.objects.get()
    assert (thing.version, stored.version, stored.name) == (2, 2, "acta firmada.pdf")
    assert (counts(), stored.changed_at > stored.created_at) == ((1, 2, 2), True)


def test_change_by_two_people_at_once_tells_the_second_and_keeps_the_first():
    kept()
    first, second = StoredFile.objects.get(), StoredFile.objects.get()
    first.name, second.name = "de Ana", "de Luz"
    change(first, act="rename_file", by=SYSTEM)
    with pytest.raises(Overtaken) as caught:
        change(second, act="rename_file", by=SYSTEM)
    assert (caught.value.theirs.name, StoredFile.objects.get().name, counts()) == ("de Ana", "de Ana", (1, 2, 2))


def test_change_of_a_page_opened_before_somebody_elses_change_is_overtaken():
    thing = kept()
    thing.name = "de Ana"
    change(thing, act="rename_file", by=SYSTEM)
    fresh = StoredFile.objects.get()
    fresh.name = "de Luz, que vio la versión 1"
    with pytest.raises(Overtaken):
        change(fresh, act="rename_file", by=SYSTEM, seen=1)
    assert StoredFile.objects.get().name == "de Ana"


def test_change_many_gives_each_its_next_version_and_overtakes_who_holds_an_old_one():
    things = [kept("a"), kept("b")]
    old = StoredFile.objects.get(name="a")
    change_many(things, act="mark_files", by=SYSTEM, given_by="luz")
    assert [(t.version, t.given_by) for t in StoredFile.objects.order_by("name")] == [(2, "luz"), (2, "luz")]
    with pytest.raises(Overtaken):
        change(old, act="rename_file", by=SYSTEM)


def test_changes_of_shows_what_each_version_changed_newest_first():
    thing = kept("acta vieja")
    thing.name = "acta nueva"
    change(thing, act="rename_file", by=SYSTEM)
    newest, first = changes_of(thing)
    pieces = [(piece.kind, piece.text) for piece in newest.fields[0].pieces]
    assert pieces == [("same", "acta "), ("removed", "vieja"), ("added", "nueva")]
    assert (newest.version.number, first.version.number, first.fields) == (2, 1, ())
