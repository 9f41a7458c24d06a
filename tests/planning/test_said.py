"""When an act may be done, as one tells a neighbour; and ceilings by kind of territory."""

import pytest

from convite.planning.queries import ceilings_by_kind, say_act
from convite.territories.models import Territory
from tests.builders import at, make_ceiling, make_edition, make_phase, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def route(city):
    edition = make_edition(city)
    opens, closes = at("2026-11-23 08:00"), at("2026-11-29 16:00")
    make_phase(edition, "prioritisation", ("vote",), opens_at=opens, closes_at=closes)
    return edition


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            "2026-11-20",
            "La votación abre el lunes 23 de noviembre, 8:00 a. m. (en 3 días), y cierra el domingo 29 de noviembre, "
            "4:00 p. m.",
        ),
        (
            "2026-11-22 23:00",
            "La votación abre el lunes 23 de noviembre, 8:00 a. m. (mañana), y cierra el domingo 29 de noviembre, "
            "4:00 p. m.",
        ),
        ("2026-11-25", "La votación está abierta hasta el domingo 29 de noviembre, 4:00 p. m."),
        ("2027-01-10", "La votación cerró el domingo 29 de noviembre de 2026, 4:00 p. m."),
    ],
)
def test_say_act_tells_its_time_before_during_and_after(route, now, said):
    assert say_act("vote", route, at(now)).replace("\u00a0", " ").replace("\u202f", " ") == said


def test_say_act_that_the_edition_does_not_have_is_nothing(route):
    assert say_act("propose_idea", route) == ""


def test_ceilings_by_kind_add_up_each_year_of_the_territories_of_the_edition(city, commune):
    rural = make_territory("Santa Elena", city, kind=Territory.Kind.CORREGIMIENTO)
    before, now, later = (make_edition(city, year=year) for year in (2025, 2027, 2029))
    for edition in (before, now, later):
        make_ceiling(edition, commune, 10)
        make_ceiling(edition, rural, 7)
    make_ceiling(before, make_territory("Popular", city), 99)

    assert ceilings_by_kind(now) == {"commune": {2025: 10, 2027: 10}, "corregimiento": {2025: 7, 2027: 7}}
