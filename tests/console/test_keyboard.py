"""Who works by keyboard is never thrown out of the page, and always knows where he is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.console.hands import assert_kept, press
from tests.console.story import ORDER, Story, create
from tests.console.visit import Visit
from tests.e2e.api import Api
from tests.e2e.local_server import KEY


@pytest.fixture
def own(api: Api) -> str:
    return create(api, {**ORDER, "name": "By keyboard"})


def drawn(page: Page) -> list[str | None]:
    return [each.get_attribute("data-id") for each in page.locator(".react-flow__node").all()]


@pytest.mark.usefixtures("story")
def test_who_signs_in_stands_in_the_page(visit: Visit) -> None:
    page = visit.open("/", key=None)

    page.get_by_label("API key", exact=True).press_sequentially(KEY)
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Import")).to_be_focused()


@pytest.mark.parametrize("tab", ["Outline", "Machine", "JSON", "Runs", "Statistics", "Revisions", "Triggers"])
def test_a_tab_that_was_opened_has_the_focus(visit: Visit, story: Story, tab: str) -> None:
    page = visit.open(f"/console/workflows/{story.order}")
    link = page.get_by_label("Views of the workflow").get_by_role("link", name=tab)

    press(page, link)

    expect(page.get_by_label("Views of the workflow").locator("[aria-current]")).to_have_text(tab)
    expect(link).to_be_focused()


def test_the_tabs_of_the_help_keep_the_focus(visit: Visit) -> None:
    page = visit.open("/console/help")
    link = page.get_by_role("main").get_by_role("link", name="Expressions")

    press(page, link)

    expect(page).to_have_url(re.compile("/help/expressions"))
    expect(link).to_be_focused()


def test_another_page_begins_at_its_content(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}")

    press(page, page.get_by_role("link", name="Edit"))

    expect(page.get_by_label("Name of the workflow")).to_have_value("Order")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("way", ["Escape", "Cancel"])
def test_a_dialog_gives_the_focus_back(visit: Visit, story: Story, way: str) -> None:
    page = visit.open(f"/console/workflows/{story.order}")
    run = page.get_by_role("button", name="Run", exact=True)

    press(page, run)
    expect(page.get_by_label("Input (JSON)")).to_be_focused()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        press(page, page.get_by_role("button", name="Cancel"))

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(run).to_be_focused()


def test_what_a_menu_opened_gives_the_focus_back_to_its_button(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}")
    menu = page.get_by_role("button", name="More actions")

    press(page, menu)
    press(page, page.get_by_role("menuitem", name="Delete"))
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(menu).to_be_focused()


def test_a_button_that_was_busy_has_the_focus_again(visit: Visit, own: str) -> None:
    page = visit.open(f"/console/workflows/{own}")

    press(page, page.get_by_role("button", name="Deactivate"))

    expect(page.get_by_role("button", name="Activate", exact=True)).to_be_focused()


def test_the_neighbour_of_what_was_deleted_has_the_focus(visit: Visit, api: Api) -> None:
    for name in ("first_of_all", "second_of_all"):
        assert api.call("PUT", f"/v1/variables/{name}", {"value": 1}).status == 200
    page = visit.open("/console/variables")

    press(page, page.get_by_role("button", name="Delete “first_of_all”"))
    press(page, page.get_by_role("dialog").get_by_role("button", name="Delete"))

    expect(page.get_by_text("$vars.first_of_all")).to_have_count(0)
    assert_kept(page)


def test_an_answered_question_leaves_the_focus_in_the_inbox(visit: Visit, story: Story, api: Api) -> None:
    assert api.post(f"/v1/workflows/{story.payment}/execute", {"input": {"total": 7}}).status < 300
    page = visit.open("/console/approvals")
    asked = page.get_by_role("article", name="Pay 7 EUR?")

    press(page, asked.get_by_role("button", name="Approve"))

    expect(asked).to_have_count(0)
    assert_kept(page)


def test_a_workflow_is_begun_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/console/workflows/new")

    press(page, page.get_by_role("button", name="By hand"))
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    search = page.get_by_role("searchbox", name="Add a node")
    search.focus()
    page.keyboard.type("wait")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="wait")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.locator(".react-flow__node")).to_have_count(2)
    assert drawn(page) == ["trigger", "wait"]


def test_enter_takes_what_is_called_so_and_not_what_mentions_it(visit: Visit) -> None:
    page = visit.open("/console/workflows/new")
    search = page.get_by_role("searchbox", name="Add a node")

    press(page, search)  # nothing is meant yet
    page.keyboard.type("sort")
    page.keyboard.press("Enter")

    expect(page.locator(".react-flow__node")).to_have_count(2)
    assert drawn(page) == ["trigger", "sort"]


def test_the_palette_is_one_stop_and_the_arrows_go_on(visit: Visit, own: str) -> None:
    page = visit.open(f"/console/workflows/{own}/edit")
    expect(page.locator(".react-flow__node").first).to_be_visible()  # the next stop behind the palette
    page.get_by_role("searchbox", name="Add a node").focus()

    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Condition", exact=True)).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("Boolean(document.activeElement.closest('.editor-canvas'))")


def test_enter_opens_the_fields_of_a_node_and_escape_leads_back(visit: Visit, own: str) -> None:
    page = visit.open(f"/console/workflows/{own}/edit")
    card = page.locator(".react-flow__node[data-id=check]")
    press(page, card)
    expect(page.get_by_label("Name", exact=True)).to_be_focused()

    page.keyboard.press("Escape")
    expect(card).to_be_focused()
    press(page, page.get_by_role("button", name="Outline"))
    listed = page.locator(".outline-node[data-id=accept]")
    press(page, listed)
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.press("Escape")

    expect(listed).to_be_focused()


def test_a_removed_node_hands_the_focus_to_the_next_one(visit: Visit, own: str) -> None:
    page = visit.open(f"/console/workflows/{own}/edit")
    press(page, page.locator(".react-flow__node[data-id=accept]"), " ")

    page.keyboard.press("Delete")
    expect(page.locator(".react-flow__node[data-id=accept]")).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.id") in {"review", "reply"}
    page.keyboard.press("Control+z")
    expect(page.locator(".react-flow__node[data-id=accept]")).to_be_visible()
    press(page, page.locator(".react-flow__node[data-id=accept]"))
    press(page, page.get_by_label("Details").get_by_role("button", name="Remove the node"))

    expect(page.locator(".react-flow__node[data-id=accept]")).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.id") in {"review", "reply"}


def test_a_connection_is_cut_by_keyboard(visit: Visit, own: str) -> None:
    page = visit.open(f"/console/workflows/{own}/edit")
    page.locator(".react-flow__edge").first.focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Delete")

    expect(page.locator(".react-flow__edge")).to_have_count(4)
    assert_kept(page)


def test_undo_keeps_the_focus_when_nothing_is_left_to_undo(visit: Visit, own: str) -> None:
    page = visit.open(f"/console/workflows/{own}/edit")
    page.get_by_label("Name of the workflow").fill("Other")
    undo = page.get_by_role("button", name="Undo")

    press(page, undo)

    expect(page.get_by_label("Name of the workflow")).to_have_value("By keyboard")
    expect(undo).to_be_disabled()
    expect(undo).to_be_focused()
