"""Prints the numbers of the console (`make figures`): first drawing, panning, a change on the screen."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.workflows import ladder
from tests.console.chromium import ARGUMENTS, chromium_program
from tests.console.story import ORDER, create
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running

_TRIES: Final = 5
_SLOWER: Final = 4
_PAN_SECONDS: Final = 3
_LARGE: Final = 500
_LARGEST: Final = 2_000
_PATIENCE_MS: Final = 60_000
_NODE: Final = ".react-flow__node"
# Notes the moment (Unix, milliseconds) at which what a selector means is first there.
_NOTE: Final = """(selector) => {
  window.seen = null;
  const look = () => { if (!window.seen && document.querySelector(selector)) window.seen = Date.now(); };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  look();
}"""
_FRAMES: Final = """() => {
  window.frames_ = [];
  const note = (moment) => { window.frames_.push(moment); window.asked = requestAnimationFrame(note); };
  window.asked = requestAnimationFrame(note);
}"""
WAITING: Final = {
    "name": "Wait, then ask",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "wait", "type": "wait", "config": {"seconds": 2}},
        {"id": "ask", "type": "approval", "config": {"message": "Go on?", "timeout": 600}},
    ],
    "connections": [{"source": "start", "target": "wait"}, {"source": "wait", "target": "ask"}],
}


@dataclass(frozen=True)
class Figure:
    """What was measured, what is wanted, and the unit of both."""

    name: str
    values: list[float]
    goal: str

    def __str__(self) -> str:
        shown = ", ".join(f"{value:,.0f}" for value in self.values)
        return f"{self.name:<52} median {median(self.values):>7,.0f}   goal {self.goal:<16} ({shown})"


def main() -> None:
    """Measure against a server of its own."""
    with running("--memory") as server, sync_playwright() as playwright:
        api = Api(server.url, KEY)
        chromium = playwright.chromium.launch(executable_path=chromium_program(), args=[*ARGUMENTS])
        for figure in figures(chromium, api, server.url):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
        chromium.close()


def figures(browser: Browser, api: Api, url: str) -> Iterator[Figure]:
    """Yield each figure as soon as it is known."""
    order, workflow = create(api, ORDER), create(api, WAITING)
    yield Figure(
        f"first node, nothing cached, CPU {_SLOWER} times slower, ms",
        [first_node(browser, f"{url}/console/workflows/{order}") for _ in range(_TRIES)],
        "under 1,500",
    )
    for size in (_LARGE, _LARGEST):
        address = f"{url}/console/workflows/{create(api, large(size))}"
        yield Figure(f"first node of {size:,}, ms", [first_node(browser, address, slower=1)], "")
        goal = "30 or more" if size == _LARGE else ""
        yield Figure(f"panning {size:,} nodes, frames a second", [panned(browser, address)], goal)
        edited = f"{address}/edit"
        yield Figure(
            f"panning {size:,} nodes in the editor, frames a second", [panned(browser, edited)], goal
        )
    changes = [live(browser, api, url, workflow) for _ in range(_TRIES)]
    yield Figure("an approval on the screen after its step, ms", changes, "under 300")


def large(size: int) -> dict[str, Any]:
    """Draw so many nodes at most: conditions whose ways meet again, one after the other."""
    drawn = ladder((size - 1) // 4)
    return {"name": f"{size:,} nodes", "nodes": drawn["nodes"], "connections": drawn["connections"]}


def opened(browser: Browser, address: str, awaited: str = _NODE, *, slower: int = 1) -> Page:
    """Return a tab that has nothing cached and notes when what is awaited appears."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(_PATIENCE_MS)
    page.add_init_script(f"({_NOTE})('{awaited}')")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(f"{address}#key={KEY}", wait_until="commit")
    return page


def seen(page: Page) -> float:
    """Return the moment that `_NOTE` noted; the page's policy lets nothing wait for it inside."""
    end = time.monotonic() + _PATIENCE_MS / 1_000
    while time.monotonic() < end:
        noted = page.evaluate("window.seen")
        if noted:
            return float(noted)
        page.wait_for_timeout(50)
    message = f"nothing was shown at {page.url}"
    raise TimeoutError(message)


def first_node(browser: Browser, address: str, *, slower: int = _SLOWER) -> float:
    """Return the milliseconds from the call of an address to the first node."""
    page = opened(browser, address, slower=slower)
    taken = seen(page) - float(page.evaluate("performance.timeOrigin"))
    page.context.close()
    return taken


def panned(browser: Browser, address: str) -> float:
    """Return how many frames a second are drawn while the drawing is moved."""
    page = opened(browser, address)
    seen(page)
    page.wait_for_timeout(1_000)
    page.locator(".react-flow__pane").hover(position={"x": 30, "y": 30})
    page.mouse.down()
    page.evaluate(_FRAMES)
    end = time.monotonic() + _PAN_SECONDS
    step = 0
    box = page.locator(".react-flow__pane").bounding_box()
    assert box is not None
    while time.monotonic() < end:
        step += 1
        page.mouse.move(box["x"] + 30 + step * 7 % 300, box["y"] + 30 + step * 5 % 400)
    moments: list[float] = page.evaluate("cancelAnimationFrame(window.asked), window.frames_")
    page.context.close()
    return (len(moments) - 1) * 1_000 / (moments[-1] - moments[0])


def live(browser: Browser, api: Api, url: str, workflow: str) -> float:
    """Return the milliseconds from the begin of a step to the question that it asks."""
    started = api.post(f"/v1/workflows/{workflow}/execute", {"input": {}}).data["execution_id"]
    page = opened(browser, f"{url}/console/runs/{started}", "article.panel")
    shown = seen(page)
    page.context.close()
    [step] = [each for each in api.get(f"/v1/executions/{started}").data["steps"] if each["node_id"] == "ask"]
    api.post(f"/v1/executions/{started}/cancel", {})
    begun: float = datetime.fromisoformat(step["started_at"]).timestamp() * 1_000
    return shown - begun


if __name__ == "__main__":
    main()
