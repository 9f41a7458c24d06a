"""Does what was written down without network come in once, each entry answered by itself, and nothing lost?"""

from typing import Any

import pytest
from django.contrib.sessions.models import Session

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed
from convite.core.searching import matching_ids
from convite.gatherings.actions import AgreementRow
from convite.gatherings.models import Agreement, Attendee, FieldConflict, Gathering
from convite.gatherings.queries import AttendeeRow, programme_of
from convite.planning.actions.field import (
    Answer,
    IdeaRow,
    bring_from_phone,
    bring_ideas,
    find_phone,
    lose_phone,
    prepare_phone,
    settle_conflict,
)
from convite.planning.models import Edition, FieldPhone, Idea
from convite.planning.queries.field import edition_of_gathering, field_gatherings, open_conflicts, side_by_side
from tests.builders import at, make_edition, make_gathering, make_grant, make_person, make_territory
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of


@pytest.fixture
def edition(city: Any) -> Edition:
    return make_edition(city)


@pytest.fixture
def gathering(commune: Any, edition: Edition) -> Gathering:
    return make_gathering(commune, edition)


@pytest.fixture
def phone(facilitator: Any) -> FieldPhone:
    return prepare_phone("phone-1", "Android", by=facilitator)


def idea(key: str = "i1", title: str = "Luz en la cancha", **fields: Any) -> IdeaRow:
    return IdeaRow(key, title, **fields)


def outcomes(answers: list[Answer]) -> dict[str, str]:
    return {answer.key: answer.outcome for answer in answers}


# Ideas


def test_bring_ideas_keeps_where_and_by_whom_it_was_written(gathering: Gathering, facilitator: Any) -> None:
    bring_ideas(gathering, [idea(said_by="Doña Rosa", theme="sport")], by=facilitator)

    stored = Idea.objects.get()
    assert (stored.origin, stored.gathering, stored.recorded_by) == ("workshop", gathering, facilitator)
    assert (stored.edition, stored.territory, stored.speaker) == (
        edition_of_gathering(gathering), gathering.territory, "Doña Rosa",
    )  # fmt: skip


def test_bring_ideas_makes_them_findable(gathering: Gathering) -> None:
    bring_ideas(gathering, [idea()], by=SYSTEM)

    assert Idea.objects.filter(pk__in=matching_ids("cancha", "planning.idea")).count() == 1


def test_bring_ideas_twice_changes_nothing(gathering: Gathering) -> None:
    bring_ideas(gathering, [idea("a"), idea("b", "Otra")], by=SYSTEM)
    before = rows_of_all_tables()

    result = bring_ideas(gathering, [idea("b", "Otra"), idea("a")], by=SYSTEM)

    assert (result.new, result.same, rows_of_all_tables()) == (0, 2, before)


def test_bring_ideas_that_saw_the_present_version_changes_it(gathering: Gathering) -> None:
    bring_ideas(gathering, [idea("a", "Lus")], by=SYSTEM)

    result = bring_ideas(gathering, [idea("a", "Luz", edition_seen=1)], by=SYSTEM)

    stored = Idea.objects.get()
    assert (str(stored.title), result.changed, versions_of(stored)) == (
        "Luz", 1, [(1, "bring_ideas"), (2, "bring_ideas")],
    )  # fmt: skip


@pytest.fixture
def conflict(gathering: Gathering, facilitator: Any) -> FieldConflict:
    bring_ideas(gathering, [idea("a", "Luz")], by=SYSTEM)
    bring_ideas(gathering, [idea("a", "Luz, de la oficina", edition_seen=1)], by=SYSTEM)
    return bring_ideas(gathering, [idea("a", "Luz, del campo", edition_seen=1)], by=facilitator).conflicts[0]


def test_older_and_different_idea_waits_beside_what_stands(conflict: FieldConflict) -> None:
    [(_conflict, sides)] = side_by_side([conflict])

    assert [(s.label, s.phone, s.office) for s in sides if s.differs] == [
        ("Idea", "Luz, del campo", "Luz, de la oficina")
    ]
    assert str(Idea.objects.get().title) == "Luz, de la oficina"


