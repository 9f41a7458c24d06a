"""Can an officer set up an edition from Medellín's preset, open it, and move it to formulation? In a real browser."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.reading import Reader
from tests.journeys.serving import Site

REASON = "Los talleres terminaron antes y el equipo ya tiene todas las ideas."


@pytest.fixture
def officer(site: Site, browser: Browser) -> Iterator[Reader]:
    """In a window of her own: what she sets up is not what the other journeys read."""
    reader = Reader(browser, site.url, "officer")
    yield reader
    reader.close()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_officer_sets_up_an_edition_from_a_preset_and_moves_it_to_formulation(officer: Reader) -> None:
    page = officer.page
    assert officer.open("/ruta/nueva/") == []
    page.get_by_role("link", name="Medellín: planeación local y presupuesto participativo").click()
    page.get_by_label("Nombre").fill("Ruta de prueba 2031")
    page.get_by_label("¿De qué territorio es?").select_option(label="Medellín")
    page.get_by_label("Vigencia").fill("2032")
    page.get_by_label("Primer día de la ruta").fill((datetime.now(UTC).date() - timedelta(days=14)).isoformat())
    press(page, "Guardar y ver las fases")
    assert page.locator(".phase-row legend").all_inner_texts()[:4] == [
        "Planeación", "Formulación", "Priorización", "Ejecución y seguimiento",
    ]  # fmt: skip
    press(page, "Guardar las fases")
    assert page.get_by_text("Todo lo indispensable está listo.").is_visible()
    press(page, "Abrir la edición")
    page.get_by_role("link", name="Ruta de prueba 2031").click()
    assert page.locator(".phases .present").inner_text().startswith("Planeación")
    page.get_by_role("link", name="Pasar a «Formulación» ahora").click()
    page.get_by_label("¿Por qué empieza hoy?").fill(REASON)
    press(page, "Empezar la fase ahora")
    assert page.locator(".phases .present").inner_text().startswith("Formulación")
    assert REASON in page.locator("main").text_content()
    assert (officer.faults, officer.look(1280)) == ([], [])
