"""An officer finds that two ideas ask for the same: she merges them, the author is told, and she parts them again."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.serving import Site

HERS = "Huerta de la manzana en el lote de la terraza"
OTHER = "Sembrar hortalizas en la terraza del salón comunal"
TOLD = f"La idea «{HERS}» se unió a «{OTHER}», que pide lo mismo. Por qué: Piden lo mismo en el mismo barrio."
TOLD_AGAIN = f"La idea «{HERS}» vuelve a seguir su propio camino. Por qué: Son de sectores distintos."


@pytest.fixture
def window(browser: Browser, open_site: Site) -> Iterator[Callable[[str], Page]]:
    """`window("officer")` is a window in which she is logged in."""
    contexts = []

    def opened(role: str) -> Page:
        contexts.append(browser.new_context(base_url=open_site.url))
        page = contexts[-1].new_page()
        page.goto("/demo/")
        page.locator(f"form[action*={role}] button").click()
        return page

    yield opened
    for context in contexts:
        context.close()


def propose(page: Page, title: str) -> str:
    """Its address."""
    page.goto("/ideas/nueva/")
    page.locator("input[name=title]").fill(title)
    page.locator("textarea[name=description]").fill("Para comer mejor en la cuadra.")
    page.locator("select[name=theme]").select_option("environment")
    page.locator("button:has-text('Enviar la idea')").last.click()
    page.wait_for_url(lambda url: "nueva" not in url)
    if "parecidas" in page.url:
        page.locator("button:has-text('No, enviar la mía')").click()
        page.wait_for_url(lambda url: "parecidas" not in url)
    return page.url


def merge(officer: Page) -> None:
    """The two newest: the second one, hers, goes on in the first."""
    officer.goto("/ideas/")
    officer.locator("input[name=idea]").nth(0).check()
    officer.locator("input[name=idea]").nth(1).check()
    officer.locator("button:has-text('Comparar y unir')").click()
    officer.locator("article", has_text=OTHER).locator("input[name=kept]").check()
    officer.locator("textarea[name=reason]").fill("Piden lo mismo en el mismo barrio.")
    officer.locator("button:has-text('Unirlas')").click()
    officer.wait_for_url(lambda url: "unir" not in url)


def told(page: Page, sentence: str) -> int:
    page.goto("/avisos/")
    return page.locator("main li", has_text=sentence).count()


def test_officer_merges_two_ideas_tells_the_author_and_parts_them_again(window: Callable[[str], Page]) -> None:
    resident, officer = window("resident"), window("officer")
    hers = propose(resident, HERS)
    propose(officer, OTHER)

    merge(officer)
    assert officer.locator("h1").inner_text() == OTHER
    assert officer.locator("section:has(> h2:text-is('Se unió con')) .row-title").count() == 1
    assert told(resident, TOLD) == 1

    officer.locator("a:has-text('Deshacer la unión')").click()
    officer.locator("textarea[name=reason]").fill("Son de sectores distintos.")
    officer.locator("main button:has-text('Deshacer')").click()
    officer.wait_for_url(lambda url: "deshacer" not in url)
    assert told(resident, TOLD_AGAIN) == 1
    resident.goto(hers)
    assert resident.locator("h2:text-is('Sigue en otra idea')").count() == 0
