"""What is drawn is saved once, under a name, and stays open as it is."""

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.console.hands import paste
from tests.console.visit import Visit
from tests.e2e.api import Api


def begun(visit: Visit, name: str) -> Page:
    """A new workflow with a trigger and one node, which is selected in the outline."""
    page = visit.open("/console/workflows/new")
    page.get_by_label("Name of the workflow").fill(name)
    page.get_by_label("Node types", exact=True).get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Outline").click()
    return page


def named(api: Api, name: str) -> int:
    total: int = api.get(f"/v1/workflows?search={name}").data["pagination"]["total"]
    return total


def test_a_new_workflow_stays_open_as_it_is_when_it_is_saved(visit: Visit, api: Api) -> None:
    page = begun(visit, "Kept-open")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile("/wf_.*/edit$"))

    expect(page.get_by_role("list", name="Outline")).to_be_visible()
    expect(page.get_by_label("Details").get_by_role("heading", name="stop")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".outline-node")).to_have_count(0)
    page.get_by_role("button", name="Redo").click()
    expect(page.locator(".outline-node")).to_have_count(2)

    assert named(api, "Kept-open") == 1
    page.get_by_role("link", name="Back to the workflow", exact=True).click()
    page.get_by_role("link", name="Workflows").first.click()
    page.get_by_role("link", name="New workflow").first.click()
    expect(page.get_by_label("Name of the workflow")).to_have_value("New workflow")
    expect(page.get_by_text("How does it start?")).to_be_visible()


def test_what_is_drawn_while_a_new_workflow_is_saved_makes_no_second_one(visit: Visit, api: Api) -> None:
    page = begun(visit, "Only-one")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("/v1/workflows$"), hold)

    page.keyboard.press("Control+s")
    page.get_by_label("Name of the workflow").fill("Only-one, later")
    page.keyboard.press("Control+s")  # the first one is still under way
    assert len(held) == 1
    expect(page.get_by_text("Saving …")).to_be_visible()
    held[0].continue_()
    expect(page).to_have_url(re.compile("/wf_.*/edit$"))
    expect(page.get_by_text("Not saved", exact=True)).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").get_by_text("Saved", exact=True)).to_be_visible()

    assert named(api, "Only-one") == 1
    assert page.evaluate("localStorage.getItem('exeoflow.draft.new')") is None


def test_a_workflow_without_a_name_is_not_sent_but_led_to_its_field(visit: Visit) -> None:
    page = begun(visit, " ")
    expect(page.get_by_text("A name is missing")).to_be_visible()

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_label("Name of the workflow")).to_be_focused()
    assert visit.violations() == []
    page.keyboard.press("Control+s")
    page.get_by_label("Name of the workflow").fill("A name")
    expect(page.get_by_text("Not saved", exact=True)).to_be_visible()


def test_an_export_of_another_system_is_not_pasted_as_nodes(visit: Visit) -> None:
    page = begun(visit, "Pasted into")
    export = {"nodes": [{"id": "1", "name": "A", "type": "n8n-nodes-base.set", "position": [0, 0]}]}

    paste(page, json.dumps({**export, "connections": {}}))
    expect(page.get_by_text("an export of another system")).to_be_visible()
    expect(page.locator(".outline-node")).to_have_count(2)
    paste(page, json.dumps({"nodes": [{"id": "odd", "type": "trigger", "position": [0, 0]}]}))
    page.get_by_role("button", name="Graph").click()

    expect(page.locator(".react-flow__node[data-id=odd]")).to_be_visible()
