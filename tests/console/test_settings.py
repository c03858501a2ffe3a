"""What holds for a whole workflow is set in the editor, and one node is tried without running anything."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.story import ORDER, SIGNUP, Story, create
from tests.console.visit import Visit
from tests.e2e.api import Api

RATED = {"max_iterations": 7, "rate": {"max": 60, "key": "$trigger.customer.id"}}


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def stored(api: Api, workflow: str) -> Any:
    return api.get(f"/v1/workflows/{workflow}").data


def set_what_starts(page: Page) -> None:
    page.get_by_label("When a run fails, start").select_option(label="Payment")
    page.get_by_label("Bound how often it starts").uncheck()
    page.get_by_label("Bound what runs at once").check()
    page.get_by_label("A further start").select_option("skip")
    page.get_by_label("For each value of").fill("$trigger.region")


@pytest.mark.usefixtures("story")
def test_settings_and_tags_are_stored_and_taken_back(visit: Visit, api: Api) -> None:
    workflow = create(api, {**ORDER, "name": "To be set", "settings": RATED, "tags": ["old"]})
    page = visit.open(f"/console/workflows/{workflow}/edit")

    page.get_by_role("button", name="Remove the tag “old”").click()
    page.get_by_label("Tags").fill("shop, eu")
    page.get_by_label("Tags").press("Enter")
    page.get_by_label("A run takes at most (seconds)").fill("90")
    page.get_by_label("Data in records").select_option("errors")
    set_what_starts(page)
    assert visit.violations() == []
    saved(page)

    found = stored(api, workflow)
    assert found["tags"] == ["shop", "eu"]
    settings = found["settings"]
    assert settings.pop("error_workflow").startswith("wf_")
    assert settings.pop("concurrency") == {"max": 1, "mode": "skip", "key": "$trigger.region"}
    assert settings == {"max_iterations": 7, "timeout": 90, "record_data": "errors"}


@pytest.mark.usefixtures("story")
def test_the_mode_tells_what_it_costs_and_why_it_is_not_possible(visit: Visit, api: Api) -> None:
    workflow = create(api, {**SIGNUP, "name": "Quick signup"})
    page = visit.open(f"/console/workflows/{workflow}/edit")
    mode, prices = page.get_by_label("Mode"), page.get_by_role("table", name="Price per 1,000 runs")
    expect(prices.get_by_role("row").filter(has_text="in use")).to_contain_text("$0.025")

    mode.select_option("express")
    expect(prices.get_by_role("row").filter(has_text="in use")).to_contain_text("$0.0011")
    page.get_by_label("Node types", exact=True).get_by_role("button", name="Approval").click()
    page.locator(".react-flow__pane").click(position={"x": 20, "y": 20})

    expect(page.locator(".editor-right .fault")).to_contain_text("a run is over after 25 seconds")


def test_what_callers_must_send_is_written_as_json(visit: Visit, api: Api) -> None:
    workflow = create(api, {**ORDER, "name": "With a schema"})
    page = visit.open(f"/console/workflows/{workflow}/edit")

    page.get_by_text("What callers must send").click()
    field = page.get_by_role("textbox", name="What callers must send")
    field.click()
    page.keyboard.insert_text('{"type": "object"')
    expect(page.get_by_text("This is not a JSON object yet")).to_be_visible()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("}")
    saved(page)

    assert stored(api, workflow)["settings"] == {"input_schema": {"type": "object"}}


def test_a_node_is_tried_on_an_input_of_ones_own(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}/edit?node=reply&run={story.succeeded}")
    page.get_by_text("Try this node").click()
    given = page.get_by_label("Input (JSON)")
    expect(given).to_have_value('{\n  "decision": "review"\n}')

    given.fill('{"decision": ')
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("This is not JSON.")).to_be_visible()
    given.fill('{"decision": "later"}')
    page.get_by_role("button", name="Try it").click()

    expect(page.get_by_role("group", name="Output")).to_have_text('"later"')
    assert visit.violations() == []


def test_of_a_call_its_arguments_are_shown_and_its_answer_is_given(visit: Visit, api: Api) -> None:
    fetch = {"id": "fetch", "type": "http_request", "config": {"url": "https://example.com/{{ $input.id }}"}}
    lead = {"source": "order", "target": "fetch"}
    start = {"id": "order", "type": "trigger"}
    workflow = create(api, {"name": "Calls", "nodes": [start, fetch], "connections": [lead]})
    page = visit.open(f"/console/workflows/{workflow}/edit?node=fetch")
    page.get_by_text("Try this node").click()
    page.get_by_label("Input (JSON)").fill('{"id": 7}')

    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("group", name="Arguments of the call")).to_contain_text("https://example.com/7")
    expect(page.get_by_text("Only its call can tell")).to_be_visible()
    page.get_by_label("Its call answers").select_option("error")
    page.get_by_role("textbox", name="This error").fill('{"code": "Timeout", "message": "too late"}')
    page.get_by_role("button", name="Try it").click()

    expect(page.locator(".editor-right .notice")).to_contain_text("too late")


def test_a_node_is_tried_before_it_is_saved(visit: Visit, api: Api) -> None:
    start = {"id": "order", "type": "trigger"}
    workflow = create(api, {"name": "Begun", "nodes": [start], "connections": []})
    page = visit.open(f"/console/workflows/{workflow}/edit")
    page.get_by_label("Node types", exact=True).get_by_role("button", name="Limit").click()

    page.get_by_text("Try this node").click()
    page.get_by_label("Input (JSON)").fill("[1, 2, 3]")
    page.get_by_role("button", name="Try it").click()

    expect(page.locator(".editor-right").get_by_text("Succeeded")).to_be_visible()
    expect(page.get_by_text("Not saved")).to_be_visible()
