"""Can anyone change what is written of an act, and if somebody does, is it found and where?"""

import pytest
from django.db import DatabaseError, connection, transaction

from convite.core.actors import SYSTEM
from convite.core.audit import FIRST, Act, append_acts, digest_of, hash_of, verify_chain
from convite.core.engines import by_engine
from convite.core.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_acts():
    with transaction.atomic():
        append_acts([Act("propose", "planning.idea", f"idea{n}", {"title": n}) for n in range(1, 6)], SYSTEM)


@pytest.fixture
def no_guard(five_acts):
    """As if somebody had the rights to lift the triggers; undone with the test's transaction."""
    postgresql = ["ALTER TABLE core_auditentry DISABLE TRIGGER USER"]
    sqlite = ["DROP TRIGGER core_auditentry_no_update", "DROP TRIGGER core_auditentry_no_delete"]
    for statement in by_engine(postgresql=postgresql, sqlite=sqlite):
        run(statement)


def run(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def broken_at():
    return verify_chain().broken_at


def test_append_chains_each_act_to_the_one_before(five_acts):
    entries = list(AuditEntry.objects.order_by("id"))
    assert [entry.id for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in entries] == [FIRST, *(entry.hash for entry in entries[:4])]
    assert (AuditHead.objects.get().last, AuditHead.objects.get().hash) == (5, entries[-1].hash)


def test_append_says_who_did_what_for_whom():
    append_acts([Act("enrol", "people.person", "thing1", on_behalf_of="ana")], SYSTEM)
    assert AuditEntry.objects.values_list("act", "by", "on_behalf_of", "thing").get() == (
        "enrol", "system", "ana", "thing1",
    )  # fmt: skip


def test_append_keeps_a_digest_and_no_value():
    append_acts([Act("propose", "planning.idea", "idea1", {"title": "Secreto"})], SYSTEM)
    entry = AuditEntry.objects.get()
    assert entry.digest == digest_of({"title": "Secreto"})
    assert "Secreto" not in str(vars(entry))


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError):
        append_acts([Act("propose", "planning.idea", "idea1")], SYSTEM)


def test_digest_does_not_depend_on_the_order_of_keys():
    assert digest_of({"a": 1, "ñ": [2]}) == digest_of({"ñ": [2], "a": 1})


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_auditentry SET act = 'nothing' WHERE id = 3",
        "UPDATE core_auditentry SET id = 99 WHERE id = 5",
        "DELETE FROM core_auditentry WHERE id = 5",
        "DELETE FROM core_auditentry",
    ],
)
def test_database_refuses_to_change_or_delete_an_act(five_acts, sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(sql)
    assert (AuditEntry.objects.count(), broken_at()) == (5, None)


def test_verify_finds_a_whole_chain_whole(five_acts):
    report = verify_chain()
    assert (report.length, report.head, report.broken_at) == (5, AuditHead.objects.get().hash, None)


def test_verify_of_an_empty_log_is_whole():
    assert (verify_chain().length, broken_at()) == (0, None)


@pytest.mark.parametrize("field", ["act", "by", "on_behalf_of", "kind", "thing", "digest", "at"])
def test_verify_finds_a_changed_field_where_it_is(no_guard, field):
    value = "2020-01-01 00:00:00+00:00" if field == "at" else "x"
    run(f'UPDATE core_auditentry SET "{field}" = %s WHERE id = 3', [value])  # noqa: S608
    assert broken_at() == 3


def test_verify_finds_a_removed_act(no_guard):
    run("DELETE FROM core_auditentry WHERE id = 3")
    assert broken_at() == 3


def test_verify_finds_that_the_last_act_was_removed(no_guard):
    run("DELETE FROM core_auditentry WHERE id = 5")
    assert broken_at() == 5


def test_verify_finds_an_act_slipped_in_at_the_end(five_acts):
    last = AuditEntry.objects.get(id=5)
    forged = AuditEntry(id=6, at=last.at, act="pay", by="ana", kind="x", thing="y", digest="0", previous=last.hash)
    forged.hash = hash_of(forged)
    forged.save(force_insert=True)
    assert broken_at() == 7  # the line follows, but the head does not know of it


def test_verify_finds_a_changed_act_although_its_own_hash_was_made_to_fit(no_guard):
    entry = AuditEntry.objects.get(id=3)
    entry.act = "pay"
    run("UPDATE core_auditentry SET act = 'pay', hash = %s WHERE id = 3", [hash_of(entry)])
    assert broken_at() == 4
