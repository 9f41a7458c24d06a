"""Is a person who came written down once, however often a phone or a sheet brings her, and is nothing lost?"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed
from convite.core.models import AuditEntry, Version
from convite.gatherings.actions import Brought, bring_attendees, settle_attendee
from convite.gatherings.models import Attendee, FieldConflict, Gathering
from convite.gatherings.queries import AttendeeRow, attendees_of, different_people, participant_key
from tests.builders import make_gathering
from tests.watching import refusal_of, remembered, rows_of_all_tables


@pytest.fixture
def gathering(commune: Any) -> Gathering:
    return make_gathering(commune)


def row(key: str = "k1", name: str = "Rosa Múnera", **fields: Any) -> AttendeeRow:
    return AttendeeRow(key, name, **fields)


def bring(gathering: Gathering, *rows: AttendeeRow, by: Any = SYSTEM, **named: Any) -> Brought:
    return bring_attendees(gathering, rows, door=Attendee.Door.PHONE, by=by, **named)


def counts(result: Brought) -> tuple[int, int, int, int]:
    return result.new, result.changed, result.same, len(result.conflicts)


def names(gathering: Gathering) -> list[str]:
    return [attendee.name for attendee in attendees_of(gathering)]


# Once


def test_bring_attendees_stores_each_row(gathering: Gathering, facilitator: Any) -> None:
    result = bring(gathering, row("a", "Rosa"), row("b", "Iván"), by=facilitator)

    assert (counts(result), names(gathering)) == ((2, 0, 0, 0), ["Rosa", "Iván"])
    assert {a.recorded_by for a in attendees_of(gathering)} == {facilitator}


def test_bring_attendees_twice_changes_nothing(gathering: Gathering) -> None:
    rows = [row("a", "Rosa", document="1.234.567", sex="f"), row("b", "Iván")]
    bring(gathering, *rows)
    before = rows_of_all_tables()

    result = bring(gathering, *rows)

    assert (counts(result), rows_of_all_tables()) == ((0, 0, 2, 0), before)


def test_bring_attendees_after_half_a_batch_adds_the_other_half(gathering: Gathering) -> None:
    rows = [row(f"k{n}", f"Persona {n}") for n in range(10)]
    bring(gathering, *rows[:5])

    assert counts(bring(gathering, *reversed(rows))) == (5, 0, 5, 0)


def test_bring_attendees_of_500_costs_what_50_cost(gathering: Gathering, other_city: Any) -> None:
    def cost(where: Gathering, many: int) -> int:
        rows = [row(f"k{n}", f"Persona {n}", document=str(1_000_000 + n)) for n in range(many)]
        with CaptureQueriesContext(connection) as queries:
            bring(where, *rows)
        return sum("INSERT INTO" not in q["sql"] for q in queries)

    bring(make_gathering(other_city), row())  # what is made once for all: the head of the audit chain

    assert cost(gathering, 50) == cost(make_gathering(other_city), 500)


# Changed


def test_bring_attendees_that_saw_the_present_edition_changes_the_row(gathering: Gathering) -> None:
    seen = bring(gathering, row("a", "Roza")).rows[0].edition

    result = bring(gathering, row("a", "Rosa", edition_seen=seen))

    assert (counts(result), names(gathering), result.rows[0].edition) == ((0, 1, 0, 0), ["Rosa"], 2)


def test_bring_attendees_without_document_keeps_the_participant(gathering: Gathering) -> None:
    bring(gathering, row("a", "Roza", document="123"), programme="ruta")

    bring(gathering, row("a", "Rosa", edition_seen=1), programme="ruta")

    assert gathering.attendees.get().participant_key == participant_key("123", "ruta")


def test_bring_attendees_removes_and_takes_back(gathering: Gathering) -> None:
    bring(gathering, row("a"))

    removed = bring(gathering, row("a", removed=True, edition_seen=1))
    empty = names(gathering)
    back = bring(gathering, row("a", edition_seen=2))

    assert (counts(removed), empty, counts(back), names(gathering)) == ((0, 1, 0, 0), [], (0, 1, 0, 0), ["Rosa Múnera"])


def test_bring_attendees_removed_before_it_ever_came_is_nothing(gathering: Gathering) -> None:
    assert counts(bring(gathering, row("a", removed=True))) == (0, 0, 1, 0)
    assert Attendee.objects.count() == 0


# Conflicts


@pytest.fixture
def conflict(gathering: Gathering, facilitator: Any) -> FieldConflict:
    """The office changed the name; the phone, which had not seen it, changed it otherwise."""
    bring(gathering, row("a", "Roza"))
    bring(gathering, row("a", "Rosa Múnera", edition_seen=1))
    return bring(gathering, row("a", "Rosa M. Gil", edition_seen=1), by=facilitator).conflicts[0]


def test_older_and_different_row_is_kept_beside_what_stands(conflict: FieldConflict, gathering: Gathering) -> None:
    assert names(gathering) == ["Rosa Múnera"]
    assert ("Rosa M. Gil" in conflict.from_phone, "Rosa Múnera" in conflict.in_office) == (True, True)


def test_conflict_brought_twice_is_one(conflict: FieldConflict, gathering: Gathering) -> None:
    again = bring(gathering, row("a", "Rosa M. Gil", edition_seen=1))

    assert ([c.pk for c in again.conflicts], FieldConflict.objects.count()) == ([conflict.pk], 1)


@pytest.mark.parametrize(("choice", "name"), [("phone", "Rosa M. Gil"), ("office", "Rosa Múnera")])
def test_settle_attendee_keeps_what_was_chosen(
    conflict: FieldConflict, gathering: Gathering, officer: Any, choice: str, name: str
) -> None:
    settle_attendee(conflict, choice, by=officer)

    assert (names(gathering), conflict.choice, conflict.settled_by) == ([name], choice, officer.public_id)


@pytest.mark.parametrize(("choice", "outcome"), [("phone", "same"), ("office", "office")])
def test_settled_conflict_brought_once_more_stays_settled(
    conflict: FieldConflict, gathering: Gathering, choice: str, outcome: str
) -> None:
    settle_attendee(conflict, choice, by=SYSTEM)

    again = bring(gathering, row("a", "Rosa M. Gil", edition_seen=1))

    assert ([r.outcome for r in again.rows], FieldConflict.objects.count()) == ([outcome], 1)


def test_settled_conflict_keeps_no_names(conflict: FieldConflict) -> None:
    settle_attendee(conflict, "office", by=SYSTEM)

    conflict.refresh_from_db()
    assert ("Rosa" in conflict.from_phone, "Rosa" in conflict.in_office) == (False, False)


def test_settle_attendee_a_second_time_is_refused(conflict: FieldConflict) -> None:
    settle_attendee(conflict, "office", by=SYSTEM)

    assert refusal_of(settle_attendee, conflict, "phone", by=SYSTEM) == "Este conflicto ya se resolvió."


def test_settle_attendee_elsewhere_is_not_allowed(conflict: FieldConflict, outsider: Any) -> None:
    with pytest.raises(NotAllowed):
        settle_attendee(conflict, "phone", by=outsider)


# One person


def test_same_document_on_two_phones_is_one_attendee(gathering: Gathering) -> None:
    bring(gathering, row("phone-1", "Rosa Múnera", document="CC 1.234.567"))

    result = bring(gathering, row("phone-2", "Rosa Múnera", document="1234567"))

    assert (counts(result), names(gathering)) == ((0, 0, 1, 0), ["Rosa Múnera"])
    assert [(r.outcome, r.twin) for r in result.rows] == [("twin", "phone-1")]


def test_same_document_under_another_name_waits_for_somebody(gathering: Gathering) -> None:
    bring(gathering, row("phone-1", "Rosa Múnera", document="1234567"))

    result = bring(gathering, row("phone-2", "Iván Gil", document="1234567"))

    assert (counts(result), names(gathering)) == ((0, 0, 0, 1), ["Rosa Múnera"])


def test_removed_person_makes_room_for_another_row_of_hers(gathering: Gathering) -> None:
    bring(gathering, row("a", document="123"))

    result = bring(gathering, row("a", document="123", removed=True, edition_seen=1), row("b", document="123"))

    assert (counts(result), [a.client_key for a in attendees_of(gathering)]) == ((1, 1, 0, 0), ["b"])


def test_different_people_counts_who_came_twice_once(gathering: Gathering, commune: Any) -> None:
    second = make_gathering(commune)
    bring(gathering, row("a", document="123"), row("b", "Sin documento"), programme="ruta")
    bring(second, row("c", document="1 2 3"), row("d", document="456"), programme="ruta")

    assert different_people([gathering, second]) == 3


def test_participant_of_another_programme_is_another() -> None:
    assert participant_key("123", "ruta 2026") != participant_key("123", "ruta 2027")


# What is published, what is remembered


def test_bring_attendees_recounts_by_sex_and_age(gathering: Gathering) -> None:
    bring(gathering, row("a", sex="f", age_band="60+"), row("b", sex="f", age_band="60+"), row("c"))
    bring(gathering, row("b", sex="m", age_band="60+", edition_seen=1))

    counted = gathering.attendance.order_by("sex").values_list("sex", "age_band", "count")
    assert list(counted) == [("", "", 1), ("f", "60+", 1), ("m", "60+", 1)]


def test_bring_attendees_marks_the_gathering_held(gathering: Gathering) -> None:
    bring(gathering, row())

    gathering.refresh_from_db()
    assert gathering.state == Gathering.State.HELD


def test_names_and_documents_stand_in_no_version_and_no_row(gathering: Gathering) -> None:
    bring(gathering, row("a", "Rosa Múnera", document="1234567"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, participant_key FROM gatherings_attendee")
        stored = str(cursor.fetchall())
    written = stored + str(list(Version.objects.values_list("snapshot"))) + str(list(AuditEntry.objects.values()))
    assert ("Rosa" in written, "1234567" in written) == (False, False)


def test_bring_attendees_is_remembered_once(gathering: Gathering, facilitator: Any) -> None:
    gathering.state = Gathering.State.HELD
    gathering.save()

    bring(gathering, row("a"), row("b"), by=facilitator)

    line = (facilitator.public_id, "gatherings.gathering", gathering.public_id)
    assert remembered("bring_attendees") == [line]


# Guard and judge


@pytest.mark.parametrize("who", ["resident", "leader", "evaluator", "auditor", "administrator", "outsider"])
def test_bring_attendees_by_others_is_not_allowed(
    gathering: Gathering, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(NotAllowed):
        bring(gathering, row(), by=request.getfixturevalue(who))


def test_bring_attendees_to_a_cancelled_gathering_is_refused(commune: Any) -> None:
    cancelled = make_gathering(commune, state=Gathering.State.CANCELLED)

    assert refusal_of(bring, cancelled, row()) == "«Taller de ideas» se canceló: no tuvo asistentes."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "a" * 301}, "El nombre tiene más de 300 caracteres: acórtelo."),
        ({"name": "Ana\x00"}, "El nombre tiene caracteres que no se ven: escríbalo de nuevo."),
        ({"organization": "a" * 201}, "La organización tiene más de 200 caracteres: acórtelo."),
        ({"sex": "q"}, "«q» no es una respuesta de sexo: elija una de la lista."),
        ({"age_band": "12"}, "«12» no es un grupo de edad: elija uno de la lista."),
        ({"group": "alto"}, "«alto» no es un grupo conocido: elija uno de la lista."),
        ({"key": "a b"}, "La clave del registro no es válida."),
    ],
)
def test_bad_row_is_named_and_nothing_is_taken(gathering: Gathering, fields: dict[str, Any], said: str) -> None:
    assert refusal_of(bring, gathering, row("first"), row(**{"key": "second"} | fields)) == f"Fila 2: {said}"
    assert Attendee.objects.count() == 0
