"""Can each list be taken away? Every page that lists things has its row in opendata's EXPORTS, or a reason why not."""

from convite.opendata.queries import EXPORTS
from tests.house.audience import address_names

NOT_OPEN = {
    "follow_list": "what one person follows: hers alone",
    "report_list": "who reported what, and texts that may harm somebody: only numbers are public, moderation_figures",
    "role_list": "names of persons: seen by who administers or audits, and no open data",
    "sharing_list": "drafts tried in the office; what was adopted leaves with the ceilings, and each one with its page",
}


def export_of(list_name: str) -> str:
    """idea_list → ideas, territory_list → territories."""
    thing = list_name.removesuffix("_list")
    return f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"


def test_every_list_has_an_export() -> None:
    lists = {name for name in address_names() if name.endswith("_list") and ":" not in name}

    assert [name for name in sorted(lists - set(NOT_OPEN)) if export_of(name) not in EXPORTS] == []


def test_every_exception_is_a_list() -> None:
    assert set(NOT_OPEN) - set(address_names()) == set()
