"""What does a person's browser notice on a page? Everything that must not happen is written down as it happens."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request, Response

NARROW, WIDE = 320, 1280
PASSWORD = "correcto caballo batería"  # of the resident, see `equipped`
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH_POLICY = """
    window.policyBroken = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.policyBroken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
AXE = """rules => axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]}).then(
    found => found.violations.flatMap(v => v.nodes.map(node => `${v.id}: ${node.target.join(" ")} ${node.html}`)))"""
# A block that is meant to scroll on its own (a wide table in its frame) is no fault: the page itself must not.
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def axe_source() -> str:
    return AXE_SCRIPT


class Reader:
    """A window of Chromium in which one of the cast, or a visitor, reads."""

    def __init__(self, browser: Browser, site: str, role: str = "visitor") -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": NARROW, "height": 800}, locale="es-CO")
        self.context.add_init_script(WATCH_POLICY)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        if role != "visitor":
            self.log_in(role)

    def close(self) -> None:
        self.context.close()

    def log_in(self, role: str) -> None:
        """By the demo's own button of the role."""
        self.page.goto(f"{self.site}/demo/")
        self.page.locator(f"form[action$='/entrar/{role}/'] button").click()
        self.page.wait_for_url(lambda url: "/demo/" not in url)
        if role == "resident":
            self.page.goto(f"{self.site}/cuenta/reauthenticate/")
            self.page.locator("input[type=password]").fill(PASSWORD)
            self.page.keyboard.press("Enter")
            self.page.wait_for_url(lambda url: "/reauthenticate/" not in url)

    def open(self, address: str) -> list[str]:
        """Goes to a page and says what went wrong on the way."""
        self.faults = []
        response = self.page.goto(self.site + address, wait_until="load")
        self.faults += [f"broken policy: {said}" for said in self.page.evaluate("window.policyBroken")]
        if response is None or response.status != 200:
            self.faults.append(f"answered {response and response.status}")
        return self.faults

    def send_emptied(self, form: str) -> None:
        """Clears a form and sends it as a browser would that knows no `required`."""
        self.faults = []
        self.page.locator(form).first.evaluate("""form => {
            form.noValidate = true;
            const typed = [...form.elements].filter(field => !["hidden", "submit", "button"].includes(field.type));
            for (const field of typed) field.value = "";
        }""")
        with self.page.expect_navigation():
            self.page.locator(form).first.evaluate("form => form.requestSubmit()")

    def look(self, width: int) -> list[str]:
        """What is wrong with the open page at a width: hard to use for somebody, or wider than the window."""
        self.page.set_viewport_size({"width": width, "height": 800})
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(axe_source())
        found: list[Any] = self.page.evaluate(AXE, RULES)
        faults = [f"{width} px: {said}" for said in found]
        excess = self.page.evaluate(TOO_WIDE)
        return faults + ([f"{width} px: {excess} px too wide"] if excess > 0 else [])

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(self.site + "/"):
            self.faults.append(f"third party: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")
