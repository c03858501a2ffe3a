"""What goes wrong around a visitor is said in clear words, and nothing of the work is lost."""

import json
from typing import Any

from playwright.sync_api import FilePayload, Page, expect

from tests.console.story import ORDER, Story, create
from tests.console.visit import Visit
from tests.e2e.api import Api
from tests.e2e.local_server import KEY

FOREIGN: dict[str, Any] = {
    "name": "With more",
    "colour": "red",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "say", "type": "set", "note": "mine", "config": {"values": {"a": 1}}},
    ],
    "connections": [{"source": "start", "target": "say"}],
    "settings": {"speed": 9, "max_iterations": 7},
}


def test_what_cannot_be_saved_for_want_of_a_connection_is_saved_later(visit: Visit, api: Api) -> None:
    workflow = create(api, {**ORDER, "name": "Far away"})
    page = visit.open(f"/console/workflows/{workflow}/edit")
    page.get_by_label("Name of the workflow").fill("Near again")
    expect(page.get_by_text("Not saved")).to_be_visible()

    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    assert api.get(f"/v1/workflows/{workflow}").data["name"] == "Near again"
    visit.complaints.clear()  # the browser's own words about a lost connection


def test_a_key_that_is_revoked_while_one_writes_loses_nothing(visit: Visit, api: Api) -> None:
    workflow = create(api, {**ORDER, "name": "Kept in spite of it"})
    scopes = ["workflows:read", "workflows:write"]
    key = api.post("/v1/keys", {"name": "short", "scopes": scopes}).data
    page = visit.open(f"/console/workflows/{workflow}/edit", key=key["secret"])
    page.get_by_label("Name of the workflow").fill("Written before")

    assert api.call("DELETE", f"/v1/keys/{key['id']}").status == 200
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The key was refused")
    page.get_by_label("API key").fill(KEY)
    page.get_by_role("button", name="Open the console").click()

    expect(page.get_by_label("Name of the workflow")).to_have_value("Written before")
    expect(page.get_by_text("These changes were not saved last time.")).to_be_visible()
    visit.complaints.clear()  # 401, as the browser tells it


def test_a_key_that_asks_too_often_is_told_to_wait_and_goes_on(visit: Visit, story: Story) -> None:
    refusal = {"success": False, "error": {"code": "RATE_LIMITED", "message": "Too many requests."}}
    visit.page.route(
        "**/v1/workflows?*",
        lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}, json=refusal),
        times=1,
    )

    page = visit.open("/")

    expect(page.get_by_text("It goes on in 1 second.")).to_be_visible()
    expect(page.get_by_role("link", name="Order", exact=True)).to_be_visible()
    visit.complaints.clear()  # 429, as the browser tells it
    assert story


def test_what_was_deleted_has_a_way_on(visit: Visit, api: Api) -> None:
    workflow = create(api, {**ORDER, "name": "Soon gone"})
    assert api.call("DELETE", f"/v1/workflows/{workflow}").status == 200

    page = visit.open(f"/console/workflows/{workflow}")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    assert visit.violations() == []
    page.get_by_role("main").get_by_role("link", name="Workflows").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Workflows")
    visit.complaints.clear()  # 404, as the browser tells it


def mend(page: Page) -> None:
    """Remove what nobody knows, of the workflow and of its node."""
    page.get_by_role("button", name="Mend it in the editor").click()
    details = page.get_by_label("Details")
    for name in ("speed", "colour"):
        details.locator(".notice").filter(has_text=name).get_by_role("button", name="Remove").click()
    page.locator(".react-flow__node[data-id=say]").click()
    expect(details.locator(".notice").filter(has_text="note").first).to_be_visible()
    details.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("No faults")).to_be_visible()


def test_fields_that_nobody_knows_are_kept_shown_and_told(visit: Visit, api: Api) -> None:
    page = visit.open("/console/workflows/import")
    content = json.dumps(FOREIGN).encode()
    page.locator("input[type=file]").set_input_files(
        [FilePayload(name="more.json", mimeType="application/json", buffer=content)]
    )
    expect(page.get_by_role("main")).to_contain_text("There is no field “colour” here")
    visit.complaints.clear()  # 400, as the browser tells it

    mend(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    [made] = api.get("/v1/workflows?search=With%20more").data["workflows"]
    stored = api.get(f"/v1/workflows/{made['id']}").data
    assert stored["settings"] == {"max_iterations": 7}
    say = {"id": "say", "type": "set", "config": {"values": {"a": 1}}}
    assert stored["nodes"] == [FOREIGN["nodes"][0], say]
    visit.complaints.clear()


def test_a_workflow_begins_as_it_is_to_start(visit: Visit) -> None:
    page = visit.open("/console/workflows/new")
    by_the_clock = page.get_by_role("button", name="By the clock")
    expect(by_the_clock).to_be_visible()
    assert visit.violations() == []

    by_the_clock.click()

    expect(page.get_by_label("Cron")).to_have_value("0 9 * * 1-5")
