"""Is what was promised at a gathering written down once, and is nothing lost where two people wrote?"""

from datetime import date
from typing import Any

import pytest

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed
from convite.gatherings.actions import AgreementRow, Brought, bring_agreements, settle_agreement
from convite.gatherings.models import Agreement, FieldConflict, Gathering
from tests.builders import make_gathering
from tests.watching import refusal_of, rows_of_all_tables, versions_of

TEXT = "La Secretaría visita la cancha"


@pytest.fixture
def gathering(commune: Any) -> Gathering:
    return make_gathering(commune)


def row(key: str = "k1", text: str = TEXT, **fields: Any) -> AgreementRow:
    return AgreementRow(key, text, **fields)


def bring(gathering: Gathering, *rows: AgreementRow, by: Any = SYSTEM) -> Brought:
    return bring_agreements(gathering, rows, by=by)


def counts(result: Brought) -> tuple[int, int, int, int]:
    return result.new, result.changed, result.same, len(result.conflicts)


def test_bring_agreements_stores_each_row(gathering: Gathering, facilitator: Any) -> None:
    result = bring(gathering, row("a", responsible="INDER", due_on=date(2027, 2, 1)), row("b", "Otro"), by=facilitator)

    stored = gathering.agreements.order_by("id").values_list("text", "responsible", "due_on")
    assert counts(result) == (2, 0, 0, 0)
    assert list(stored) == [(TEXT, "INDER", date(2027, 2, 1)), ("Otro", "", None)]


def test_bring_agreements_twice_changes_nothing(gathering: Gathering) -> None:
    bring(gathering, row("a"), row("b", "Otro"))
    before = rows_of_all_tables()

    result = bring(gathering, row("b", "Otro"), row("a"))

    assert (counts(result), rows_of_all_tables()) == ((0, 0, 2, 0), before)


def test_bring_agreements_that_saw_the_present_version_changes_it(gathering: Gathering) -> None:
    bring(gathering, row("a"))

    result = bring(gathering, row("a", "Más claro", edition_seen=1))

    agreement = gathering.agreements.get()
    assert (counts(result), agreement.text, result.rows[0].edition) == ((0, 1, 0, 0), "Más claro", 2)
    assert versions_of(agreement) == [(1, "bring_agreements"), (2, "bring_agreements")]


@pytest.fixture
def conflict(gathering: Gathering, facilitator: Any) -> FieldConflict:
    bring(gathering, row("a"))
    bring(gathering, row("a", "De la oficina", edition_seen=1))
    return bring(
        gathering, row("a", "Del teléfono", edition_seen=1, due_on=date(2027, 2, 1)), by=facilitator
    ).conflicts[0]


def test_older_and_different_agreement_is_kept_beside_what_stands(conflict: FieldConflict) -> None:
    assert (conflict.kind, Agreement.objects.get().text) == ("agreement", "De la oficina")


@pytest.mark.parametrize(
    ("choice", "stands"), [("phone", ("Del teléfono", date(2027, 2, 1))), ("office", ("De la oficina", None))]
)
def test_settle_agreement_keeps_what_was_chosen(conflict: FieldConflict, choice: str, stands: tuple[str, Any]) -> None:
    settle_agreement(conflict, choice, by=SYSTEM)

    agreement = Agreement.objects.get()
    assert ((agreement.text, agreement.due_on), conflict.choice) == (stands, choice)


def test_agreement_of_another_gathering_is_refused(gathering: Gathering, commune: Any) -> None:
    bring(gathering, row("a"))

    said = refusal_of(bring, make_gathering(commune), row("a"))

    assert said == f"El acuerdo «{TEXT}» es de otro encuentro."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "  "}, "Escriba qué se acordó."),
        ({"text": "a" * 1001}, "El acuerdo tiene más de 1000 caracteres: acórtelo."),
        ({"responsible": "a" * 201}, "Quién responde tiene más de 200 caracteres: acórtelo."),
        ({"text": "Con\x00nulo"}, "El acuerdo tiene caracteres que no se ven: escríbalo de nuevo."),
    ],
)
def test_bad_agreement_is_named_and_nothing_is_taken(gathering: Gathering, fields: dict[str, Any], said: str) -> None:
    assert refusal_of(bring, gathering, row("first"), row("second", **fields)) == f"Fila 2: {said}"
    assert Agreement.objects.count() == 0


def test_agreements_of_a_cancelled_gathering_are_refused(commune: Any) -> None:
    cancelled = make_gathering(commune, state=Gathering.State.CANCELLED)

    assert refusal_of(bring, cancelled, row()) == "«Taller de ideas» se canceló: no tuvo acuerdos."


@pytest.mark.parametrize("who", ["resident", "auditor", "administrator", "outsider"])
def test_bring_agreements_by_others_is_not_allowed(
    gathering: Gathering, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(NotAllowed):
        bring(gathering, row(), by=request.getfixturevalue(who))
