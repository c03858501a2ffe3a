"""Making up for what a schedule has missed, through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client
from tests.integration.handlers.running import finished


def schedule(node_id: str = "s", **config: Any) -> Any:
    return {"id": node_id, "type": "trigger", "config": {"mode": "schedule", **(config or DAILY)}}


DAILY = {"cron": "0 9 * * *", "timezone": "Europe/Berlin"}
DAYS = {"from": "2024-01-18T08:00:00Z", "to": "2024-01-20T00:00:00Z"}


def active(client: Client, *nodes: Any, **settings: Any) -> str:
    body = {"name": "A", "nodes": list(nodes or [schedule()]), "settings": settings}
    workflow_id: str = client.call("create_workflow", body=body).data["id"]
    path = {"workflow_id": workflow_id}
    assert client.call("set_workflow_status", path=path, body={"status": "active"}).status == 200
    return workflow_id


def backfill(client: Client, workflow: str, **body: Any) -> Answered:
    return client.call("backfill_workflow", path={"workflow_id": workflow}, body=body)


def test_each_planned_time_starts_one_execution_however_often(client: Client) -> None:
    workflow = active(client)

    first = backfill(client, workflow, **DAYS)
    again = backfill(client, workflow, **DAYS)

    assert [each["scheduled_at"] for each in first.data["filled"]] == [
        "2024-01-18T08:00:00.000Z",
        "2024-01-19T08:00:00.000Z",
    ]
    assert first.data["next_from"] is None
    assert again.data == first.data
    execution = finished(client, first.data["filled"][0]["execution_id"])
    assert execution["input"] == {"scheduled_at": "2024-01-18T08:00:00Z"}
    assert execution["trigger"] == {"kind": "schedule", "node_id": "s"}
    query = {"workflow_id": workflow}
    assert client.call("list_executions", query=query).data["pagination"]["total"] == 2


@pytest.mark.slow
def test_a_long_past_is_made_up_for_in_several_calls(client: Client) -> None:
    hourly = schedule(rate="1 hour", start="2024-01-01T00:00:00Z")
    workflow = active(client, hourly)
    asked: dict[str, Any] = {"from": "2024-01-01T00:00:00Z", "to": "2024-01-05T05:00:00Z"}

    parts = [backfill(client, workflow, **asked).data]
    while parts[-1]["next_from"] is not None:
        parts.append(backfill(client, workflow, **{**asked, "from": parts[-1]["next_from"]}).data)

    # a call does a hundred, or what it can in its time
    assert len(parts) > 1
    assert max(len(part["filled"]) for part in parts) <= 100
    filled = [each["scheduled_at"] for part in parts for each in part["filled"]]
    hours = [f"2024-01-0{hour // 24 + 1}T{hour % 24:02}:00:00.000Z" for hour in range(102)]
    assert filled == hours


def test_what_is_refused_is_told_with_its_time(client: Client) -> None:
    workflow = active(client, rate={"max": 1, "per": 86400})

    filled = backfill(client, workflow, **DAYS).data["filled"]

    assert filled[1]["execution_id"] is None
    assert filled[1]["error"]["code"] == "RATE_LIMITED"


def test_the_future_is_not_filled(client: Client) -> None:
    workflow = active(client, schedule(cron="0 9 1 1 ? 2150"))
    asked = {"from": "2024-01-01T00:00:00Z", "to": "2200-01-01T00:00:00Z"}

    assert backfill(client, workflow, **asked).data == {"filled": [], "next_from": None}


def test_a_schedule_is_chosen(client: Client) -> None:
    workflow = active(client, schedule("a"), schedule("b", cron="0 10 * * *"), schedule("c", rate="1 day"))

    chosen = backfill(client, workflow, trigger="b", **DAYS).data["filled"]
    unknown = backfill(client, workflow, trigger="c", **DAYS)

    assert chosen[0]["scheduled_at"] == "2024-01-18T10:00:00.000Z"
    assert (unknown.status, unknown.content["error"]["details"][0]["rule"]) == (400, "field-choice")


@pytest.mark.parametrize("body", [{}, {"from": "yesterday"}, {"from": "2024-01-01T00:00:00Z", "until": "x"}])
def test_a_backfill_says_from_when(client: Client, body: Any) -> None:
    assert backfill(client, active(client), **body).status == 400


def test_an_inactive_workflow_has_nothing_to_make_up_for(client: Client) -> None:
    workflow = active(client)
    client.call("set_workflow_status", path={"workflow_id": workflow}, body={"status": "inactive"})

    assert backfill(client, workflow, **DAYS).code == "WORKFLOW_INACTIVE"
