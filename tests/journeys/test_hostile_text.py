"""Does any page take people's text for its own? In this city every text of every model is an attack."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.journeys.reading import Reader
from tests.journeys.serving import Site
from tests.journeys.test_every_page import PAGES

ATTACK = '"><img src=x onerror=alert(1)>{{7*7}}<script>alert(1)</script>'
Readers = Callable[[Site, str], Reader]
Addresses = dict[str, dict[str, str]]


@pytest.mark.parametrize("name", PAGES)
def test_page_shows_attacks_as_text(hostile_site: Site, readers: Readers, addresses: Addresses, name: str) -> None:
    faults = {role: readers(hostile_site, role).open(address) for role, address in addresses[name].items()}

    assert {role: said for role, said in faults.items() if said} == {}


@pytest.mark.parametrize("name", ["project_page", "idea_page", "gathering_page", "result_page"])
def test_attacks_stand_on_the_page(hostile_site: Site, readers: Readers, addresses: Addresses, name: str) -> None:
    reader = readers(hostile_site, "visitor")
    reader.open(addresses[name]["visitor"])

    assert "alert(1)" in reader.page.locator("main").inner_text()


@pytest.mark.parametrize("name", ["search", "project_list", "idea_list"])
def test_searched_words_are_shown_as_text(site: Site, readers: Readers, addresses: Addresses, name: str) -> None:
    reader = readers(site, "visitor")
    address = addresses[name]["visitor"].split("?")[0]

    assert reader.open(f"{address}?q={quote(ATTACK)}") == []
    assert reader.page.locator("input[name=q]").first.input_value() == ATTACK
