"""Takes the pictures of the README (`make pictures`): a person looks at them before they are committed."""

import base64
from typing import Final

from playwright.sync_api import Page, expect, sync_playwright

from tests.console.chromium import ARGUMENTS, chromium_program
from tests.console.story import ORDER, Story, tell
from tests.console.visit import Visit
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT, running

_FOLDER: Final = ROOT / "docs" / "images"


def main() -> None:
    """Tell the story to a server of its own, and picture its pages."""
    with running("--memory") as server, sync_playwright() as playwright:
        story = tell(Api(server.url, KEY))
        chromium = playwright.chromium.launch(executable_path=chromium_program(), args=[*ARGUMENTS])
        with chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 800}) as context:
            visit = Visit(context.new_page(), server.url)
            picture(editor(visit, story), "console-editor")
            picture(a_run(visit, story), "console-run")
        chromium.close()


def editor(visit: Visit, story: Story) -> Page:
    """The condition of the story, tried on its run."""
    page = visit.open(f"/console/workflows/{story.order}/edit?node=check")
    expect(page.locator(".react-flow__node")).to_have_count(len(ORDER["nodes"]))
    expect(page.locator(".preview")).to_contain_text("true")
    return page


def a_run(visit: Visit, story: Story) -> Page:
    """The run that failed, explained at its node."""
    page = visit.open(f"/console/runs/{story.failed}?node=read")
    expect(page.get_by_label("Step: Read name")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(3)
    return page


def picture(page: Page, name: str) -> None:
    """Write what the page looks like; Playwright knows no WebP, Chromium does."""
    page.wait_for_timeout(500)  # the drawing moves into its place
    session = page.context.new_cdp_session(page)
    answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": 85})
    (_FOLDER / f"{name}.webp").write_bytes(base64.b64decode(answer["data"]))


if __name__ == "__main__":
    main()
