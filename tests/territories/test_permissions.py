"""Who may see and change places?"""

import pytest

from convite.core.actors import SYSTEM
from convite.territories.models import Territory
from convite.territories.permissions import can_manage_territories, territories_visible_to


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("resident", False), ("leader", False), ("facilitator", False), ("officer", False), ("evaluator", False),
        ("scrutineer", False), ("poll_worker", False), ("project_manager", False), ("auditor", False),
        ("outsider", False), ("superuser", True),
    ],
)  # fmt: skip
def test_manage_territories_by_role(request: pytest.FixtureRequest, who: str, may: bool) -> None:
    assert can_manage_territories(request.getfixturevalue(who)) is may


def test_manage_territories_as_system_or_nobody() -> None:
    assert [can_manage_territories(who) for who in (SYSTEM, None)] == [True, False]


@pytest.mark.django_db
def test_manage_territories_ends_with_the_account(superuser: object) -> None:
    superuser.is_active = False  # type: ignore[attr-defined]

    assert can_manage_territories(superuser) is False


def test_territories_are_visible_to_everybody(city: Territory, commune: Territory) -> None:
    assert set(territories_visible_to(None)) == {city, commune}
