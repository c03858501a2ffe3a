"""One visitor's tab of the console."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has no types of its own
from playwright.sync_api import Page

from tests.e2e.local_server import KEY

PATIENCE_MS = 30_000


class Visit:
    """One visitor's tab; what the browser complains about is kept."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self._url = url
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str = "/", key: str | None = KEY) -> Page:
        """Open a page of the console, with the key in the address as `make run` prints it."""
        self.page.goto(f"{self._url}{path}" + (f"#key={key}" if key else ""))
        return self.page

    def violations(self) -> list[str]:
        """Return what keeps people out of the page as it is now."""
        # The link below a drawing is React Flow's own, which its licence asks to keep as it is.
        before = [*self.complaints]
        found = Axe().run(self.page, {"exclude": [[".react-flow__attribution"]]})
        self.complaints[:] = before  # axe writes styles of its own into shadow roots
        return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found.response["violations"]]

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)
