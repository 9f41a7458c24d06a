"""Can a facilitator write down a whole gathering without network, on a real browser, and bring it in once?"""

import json
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.reading import Reader
from tests.journeys.serving import Site

COUNTED = {
    "people": "SELECT count(*) FROM gatherings_attendee a JOIN gatherings_gathering g ON g.id = a.gathering_id"
    " WHERE g.public_id = ? AND removed_at IS NULL",
    "ideas": "SELECT count(*) FROM planning_idea i JOIN gatherings_gathering g ON g.id = i.gathering_id"
    " WHERE g.public_id = ? AND i.client_key IS NOT NULL",
    "agreements": "SELECT count(*) FROM gatherings_agreement a JOIN gatherings_gathering g ON g.id = a.gathering_id"
    " WHERE g.public_id = ?",
}
RESEND = """async ({urls, body}) => {
    const {token} = await (await fetch(urls.data)).json();
    const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
    const answer = await (await fetch(urls.sync, {method: "POST", headers, body})).json();
    return answer.answers.map(one => one.outcome);
}"""


def counted(site: Site, gathering: str) -> dict[str, int]:
    with sqlite3.connect(f"file:{site.home / 'convite.sqlite3'}?mode=ro", uri=True) as database:
        return {name: database.execute(sql, [gathering]).fetchone()[0] for name, sql in COUNTED.items()}


@pytest.fixture
def phone(site: Site, browser: Browser) -> Iterator[Reader]:
    reader = Reader(browser, site.url, "facilitator")
    yield reader
    reader.close()


@pytest.fixture
def other_phone(site: Site, browser: Browser) -> Iterator[Reader]:
    reader = Reader(browser, site.url, "facilitator")
    yield reader
    reader.close()


def prepare(phone: Reader) -> str:
    """Makes the phone ready; the address of the first gathering."""
    phone.page.goto(f"{phone.site}/campo/")
    phone.page.locator("[data-prepare]").click()
    expect(phone.page.locator("[data-network]")).to_have_attribute("data-kind", "success", timeout=15_000)
    return phone.page.locator("[data-url]").first.get_attribute("data-url")


def write(page: Page, tab: str, **fields: str) -> None:
    """One entry, by the form of its tab."""
    section = page.locator(f"#{tab}")
    if not section.is_visible():
        page.locator(f".field-tabs a[href='#{tab}']").click()
    for name, value in fields.items():
        field = section.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    before = section.locator("ol > li").count()
    section.locator(".field-add").click()
    expect(section.locator("ol > li")).to_have_count(before + 1)


def test_gathering_written_off_line_and_sent_twice_comes_in_once(site: Site, phone: Reader) -> None:
    address = prepare(phone)
    phone.context.set_offline(True)
    page = phone.page
    page.goto(site.url + address)
    for n in range(40):
        write(page, "personas", name=f"Persona {n}", **({"document": str(100 + n)} if n % 2 else {}))
    for n in range(12):
        write(page, "ideas", title=f"Idea {n} dicha en la vereda", theme="water")
    page.reload()
    for n in range(2):
        write(page, "acuerdos", text=f"Acuerdo {n}")
    page.close()  # and the phone is put away

    page = phone.context.new_page()
    page.goto(site.url + address)
    expect(page.locator("[data-counts]")).to_have_text("54 por enviar · 0 enviados")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data) if "sincronizar" in request.url else None)
    phone.context.set_offline(False)
    expect(page.locator("[data-counts]")).to_have_text("0 por enviar · 54 enviados", timeout=15_000)
    config = json.loads(page.locator("#field").text_content())
    again = page.evaluate(RESEND, {"urls": config["urls"], "body": sent[0]})

    assert set(again) == {"same"}
    assert counted(site, address.strip("/").split("/")[-1]) == {"people": 40, "ideas": 12, "agreements": 2}


def test_answer_that_got_lost_is_asked_for_again(site: Site, phone: Reader) -> None:
    phone.page.goto(f"{site.url}/campo/")
    address = phone.page.locator("[data-url]").nth(1).get_attribute("data-url")
    page = phone.page
    page.goto(site.url + address)
    write(page, "personas", name="Roza")
    page.route("**/sincronizar.json", lambda route: (route.fetch(), route.abort()), times=1)
    page.locator("[data-sync]").click()
    expect(page.locator("[data-network]")).to_have_attribute("data-kind", "warning")
    page.locator("#personas ol button").first.click()
    page.locator("#personas [name=name]").fill("Rosa")  # corrected before the phone knows that «Roza» arrived
    page.locator("#personas .field-add").click()

    page.locator("[data-sync]").click()

    expect(page.locator("#personas [data-state]")).to_have_text("enviado")
    expect(page.locator("#personas ol [data-title]")).to_have_text("Rosa")
    assert counted(site, address.strip("/").split("/")[-1])["people"] == 1


def test_two_phones_that_differ_about_a_person_are_settled(site: Site, phone: Reader, other_phone: Reader) -> None:
    phone.page.goto(f"{site.url}/campo/")
    address = phone.page.locator("[data-url]").last.get_attribute("data-url")
    for reader, name in ((phone, "Rosa Múnera"), (other_phone, "Rosalba Múnera")):
        reader.page.goto(site.url + address)
        write(reader.page, "personas", name=name, document="43.111.222")
        reader.page.locator("[data-sync]").click()
        expect(reader.page.locator("#personas [data-state]")).not_to_have_text("por enviar")
    page = other_phone.page
    expect(page.locator("#personas [data-state]")).to_have_text("dos versiones")

    page.goto(f"{site.url}/campo/versiones/")
    assert other_phone.look(320) == []
    page.locator("button[value=phone]").click()
    page.goto(site.url + address)
    page.locator("[data-sync]").click()

    expect(page.locator("#personas [data-state]")).to_have_text("enviado")
    assert counted(site, address.strip("/").split("/")[-1])["people"] == 1
