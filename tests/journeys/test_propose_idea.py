"""A resident proposes from a five-year-old phone on which no program runs: with a place touched on the map, a photo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.builders import picture_bytes
from tests.journeys.serving import Site

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser: Browser, open_site: Site) -> Iterator[Page]:
    """The resident's, logged in; nothing runs on it."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=open_site.url)
    page = context.new_page()
    page.goto("/demo/")
    page.locator("form[action*=resident] button").click()
    yield page
    context.close()


def write(page: Page, title: str) -> None:
    page.goto("/ideas/nueva/")
    page.locator("input[name=title]").fill(title)
    page.locator("textarea[name=description]").fill("Cuando llueve nadie pasa por la quebrada.")
    page.locator("select[name=theme]").select_option("mobility")


def test_resident_proposes_with_a_point_and_a_photo(phone: Page, tmp_path: Path) -> None:
    photo = tmp_path / "quebrada.jpg"
    photo.write_bytes(picture_bytes(size=(640, 480)))
    write(phone, "Pasarela cubierta sobre la quebrada Zarzamora")
    phone.locator("input[name=photo_1]").set_input_files(photo)
    phone.locator("input[name=alt_1]").fill("La quebrada crecida")

    phone.locator("input[type=image]").click(position={"x": 140, "y": 150})
    assert phone.locator("input[name=point]").input_value() != ""
    assert phone.locator(".photos img").count() == 1
    phone.locator("button:has-text('Enviar la idea')").last.click()

    assert phone.locator("h1").inner_text() == "Pasarela cubierta sobre la quebrada Zarzamora"
    assert phone.locator(".photos img").get_attribute("alt") == "La quebrada crecida"
    assert phone.locator("img.ground").count() == 1


def test_resident_who_repeats_an_idea_supports_the_first(phone: Page) -> None:
    write(phone, "Sendero iluminado del mirador Cucarachero")
    phone.locator("button:has-text('Enviar la idea')").last.click()
    write(phone, "Iluminar el sendero del mirador Cucarachero")
    phone.locator("button:has-text('Enviar la idea')").last.click()

    assert phone.locator("h1").inner_text() == "¿Es una de estas?"
    phone.locator("button:has-text('la apoyo')").first.click()
    assert phone.locator("h1").inner_text() == "Sendero iluminado del mirador Cucarachero"


def test_resident_keeps_a_draft_and_throws_it_away(phone: Page) -> None:
    write(phone, "Una idea a medias")
    phone.locator("button:has-text('Guardar borrador')").click()
    row = phone.locator("li", has_text="Una idea a medias")

    row.locator("summary").click()
    row.locator("button:has-text('Sí, borrarlo')").click()

    assert phone.locator("text=Una idea a medias").count() == 0
