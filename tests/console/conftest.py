"""The console in a real browser, against a server of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.chromium import ARGUMENTS, chromium_program
from tests.console.story import Story, tell
from tests.console.visit import PATIENCE_MS, Visit
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with running("--memory", "--allow-hosts", "127.0.0.1") as server:
        yield server.url


@pytest.fixture(scope="session")
def api(url: str) -> Api:
    return Api(url, KEY)


@pytest.fixture(scope="session")
def story(api: Api) -> Story:
    return tell(api)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium_program()
    if program is None:
        pytest.exit("Chromium is missing: apt-get install chromium (`make browser` does).", returncode=1)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[Visit]:
    with browser.new_context(locale="en-US", viewport={"width": 1280, "height": 800}) as context:
        visit = Visit(context.new_page(), url)
        yield visit
        assert visit.complaints == []


@pytest.fixture
def german(browser: Browser, url: str) -> Iterator[Visit]:
    with browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800}) as context:
        yield Visit(context.new_page(), url)


@pytest.fixture
def phone(browser: Browser, url: str) -> Iterator[Visit]:
    with browser.new_context(
        locale="en-US", viewport={"width": 390, "height": 844}, color_scheme="dark"
    ) as context:
        yield Visit(context.new_page(), url)
