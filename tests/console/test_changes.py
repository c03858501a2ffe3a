"""What people change outside the editor: webhooks, past times of schedules, many runs at once."""

from typing import Any

from playwright.sync_api import expect

from tests.console.story import Story, create, run
from tests.console.visit import Visit
from tests.e2e.api import Api

NIGHTLY = {
    "name": "Nightly",
    "nodes": [
        {"id": "night", "type": "trigger", "config": {"mode": "schedule", "cron": "0 * * * *"}},
        {"id": "note", "type": "set", "config": {"values": {"at": "{{ $trigger.scheduled_at }}"}}},
    ],
    "connections": [{"source": "night", "target": "note"}],
}


def test_an_address_is_made_changed_and_deleted(visit: Visit, story: Story, api: Api) -> None:
    page = visit.open(f"/console/workflows/{story.signup}/triggers")
    before = len(_webhooks(api, story.signup))

    page.get_by_role("button", name="New address").click()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.get_by_role("button", name="More actions:").first.click()
    page.get_by_role("menuitem", name="Edit address").click()
    page.get_by_label("Name").fill("Shop")
    page.get_by_label("GET").check()
    page.get_by_label("Callers prove who they are by").select_option("header")
    page.get_by_label("Header", exact=True).fill("X-Shop-Token")
    assert visit.violations() == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="The webhook's token")).to_contain_text("x-shop-token: whsec_")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()

    [changed] = [each for each in _webhooks(api, story.signup) if each["name"] == "Shop"]
    assert sorted(changed["method"]) == ["GET", "POST"]
    assert changed["authentication"] == {"type": "header", "enabled": True, "header": "x-shop-token"}
    page.get_by_role("button", name="More actions: Shop").click()
    page.get_by_role("menuitem", name="Delete address").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete address").click()
    expect(page.get_by_text("The address leads nowhere any more.")).to_be_visible()
    assert len(_webhooks(api, story.signup)) == before


def test_past_times_are_made_up_for(visit: Visit, api: Api) -> None:
    workflow = create(api, NIGHTLY)
    page = visit.open(f"/console/workflows/{workflow}/triggers")

    page.get_by_role("button", name="Make up for past times").click()
    page.get_by_label("From").fill("2026-01-10T03:30")
    page.get_by_label("Until").fill("2026-01-10T06:30")
    page.get_by_role("button", name="Start runs").click()

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("3 runs for these times")
    assert visit.violations() == []
    assert len(api.get(f"/v1/executions?workflow_id={workflow}").data["executions"]) == 3


def test_many_runs_are_run_again_at_once(visit: Visit, api: Api) -> None:
    workflow = create(api, NIGHTLY)
    for _ in range(2):
        run(api, workflow, {}, wait=5)
    page = visit.open(f"/console/workflows/{workflow}/runs")

    page.get_by_label("Choose all on this page").check()
    expect(page.get_by_text("2 chosen")).to_be_visible()
    assert visit.violations() == []
    page.get_by_role("button", name="Run again").click()
    page.get_by_role("dialog").get_by_role("button", name="Run again").click()
    expect(page.get_by_role("dialog")).to_contain_text("Done: 2.")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()

    assert len(api.get(f"/v1/executions?workflow_id={workflow}").data["executions"]) == 4
    page.get_by_text("More filters").click()
    page.get_by_label("Error code").fill("nothing of the kind")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No run fits this filter.")).to_be_visible()


def _webhooks(api: Api, workflow: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"/v1/webhooks?workflow_id={workflow}").data["webhooks"]
    return found