@pytest.mark.parametrize(("choice", "title"), [("phone", "Luz, del campo"), ("office", "Luz, de la oficina")])
def test_settle_conflict_keeps_what_was_chosen(conflict: FieldConflict, officer: Any, choice: str, title: str) -> None:
    settle_conflict(conflict, choice, by=officer)

    assert (str(Idea.objects.get().title), open_conflicts(officer).count()) == (title, 0)


def test_settle_conflict_of_a_decided_idea_is_refused(conflict: FieldConflict) -> None:
    Idea.objects.update(state=Idea.State.FORMULATED)

    said = refusal_of(settle_conflict, conflict, "phone", by=SYSTEM)

    assert said == "Sobre «Luz, de la oficina» ya se decidió: su texto no se cambia."


def test_settle_conflict_without_a_choice_is_refused(conflict: FieldConflict) -> None:
    said = refusal_of(settle_conflict, conflict, "", by=SYSTEM)

    assert said == "Elija qué versión queda: la que llegó del teléfono o la que ya estaba."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "Escriba la idea en una frase."),
        ({"title": "a" * 301}, "En «título» caben 300 caracteres: acorte el texto."),
        ({"title": "nu\x00lo"}, "En «título» hay caracteres que no se ven: escríbalo de nuevo."),
        ({"theme": "magia"}, "«magia» no es un tema: elija uno de la lista."),
    ],
)
def test_bad_idea_is_named_and_nothing_is_taken(gathering: Gathering, fields: dict[str, Any], said: str) -> None:
    rows = [idea("first"), idea("second", **fields)]

    assert refusal_of(bring_ideas, gathering, rows, by=SYSTEM) == f"Fila 2: {said}"
    assert Idea.objects.count() == 0


def test_idea_outside_the_gatherings_territory_is_refused(gathering: Gathering, city: Any) -> None:
    elsewhere = make_territory("Buenos Aires", city, order="09")

    said = refusal_of(bring_ideas, gathering, [idea(territory=elsewhere)], by=SYSTEM)

    assert said == "Fila 1: Comuna 9 Buenos Aires no queda en el territorio del encuentro."


def test_ideas_where_no_edition_is_under_way_are_refused(commune: Any) -> None:
    said = refusal_of(bring_ideas, make_gathering(commune), [idea()], by=SYSTEM)

    assert said == "En este territorio no hay una edición en curso que reciba ideas."


def test_idea_of_another_gathering_is_refused(gathering: Gathering, commune: Any, edition: Edition) -> None:
    bring_ideas(gathering, [idea()], by=SYSTEM)

    said = refusal_of(bring_ideas, make_gathering(commune, edition), [idea()], by=SYSTEM)

    assert said == "La idea «Luz en la cancha» es de otro encuentro."


