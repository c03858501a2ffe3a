"""`settings.concurrency` and `settings.rate` through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client
from tests.integration.handlers.running import finished

SLOW = {
    "name": "Slow",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "wait", "type": "wait", "config": {"seconds": 600}},
    ],
    "connections": [{"source": "start", "target": "wait"}],
}


def created(client: Client, **settings: Any) -> str:
    answer = client.call("create_workflow", body={**SLOW, "settings": settings})
    assert answer.status == 201, answer
    workflow_id: str = answer.data["id"]
    return workflow_id


def execute(client: Client, workflow_id: str) -> Answered:
    return client.call("execute_workflow", path={"workflow_id": workflow_id}, body={})


def cancel(client: Client, execution_id: str) -> Answered:
    return client.call("cancel_execution", path={"execution_id": execution_id})


def get(client: Client, execution_id: str) -> Any:
    return client.call("get_execution", path={"execution_id": execution_id}, query={}).data


def test_a_start_waits_until_another_execution_ends(client: Client) -> None:
    workflow = created(client, concurrency={"max": 1})

    first, second, third = (execute(client, workflow).data for _ in range(3))

    assert "queued" not in first
    assert second["queued"] is third["queued"] is True
    assert get(client, second["execution_id"])["queued"] is True
    assert cancel(client, third["execution_id"]).status == 200
    assert cancel(client, first["execution_id"]).status == 200
    assert finished(client, third["execution_id"])["status"] == "cancelled"
    assert cancel_when_it_runs(client, second["execution_id"]) == "cancelled"


def cancel_when_it_runs(client: Client, execution_id: str) -> str:
    for _ in range(100):
        if (
            "queued"
            not in client.call("get_execution", path={"execution_id": execution_id}, query={"wait": "1"}).data
        ):
            assert cancel(client, execution_id).status == 200
            status: str = get(client, execution_id)["status"]
            return status
    pytest.fail("it never begins")


def test_a_start_is_refused_where_it_is_not_to_wait(client: Client) -> None:
    workflow = created(client, concurrency={"max": 1, "mode": "skip"})

    first, second = execute(client, workflow), execute(client, workflow)

    assert first.status == 202
    assert (second.status, second.code) == (409, "CONCURRENCY_LIMIT")
    query = {"workflow_id": workflow}
    assert client.call("list_executions", query=query).data["pagination"]["total"] == 1


def test_the_oldest_makes_room_for_the_newest(client: Client) -> None:
    workflow = created(client, concurrency={"max": 1, "mode": "cancel_running"})

    first, second = execute(client, workflow).data, execute(client, workflow).data

    assert get(client, first["execution_id"])["status"] == "cancelled"
    assert get(client, second["execution_id"])["status"] == "running"


def test_too_many_starts_are_told_when_to_come_again(client: Client) -> None:
    workflow = created(client, rate={"max": 1, "per": 86400})

    first, second = execute(client, workflow), execute(client, workflow)

    assert (first.status, second.status, second.code) == (202, 429, "RATE_LIMITED")
    assert int(second.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"concurrency": {}}, "settings.concurrency.max"),
        ({"concurrency": {"max": 0}}, "settings.concurrency.max"),
        ({"concurrency": {"max": 1, "mode": "later"}}, "settings.concurrency.mode"),
        ({"concurrency": {"max": 1, "limit": 2}}, "settings.concurrency.limit"),
        ({"concurrency": 5}, "settings.concurrency"),
        ({"rate": {"max": 1, "per": 0}}, "settings.rate.per"),
        ({"rate": {"max": 1, "key": "$input.a"}}, "settings.rate.key"),
        ({"debounce": {"seconds": 241}}, "settings.debounce.seconds"),
        ({"catch_up": {"max": 1001}}, "settings.catch_up.max"),
        ({"catch_up": {"within": 299}}, "settings.catch_up.within"),
        ({"catch_up": "last"}, "settings.catch_up"),
        ({"cancel_on": [{"pattern": {"source": "shop"}}]}, "settings.cancel_on[0].pattern"),
        (
            {"cancel_on": [{"pattern": {"source": ["shop"]}, "match": {"trigger": "$trigger.a"}}]},
            "settings.cancel_on[0].match.event",
        ),
        ({"debounce": {"seconds": 1}, "concurrency": {"max": 1}}, "settings"),
    ],
)
def test_policies_that_mean_nothing_are_refused(client: Client, settings: Any, path: str) -> None:
    answer = client.call("create_workflow", body={**SLOW, "settings": settings})

    assert (answer.status, answer.content["error"]["details"][0]["path"]) == (400, path)


def test_of_a_burst_only_the_last_start_begins(client: Client) -> None:
    body = {
        "name": "A",
        "nodes": [{"id": "start", "type": "trigger"}],
        "settings": {"debounce": {"seconds": 1}},
    }
    workflow = client.call("create_workflow", body=body).data["id"]

    first, second = execute(client, workflow).data, execute(client, workflow).data

    assert first["queued"] is second["queued"] is True
    assert finished(client, second["execution_id"])["status"] == "success"
    assert get(client, first["execution_id"])["status"] == "cancelled"
