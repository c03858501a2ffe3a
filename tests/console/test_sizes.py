"""From a phone to a desk nothing that one needs lies outside the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.console.story import Story, create
from tests.console.visit import Visit
from tests.e2e.api import Api


@pytest.fixture
def tablet(browser: Browser, url: str) -> Iterator[Visit]:
    with browser.new_context(locale="de-DE", viewport={"width": 1024, "height": 768}) as context:
        yield Visit(context.new_page(), url)


def assert_in_view(page: Page, control: Locator) -> None:
    box = control.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= (page.viewport_size or {"width": 0})["width"]


def test_a_narrow_editor_has_its_buttons_and_room_to_draw(tablet: Visit, story: Story) -> None:
    page = tablet.open(f"/console/workflows/{story.order}/edit")
    expect(page.locator(".react-flow__node").first).to_be_visible()

    assert_in_view(page, page.get_by_role("button", name="Speichern", exact=True))
    assert_in_view(page, page.get_by_role("button", name="Ausführen"))
    canvas = page.locator(".editor-canvas").bounding_box()
    assert canvas is not None
    assert canvas["width"] > 400
    assert_in_view(page, page.get_by_role("link", name="Läufe"))
    assert tablet.violations() == []


@pytest.mark.usefixtures("story")
def test_a_table_fits_a_narrow_screen_without_what_is_told_last(tablet: Visit) -> None:
    page = tablet.open("/")
    expect(page.get_by_role("link", name="Order", exact=True)).to_be_visible()
    table = page.locator(".table-scroll")

    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    expect(page.get_by_role("columnheader", name="Nächster Start")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Geändert")).to_be_hidden()


def test_what_a_key_may_do_is_read_whole_on_a_narrow_screen(tablet: Visit) -> None:
    page = tablet.open("/console/keys")
    may = page.get_by_text("alle Berechtigungen")

    expect(may).to_be_visible()
    assert may.evaluate("tag => tag.scrollWidth <= tag.clientWidth")


def test_a_phone_changes_the_language_and_signs_out(phone: Visit) -> None:
    page = phone.open("/console/variables")

    page.get_by_label("Language").select_option("de")
    page.get_by_role("button", name="Abmelden").click()

    expect(page.get_by_role("heading")).to_have_text("API-Schlüssel eingeben")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_outline_of_many_nodes_lists_them_all_only_where_one_is_connected(visit: Visit, api: Api) -> None:
    ids = [f"n{number}" for number in range(40)]
    nodes = [{"id": "start", "type": "trigger"}, *({"id": each, "type": "stop"} for each in ids)]
    page = visit.open(
        f"/console/workflows/{create(api, {'name': 'Many', 'nodes': nodes, 'connections': []})}/edit"
    )
    page.get_by_role("button", name="Outline").click()
    connect = page.get_by_label("Connect the way out to")
    expect(connect.first).to_be_visible()
    assert page.locator(".outline option").count() == connect.count()

    connect.first.focus()

    expect(connect.first.locator("option")).to_have_count(len(ids) + 1)