@pytest.mark.parametrize("who", ["resident", "leader", "evaluator", "auditor", "administrator", "outsider"])
def test_bring_ideas_by_others_is_not_allowed(gathering: Gathering, request: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        bring_ideas(gathering, [idea()], by=request.getfixturevalue(who))


# A phone brings everything


MIXED = [AttendeeRow("p1", "Rosa", document="123"), idea("i1"), AgreementRow("a1", "Visitar la cancha")]


def test_bring_from_phone_stores_each_kind_once(phone: FieldPhone, gathering: Gathering, facilitator: Any) -> None:
    first = bring_from_phone(phone, gathering, MIXED, by=facilitator)
    again = bring_from_phone(phone, gathering, MIXED, by=facilitator)

    assert (set(outcomes(first).values()), set(outcomes(again).values())) == ({"new"}, {"same"})
    assert (Attendee.objects.count(), Idea.objects.count(), Agreement.objects.count()) == (1, 1, 1)


def test_one_bad_entry_holds_none_of_the_others_back(phone: FieldPhone, gathering: Gathering, facilitator: Any) -> None:
    rows = [AttendeeRow(f"p{n}", f"Persona {n}" if n != 4 else "a" * 301) for n in range(9)]

    answers = bring_from_phone(phone, gathering, rows, by=facilitator)

    refused = [(a.key, a.said) for a in answers if a.outcome == "refused"]
    assert refused == [("p4", "Fila 1: El nombre tiene más de 300 caracteres: acórtelo.")]
    assert Attendee.objects.count() == 8


def test_two_phones_of_one_gathering_keep_both_lists(
    phone: FieldPhone, gathering: Gathering, facilitator: Any, officer: Any
) -> None:
    second = prepare_phone("phone-2", "Android", by=officer)
    bring_from_phone(phone, gathering, [AttendeeRow("a", "Rosa", document="123")], by=facilitator)

    rows = [AttendeeRow("b", "Rosa", document="1 2 3"), AttendeeRow("c", "Iván")]
    answers = bring_from_phone(second, gathering, rows, by=officer)

    assert outcomes(answers) == {"b": "twin", "c": "new"}
    assert answers[0].said == "Ya estaba en la lista con el mismo documento: cuenta una sola vez."


def test_phone_remembers_when_it_last_sent_and_how_much(
    phone: FieldPhone, gathering: Gathering, facilitator: Any
) -> None:
    bring_from_phone(phone, gathering, MIXED, by=facilitator)
    bring_from_phone(phone, gathering, MIXED, by=facilitator)

    phone.refresh_from_db()
    assert (phone.entries, phone.synced_at is not None) == (3, True)


def test_phone_of_somebody_else_is_not_allowed(phone: FieldPhone, gathering: Gathering, officer: Any) -> None:
    with pytest.raises(NotAllowed):
        bring_from_phone(phone, gathering, MIXED, by=officer)


def test_facilitator_of_another_commune_is_not_allowed(gathering: Gathering, city: Any) -> None:
    other = make_grant(make_person("Nora Cruz"), "facilitator", make_territory("Belén", city)).person
    phone = prepare_phone("phone-3", "Android", by=other)

    with pytest.raises(NotAllowed):
        bring_from_phone(phone, gathering, MIXED, by=other)


# Lost phones


def test_lost_phone_brings_nothing(phone: FieldPhone, gathering: Gathering, facilitator: Any) -> None:
    lose_phone(phone, by=facilitator)

    said = refusal_of(bring_from_phone, phone, gathering, MIXED, by=facilitator)

    assert said.startswith("Este teléfono está reportado como perdido.")
    assert Attendee.objects.count() == 0


def test_found_phone_brings_again(phone: FieldPhone, gathering: Gathering, facilitator: Any) -> None:
    find_phone(lose_phone(phone, by=facilitator), by=facilitator)

    assert set(outcomes(bring_from_phone(phone, gathering, MIXED, by=facilitator)).values()) == {"new"}


def test_lose_phone_ends_its_session(phone: FieldPhone, gathering: Gathering, facilitator: Any, as_person: Any) -> None:
    session = as_person(facilitator).session.session_key
    bring_from_phone(phone, gathering, MIXED, by=facilitator, session_key=session)
    phone.refresh_from_db()

    lose_phone(phone, by=facilitator)

    assert Session.objects.filter(session_key=session).exists() is False
    assert remembered("lose_phone") == [(facilitator.public_id, "planning.fieldphone", phone.public_id)]


def test_lose_phone_of_somebody_else_is_not_allowed(phone: FieldPhone, officer: Any) -> None:
    with pytest.raises(NotAllowed):
        lose_phone(phone, by=officer)


def test_prepare_phone_twice_is_one(phone: FieldPhone, facilitator: Any) -> None:
    assert prepare_phone("phone-1", "Android", by=facilitator) == phone


# What is taken along


def test_field_gatherings_are_those_of_her_territories_from_some_days_ago_on(
    gathering: Gathering, facilitator: Any, commune: Any, other_city: Any
) -> None:
    make_gathering(commune, starts_at=at("2020-01-01"))
    make_gathering(commune, state=Gathering.State.CANCELLED)
    make_gathering(other_city)

    assert list(field_gatherings(facilitator)) == [gathering]


def test_open_conflicts_are_those_of_her_territories(conflict: FieldConflict, facilitator: Any, outsider: Any) -> None:
    assert (list(open_conflicts(facilitator)), list(open_conflicts(outsider))) == ([conflict], [])


def test_programme_of_a_gathering_is_its_edition(gathering: Gathering, edition: Edition, commune: Any) -> None:
    alone = make_gathering(commune)

    assert (programme_of(gathering), programme_of(alone)) == (edition.public_id, alone.public_id)
