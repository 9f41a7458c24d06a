"""Does a gathering that is called belong to the edition under way around its place, and are its followers told once?"""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.conversations.models import Follow, Notice
from convite.gatherings.actions import call_gathering, call_gatherings
from convite.gatherings.models import Gathering
from convite.planning.actions import convene
from convite.planning.models import Edition, EditionGathering
from tests.builders import make_edition, make_gathering, make_phase, make_territory
from tests.watching import refusal_of, remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city: Any) -> Edition:
    """Its phases last from a month ago to a month from now."""
    edition = make_edition(city)
    make_phase(edition)
    return edition


def called(territory: Any, days: int = 7, title: str = "Taller de huertas") -> Gathering:
    starts = timezone.now() + timedelta(days=days)
    return Gathering(
        kind="workshop", title={"es": title}, territory=territory, place="Sede social", starts_at=starts,
        ends_at=starts + timedelta(hours=2),
    )  # fmt: skip


def owners() -> list[tuple[str, int]]:
    found = EditionGathering.objects.order_by("gathering__id")
    return [(str(one.gathering.title), one.edition_id) for one in found.select_related("gathering")]


def follow(person: Any, thing: Any) -> None:
    Follow.objects.create(kind=thing._meta.label_lower, subject=thing.public_id, person=person)


# Whose it is


def test_call_belongs_to_the_edition_above(edition: Edition, commune: Any, facilitator: Any) -> None:
    call_gathering(called(commune), by=facilitator)

    assert owners() == [("Taller de huertas", edition.pk)]
    assert remembered("convene") == [(facilitator.public_id, "planning.edition", edition.public_id)]


def test_call_belongs_to_the_nearest_edition(edition: Edition, commune: Any, officer: Any) -> None:
    nearer = make_edition(commune, year=2020)
    make_phase(nearer)

    call_gathering(called(make_territory("La Honda", commune)), by=officer)

    assert owners() == [("Taller de huertas", nearer.pk)]


def test_call_at_one_distance_belongs_to_the_newest_edition(edition: Edition, commune: Any, officer: Any) -> None:
    make_phase(make_edition(edition.territory, year=2020))

    call_gathering(called(commune), by=officer)

    assert owners() == [("Taller de huertas", edition.pk)]


@pytest.mark.parametrize("days", [-31, 31])
def test_call_outside_of_the_edition_s_phases_belongs_to_none(
    edition: Edition, commune: Any, officer: Any, days: int
) -> None:
    call_gathering(called(commune, days), by=officer)

    assert (owners(), remembered("convene")) == ([], [])


@pytest.mark.parametrize("state", [Edition.State.DRAFT, Edition.State.CLOSED])
def test_call_while_no_edition_is_open_belongs_to_none(
    edition: Edition, commune: Any, officer: Any, state: str
) -> None:
    Edition.objects.update(state=state)

    call_gathering(called(commune), by=officer)

    assert (owners(), Gathering.objects.count()) == ([], 1)


def test_call_beside_the_edition_s_territory_belongs_to_none(edition: Edition, other_city: Any, outsider: Any) -> None:
    call_gathering(called(other_city), by=outsider)

    assert owners() == []


def test_call_of_a_series_is_one_act_of_each_edition(edition: Edition, city: Any, commune: Any, officer: Any) -> None:
    nearer = make_edition(commune)
    make_phase(nearer)

    call_gatherings([called(commune, 1, "A"), called(city, 2, "B"), called(commune, 40, "C")], by=officer)

    assert owners() == [("A", nearer.pk), ("B", edition.pk)]
    assert {thing for _by, _kind, thing in remembered("convene")} == {edition.public_id, nearer.public_id}


def test_convene_of_what_belongs_to_it_already_changes_nothing(edition: Edition, commune: Any, officer: Any) -> None:
    gathering = call_gathering(called(commune), by=officer)

    convene(edition, [gathering], by=officer)

    assert (len(owners()), len(remembered("convene"))) == (1, 1)


def test_convene_of_another_edition_s_is_refused(edition: Edition, city: Any, officer: Any) -> None:
    theirs = make_gathering(city, make_edition(city))

    said = refusal_of(convene, edition, [theirs, make_gathering(city)], by=officer)

    assert (said, len(owners())) == ("Uno de estos encuentros ya es de otra edición.", 1)


# Who is told


def test_call_is_told_to_followers_of_the_edition(edition: Edition, commune: Any, officer: Any, resident: Any) -> None:
    follow(resident, edition)

    gathering = call_gathering(called(commune), by=officer)

    notice = Notice.objects.get(person=resident)
    assert notice.text.startswith("Ruta 2027: se convocó «Taller de huertas»,")
    assert notice.url == reverse("gathering_page", args=[gathering.public_id])


def test_call_is_told_once_to_who_follows_both(edition: Edition, commune: Any, officer: Any, resident: Any) -> None:
    follow(resident, edition)
    follow(resident, commune)

    call_gathering(called(commune), by=officer)

    assert Notice.objects.filter(person=resident).count() == 1


def test_call_of_a_series_is_told_once(edition: Edition, commune: Any, officer: Any, resident: Any) -> None:
    follow(resident, edition)
    follow(officer, edition)

    call_gatherings([called(commune, n, f"Taller {n}") for n in range(1, 4)], by=officer)

    told = Notice.objects.values_list("person", "text")
    assert list(told) == [(resident.pk, "Ruta 2027: se convocaron 3 encuentros.")]


# Where it is read


def test_page_names_the_edition(client: Any, edition: Edition, city: Any) -> None:
    page = client.get(reverse("gathering_page", args=[make_gathering(city, edition).public_id]))

    assert [str(frame.name) for frame in page.context["frames"]] == ["Ruta 2027"]
    assert reverse("edition_page", args=[edition.public_id]) in page.text


def test_page_does_not_name_an_edition_in_preparation(client: Any, city: Any) -> None:
    draft = make_edition(city, state=Edition.State.DRAFT, name="Ruta secreta")

    page = client.get(reverse("gathering_page", args=[make_gathering(city, draft).public_id]))

    assert (page.context["frames"], "Ruta secreta" in page.text) == ([], False)
