"""Is every page of the demo city sound in a real browser? The pages are those of the audience table.

Sound: nothing that axe finds at 320 and at 1280 px, nothing wider than the window, nothing that the content policy
refused, nothing asked of a third party, nothing in the console, and a first visit that is light.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.house.audience import DEMO_DOORS, EVERYBODY, address_names, door_to
from tests.journeys.reading import NARROW, WIDE, Reader
from tests.journeys.serving import Site

Readers = Callable[[Site, str], Reader]
Addresses = dict[str, dict[str, str]]
NAMES = {*address_names(), *DEMO_DOORS}
PAGES = sorted(n for n in NAMES if not n.startswith("admin:") and (d := door_to(n)) and d.is_page)
PUBLIC = [name for name in PAGES if door_to(name).who == EVERYBODY]
IN_ENGLISH = ["home", "territory_page", "edition_page", "project_list", "project_page", "result_page", "idea_propose"]
HEAVIEST = {"contest_page": 60_000}  # a ballot is read on the poorest line
MOST_BYTES, MOST_REQUESTS = 100_000, 10
# form → who fills it in; each is sent back with its errors
FORMS = {"account_login": "visitor", "account_signup": "visitor", "profile": "resident"}
FORMS |= {
    "project_edit": "officer",
    "phase_move": "officer",
    "grant_role": "administrator",
    "open_account": "administrator",
}


def faults_of(reader: Reader, address: str) -> list[str]:
    faults = reader.open(address)
    if urlsplit(reader.page.url).path != urlsplit(address).path:
        return faults  # led to another page, which has a row of its own
    return faults + reader.look(NARROW) + reader.look(WIDE)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(site: Site, readers: Readers, addresses: Addresses, name: str) -> None:
    faults = {role: faults_of(readers(site, role), address) for role, address in addresses[name].items()}

    assert {role: said for role, said in faults.items() if said} == {}


@pytest.mark.parametrize("name", IN_ENGLISH)
def test_page_in_english_is_sound(site: Site, readers: Readers, addresses: Addresses, name: str) -> None:
    role, address = next(iter(addresses[name].items()))
    reader = readers(site, role)

    assert faults_of(reader, f"/en{address}") == []
    assert reader.page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("name", FORMS)
def test_form_with_errors_is_sound(site: Site, readers: Readers, addresses: Addresses, name: str) -> None:
    reader = readers(site, FORMS[name])
    reader.open(addresses[name][FORMS[name]])

    reader.send_emptied("main form[method=post]")

    assert reader.page.locator("[aria-invalid=true]").count() > 0
    assert reader.faults + reader.look(NARROW) + reader.look(WIDE) == []


def test_every_address_of_the_demo_has_a_declared_audience(addresses: Addresses) -> None:
    assert addresses.get("", {}) == {}


@pytest.mark.parametrize("name", PUBLIC)
def test_first_visit_is_light(site: Site, browser: Browser, addresses: Addresses, name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    page.goto(site.url + addresses[name]["visitor"], wait_until="networkidle")
    context.close()

    assert sum(sizes) <= HEAVIEST.get(name, MOST_BYTES)
    assert len(sizes) <= MOST_REQUESTS
