"""What happens to ceilings: a way to share is tried, mended by two at once, adopted, replaced; and what refuses."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed, Overtaken
from convite.core.models import AuditEntry
from convite.planning.actions import (
    adopt_ceilings,
    adopt_decided_ceilings,
    adopt_sharing,
    create_sharing,
    edit_sharing,
)
from convite.planning.models import Ceiling, Edition, Sharing
from convite.planning.permissions import sharings_visible_to
from convite.planning.queries import (
    deciding_territories,
    document_of,
    growth_of_kinds,
    territories_in,
    view_of_sharing,
    words_of_formula,
)
from convite.rulebook.ceilings import FORMULA, work_out_again
from convite.territories.models import Territory
from convite.voting.models import Contest
from tests.builders import make_ceiling, make_contest, make_edition, make_population, make_sharing, make_territory
from tests.watching import refusal_of

pytestmark = pytest.mark.django_db
ACT = {"act": "Resolución 12", "adopted_on": date(2026, 3, 1)}


@pytest.fixture
def popular(city):
    return make_territory("Popular", city, code="0500101", order="01")


@pytest.fixture
def edition(city):
    return make_edition(city)


@pytest.fixture
def sharing(edition, commune, popular):
    """Three parts for Manrique and one for Popular; not stored yet."""
    return Sharing(
        edition=edition, name="Por población", total=400_00, unit=100, weights={"population": "1"},
        inputs={commune.public_id: {"population": "300"}, popular.public_id: {"population": "100"}},
    )  # fmt: skip


def ceilings(edition) -> dict[str, int]:
    return dict(Ceiling.objects.filter(edition=edition).values_list("territory__name", "amount"))


def states(edition) -> list[str]:
    return list(Sharing.objects.filter(edition=edition).order_by("id").values_list("state", flat=True))


# Among whom


def test_deciding_territories_are_of_the_kinds_that_the_edition_names(city, commune):
    rural = make_territory("Santa Elena", city, kind=Territory.Kind.CORREGIMIENTO)

    assert deciding_territories(make_edition(city)) == [commune, rural]
    assert deciding_territories(make_edition(city, settings={"deciding_kinds": ["corregimiento"]})) == [rural]
    assert deciding_territories(make_edition(city, settings={"deciding_kinds": []})) == [city]


def test_deciding_territories_are_those_with_a_ceiling_where_there_are_any(city, commune):
    edition = make_edition(city, settings={"deciding_kinds": []})
    make_ceiling(edition, commune)

    assert deciding_territories(edition) == [commune]


# A draft


def test_create_sharing_works_it_out_and_changes_no_ceiling(sharing, edition, commune, popular, officer):
    make_ceiling(edition, commune, 5)

    create_sharing(sharing, by=officer)

    assert (sharing.formula, sharing.state) == (FORMULA, "draft")
    assert sharing.shares == {commune.public_id: "30000", popular.public_id: "10000"}
    assert ceilings(edition) == {"Manrique": 5}


def test_create_sharing_that_cannot_be_shared_is_refused_in_pesos(sharing, officer):
    sharing.floor = 300_00

    sentence = refusal_of(create_sharing, sharing, by=officer)

    assert sentence == "El piso de $300 para 2 territorios pasa del total de $400."
    assert Sharing.objects.count() == 0


def test_create_sharing_without_a_figure_names_the_territory_and_the_input(sharing, popular, officer):
    sharing.inputs[popular.public_id] = {}

    assert refusal_of(create_sharing, sharing, by=officer) == "Falta el dato «Población» de Comuna 1 Popular."


def test_create_sharing_among_places_of_another_city_is_refused(sharing, other_city, officer):
    sharing.inputs[other_city.public_id] = {"population": "1"}

    sentence = refusal_of(create_sharing, sharing, by=officer)

    assert sentence == "El reparto nombra territorios que no son de esta edición."


def test_edit_sharing_works_it_out_again(sharing, edition, officer):
    create_sharing(sharing, by=officer)
    sharing.weights = {"equal": "1"}
    sharing.inputs = {place: {"equal": "1"} for place in sharing.inputs}

    edit_sharing(sharing, by=officer)

    assert sorted(Sharing.objects.get().shares.values()) == ["20000", "20000"]


def test_edit_sharing_that_another_changed_is_told_and_nothing_is_lost(sharing, officer, administrator):
    create_sharing(sharing, by=officer)
    theirs = Sharing.objects.get()
    theirs.name = "De otra"
    edit_sharing(theirs, by=administrator)
    sharing.name = "Mío"

    with pytest.raises(Overtaken) as overtaken:
        edit_sharing(sharing, by=officer, seen=1)

    assert (overtaken.value.theirs.name, Sharing.objects.get().name) == ("De otra", "De otra")


@pytest.mark.parametrize("act", [create_sharing, edit_sharing])
def test_sharing_of_another_city_is_not_allowed(act, sharing, outsider):
    with pytest.raises(NotAllowed):
        act(sharing, by=outsider)


# Adopting


def test_adopt_sharing_makes_its_amounts_the_ceilings(sharing, edition, officer):
    create_sharing(sharing, by=officer)

    adopt_sharing(sharing, **ACT, by=officer)

    assert ceilings(edition) == {"Manrique": 300_00, "Popular": 100_00}
    row = Ceiling.objects.get(territory__name="Popular")
    assert (row.sharing, row.adopted_by, row.formula) == (sharing, "Resolución 12", FORMULA)
    assert row.inputs == {"population": "100"}


def test_adopt_sharing_keeps_the_one_before_as_history(sharing, edition, officer):
    create_sharing(sharing, by=officer)
    adopt_sharing(sharing, **ACT, by=officer)
    other = make_sharing(edition, dict.fromkeys(territories_in(sharing), 7))

    adopt_sharing(other, **ACT, by=officer)

    assert states(edition) == ["replaced", "adopted"]
    assert ceilings(edition) == {"Manrique": 7, "Popular": 7}
    acts = AuditEntry.objects.filter(kind="planning.sharing").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["create_sharing", "adopt_sharing", "replace_sharing", "adopt_sharing"]


def test_adopt_sharing_that_was_adopted_is_refused(sharing, officer):
    create_sharing(sharing, by=officer)
    adopt_sharing(sharing, **ACT, by=officer)

    sentence = refusal_of(partial(adopt_sharing, sharing, **ACT, by=officer))

    assert sentence == "Este reparto ya se adoptó y no cambia. Haga otro ensayo a partir de él."


def test_adopt_sharing_whose_amounts_do_not_add_up_is_refused(edition, commune, officer):
    make_ceiling(edition, commune, 5)
    sharing = make_sharing(edition, {commune: 90_00}, total=100_00)

    sentence = refusal_of(partial(adopt_sharing, sharing, **ACT, by=officer))

    assert sentence == "Los techos suman $90 y el total es $100: faltan $10."
    assert (ceilings(edition), states(edition)) == ({"Manrique": 5}, ["draft"])


def test_adopt_sharing_that_is_not_what_its_formula_gives_is_refused(sharing, edition, commune, popular, officer):
    create_sharing(sharing, by=officer)
    changed = {commune.public_id: "39900", popular.public_id: "100"}
    Sharing.objects.update(shares=changed)

    sentence = refusal_of(partial(adopt_sharing, Sharing.objects.get(), **ACT, by=officer))

    assert sentence == "La fórmula ya no da estos techos. Abra el ensayo, calcule y guárdelo de nuevo."
    assert ceilings(edition) == {}


def test_adopt_sharing_that_another_changed_since_it_was_seen_is_told(sharing, edition, officer, administrator):
    create_sharing(sharing, by=officer)
    edit_sharing(sharing, by=administrator)

    with pytest.raises(Overtaken):
        adopt_sharing(Sharing.objects.get(), **ACT, by=officer, seen=1)

    assert (ceilings(edition), states(edition)) == ({}, ["draft"])


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"act": " "}, "Escriba el acto que adopta los techos: por ejemplo, «Resolución 12 de 2026»."),
        (
            {"adopted_on": timezone.localdate() + timedelta(days=2)},
            "La fecha del acto no puede ser posterior a hoy.",
        ),
    ],
)
def test_adopt_sharing_without_a_sound_act_is_refused(changed, says, edition, commune, officer):
    sharing = make_sharing(edition, {commune: 9})

    assert refusal_of(partial(adopt_sharing, sharing, **(ACT | changed), by=officer)) == says


def test_adopt_sharing_of_a_finished_edition_is_refused(city, commune, officer):
    sharing = make_sharing(make_edition(city, state=Edition.State.CLOSED), {commune: 9})

    sentence = refusal_of(partial(adopt_sharing, sharing, **ACT, by=officer))

    assert sentence == "La edición ya terminó: sus techos no cambian."


@pytest.mark.parametrize("state", [Contest.State.PUBLISHED, Contest.State.CLOSED, Contest.State.COUNTED])
def test_adopt_sharing_after_a_ballot_was_published_is_refused_by_the_vote(state, edition, commune, officer):
    make_ceiling(edition, commune, 5)
    make_contest(edition, commune, state=state)

    sentence = refusal_of(partial(adopt_sharing, make_sharing(edition, {commune: 9}), **ACT, by=officer))

    assert sentence == (
        "El tarjetón de Comuna 3 Manrique ya se publicó con su techo: los techos de esta edición no cambian."
    )
    assert ceilings(edition) == {"Manrique": 5}


def test_adopt_sharing_while_ballots_are_being_prepared_is_done(edition, commune, officer):
    make_contest(edition, commune, state=Contest.State.DRAFT)
    make_contest(make_edition(commune), commune, state=Contest.State.PUBLISHED)  # of another edition

    adopt_sharing(make_sharing(edition, {commune: 9}), **ACT, by=officer)

    assert ceilings(edition) == {"Manrique": 9}


# Ceilings that an act decided


def test_adopt_decided_ceilings_keeps_them_without_formula(edition, commune, popular, officer):
    sharing = adopt_decided_ceilings(edition, {commune: 60, popular: 40}, total=100, **ACT, by=officer)

    assert (sharing.state, sharing.formula, sharing.name) == ("adopted", "", "Resolución 12")
    assert ceilings(edition) == {"Manrique": 60, "Popular": 40}


def test_adopt_decided_ceilings_that_do_not_add_up_leaves_nothing_half_written(edition, commune, popular, officer):
    amounts = {commune: 60_00, popular: 50_00}

    sentence = refusal_of(partial(adopt_decided_ceilings, edition, amounts, total=100_00, **ACT, by=officer))

    assert sentence == "Los techos suman $110 y el total es $100: sobran $10."
    assert (ceilings(edition), states(edition)) == ({}, [])


def test_adopt_decided_ceilings_refused_when_adopting_leaves_no_draft_behind(edition, commune, officer):
    refusal_of(
        partial(adopt_decided_ceilings, edition, {commune: 60}, total=60, act=" ", adopted_on=date.min, by=officer)
    )

    assert states(edition) == []


def test_adopt_decided_ceilings_of_another_city_is_not_allowed(edition, commune, outsider):
    with pytest.raises(NotAllowed):
        adopt_decided_ceilings(edition, {commune: 1}, total=1, **ACT, by=outsider)


def test_adopt_ceilings_brought_in_replace_the_adopted_sharing(edition, commune, officer):
    adopt_sharing(make_sharing(edition, {commune: 9}), **ACT, by=officer)

    adopt_ceilings(edition, {commune: 11}, by=SYSTEM, adopted_by="Archivo")

    assert (ceilings(edition), states(edition)) == ({"Manrique": 11}, ["replaced"])


# Who sees


def test_sharings_visible_to_everybody_leave_out_drafts(edition, commune, resident, officer, outsider):
    draft = make_sharing(edition, {commune: 1})
    make_sharing(edition, {commune: 1}, state=Sharing.State.REPLACED)
    make_sharing(edition, {commune: 1}, state=Sharing.State.ADOPTED)

    seen = {person.name: draft in sharings_visible_to(person) for person in (resident, officer, outsider)}
    numbers = [sharings_visible_to(person).count() for person in (None, resident, outsider, officer)]

    assert list(seen.values()) == [False, True, False]
    assert numbers == [2, 2, 2, 3]


def test_sharings_visible_to_nobody_while_the_edition_is_prepared(city, commune, resident, officer):
    edition = make_edition(city, state=Edition.State.DRAFT)
    make_sharing(edition, {commune: 1}, state=Sharing.State.ADOPTED)

    assert [sharings_visible_to(person).count() for person in (resident, officer)] == [0, 1]


# What is shown


def test_view_of_sharing_compares_with_the_year_before(sharing, city, commune, officer):
    make_population(commune, 600)
    make_ceiling(make_edition(city, year=2026), commune, 200_00)
    make_ceiling(make_edition(city, year=2025), commune, 1)

    row, other = view_of_sharing(create_sharing(sharing, by=officer)).rows[::-1]

    assert (row.territory, row.before.amount, row.difference.amount, row.signed) == (
        commune,
        200_00,
        100_00,
        "+50\u00a0%",
    )
    assert (row.per_head, other.before, other.difference, other.per_head) == (row.per_head, None, None, None)


def test_view_of_a_draft_compares_with_the_ceilings_in_force(sharing, edition, city, commune, officer):
    make_ceiling(make_edition(city, year=2026), commune, 1)
    make_ceiling(edition, commune, 200_00)

    view = view_of_sharing(create_sharing(sharing, by=officer))

    assert (view.before.label, view.total_before.amount, view.total.amount) == ("Hoy", 200_00, 400_00)


def test_view_of_sharing_says_each_reason_in_money(sharing, commune, officer):
    row = view_of_sharing(create_sharing(sharing, by=officer)).rows[1]

    assert (row.territory, row.reasons) == (
        commune,
        (
            "«Población» vale 300: es el 75 % entre todos y pesa 100 %; suma 75 %.",
            "Su peso es 75 % del total: le tocan $300.",
        ),
    )


def test_view_of_sharing_tells_when_the_formula_no_longer_gives_it(sharing, officer):
    create_sharing(sharing, by=officer)
    assert view_of_sharing(sharing).agrees
    sharing.inputs = {place: {} for place in sharing.inputs}

    view = view_of_sharing(sharing)

    assert (view.agrees, view.total.amount) == (False, 400_00)


def test_words_of_formula_tell_it_to_a_neighbour(sharing, officer):
    sharing.weights, sharing.readings = {"population": "3", "Calidad de vida": "2"}, {"Calidad de vida": "inverse"}
    sharing.inputs = {place: {**row, "Calidad de vida": "40"} for place, row in sharing.inputs.items()}
    sharing.floor, sharing.cap = 50_00, 300_00

    assert words_of_formula(create_sharing(sharing, by=officer)) == [
        "Se reparten $400 entre 2 territorios.",
        "El 60\u00a0% se reparte según «Población»: a mayor valor, más dinero.",
        "El 40\u00a0% se reparte según «Calidad de vida», al revés: a menor valor, más dinero.",
        "Nadie recibe menos de $50 (el piso).",
        "Nadie recibe más de $300 (el tope).",
        "Se redondea a múltiplos de $1; lo que sobra va, de a $1, a quienes más perdieron al redondear.",
    ]


def test_document_of_a_sharing_is_enough_to_work_it_out_again(sharing, officer):
    create_sharing(sharing, by=officer)

    told = document_of(sharing, territories_in(sharing))

    assert {s.territory: str(s.amount) for s in work_out_again(told)} == told["ceilings"]
    assert told["ceilings"] == {"0500101": "10000", "0500103": "30000"}


# Growth


def test_growth_of_kinds_comes_from_the_records_of_each_year(city, commune):
    rural = make_territory("Santa Elena", city, kind=Territory.Kind.CORREGIMIENTO)
    for year, of_commune, of_rural in ((2023, 100, 100), (2025, 120, 150), (2027, 150, 185)):
        edition = make_edition(city, year=year)
        make_ceiling(edition, commune, of_commune)
        make_ceiling(edition, rural, of_rural)
    make_ceiling(make_edition(city, year=2024, state=Edition.State.DRAFT), commune, 999)
    make_ceiling(make_edition(city, year=2028), commune, 999)

    told = [(k.label, k.said, [(y.year, y.money.amount) for y in k.years]) for k in growth_of_kinds(edition)]

    assert told == [
        ("Corregimientos", "crecieron 85\u00a0%", [(2023, 100), (2025, 150), (2027, 185)]),
        ("Comunas", "crecieron 50\u00a0%", [(2023, 100), (2025, 120), (2027, 150)]),
    ]


@pytest.mark.parametrize(("last", "said"), [(100, "no cambiaron"), (80, "bajaron 20\u00a0%")])
def test_growth_of_kinds_says_when_there_was_none(city, commune, last, said):
    for year, amount in ((2025, 100), (2027, last)):
        make_ceiling(edition := make_edition(city, year=year), commune, amount)

    assert [kind.said for kind in growth_of_kinds(edition)] == [said]
