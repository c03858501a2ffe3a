"""Many clients at once: nothing is lost, nothing doubled, every total exact."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client, load_event

AT_ONCE = 8


def together(calls: Sequence[Callable[[], Answered]]) -> list[Answered]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [answer.result() for answer in [pool.submit(call) for call in calls]]


def test_writers_of_different_fields_all_get_their_will(client: Client) -> None:
    path = {"workflow_id": client.call("create_workflow").data["id"]}
    bodies: list[Any] = [{"name": "ours"}, {"description": "ours"}, {"settings": {"max_iterations": 7}}]

    answers = together(
        [lambda body=body: client.call("update_workflow", path=path, body=body) for body in bodies]  # type: ignore[misc]
    )
    shown = client.call("get_workflow", path=path)

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert (shown.data["name"], shown.data["description"]) == ("ours", "ours")
    assert shown.data["settings"] == {"max_iterations": 7}
    assert shown.headers["ETag"] == '"4"'


def test_of_writers_with_the_same_condition_one_wins(client: Client) -> None:
    path = {"workflow_id": client.call("create_workflow").data["id"]}

    answers = together(
        [
            lambda number=number: client.call(  # type: ignore[misc]
                "update_workflow", path=path, body={"name": f"{number}"}, headers={"if-match": '"1"'}
            )
            for number in range(AT_ONCE)
        ]
    )

    assert Counter(answer.status for answer in answers) == {200: 1, 412: AT_ONCE - 1}


def test_repeated_creations_and_starts_have_one_effect(client: Client) -> None:
    headers = {"idempotency-key": "once"}

    creations = together([lambda: client.call("create_workflow", headers=headers)] * AT_ONCE)
    path = {"workflow_id": creations[0].data["id"]}
    starts = together([lambda: client.call("execute_workflow", path=path, headers=headers)] * AT_ONCE)

    assert {answer.status for answer in creations} == {201}
    assert {answer.status for answer in starts} == {202}
    assert len({answer.data["id"] for answer in creations}) == 1
    assert len({answer.data["execution_id"] for answer in starts}) == 1
    assert client.call("list_workflows", query={}).data["pagination"]["total"] == 1
    assert client.call("list_executions", query={}).data["pagination"]["total"] == 1


@pytest.mark.slow
def test_totals_stay_exact_under_a_flood(client: Client) -> None:
    path = {"workflow_id": client.call("create_workflow").data["id"]}

    answers = together([lambda: client.call("execute_workflow", path=path)] * 40)

    assert {answer.status for answer in answers} == {202}
    for query in ({}, {"workflow_id": path["workflow_id"]}):
        assert client.call("list_executions", query=query).data["pagination"]["total"] == 40


def test_retries_at_once_are_as_many_as_were_asked_for(client: Client) -> None:
    path = {"workflow_id": client.call("create_workflow").data["id"]}
    original = {"execution_id": client.call("execute_workflow", path=path).data["execution_id"]}
    assert client.call("get_execution", path=original, query={"wait": "20"}).data["status"] == "success"

    def retry(key: int) -> Answered:
        return client.call("retry_execution", path=original, headers={"idempotency-key": f"{key}"})

    answers = together([lambda key=number % 2: retry(key) for number in range(AT_ONCE)])  # type: ignore[misc]

    assert {answer.status for answer in answers} == {202}
    started = {answer.data["execution_id"] for answer in answers}
    assert len(started) == 2
    assert set(client.call("get_execution", path=original).data["retries"]) == started
    assert client.call("list_executions", query=path).data["pagination"]["total"] == 3


@pytest.mark.slow
def test_deliveries_that_come_twice_at_once_start_once(client: Client) -> None:
    path = {"workflow_id": client.call("create_workflow").data["id"]}
    client.call("set_workflow_status", path=path, body={"status": "active"})
    [record] = load_event("start_by_event_queue")["Records"]
    message = json.dumps({**path, "workspace": client.workspace})

    def deliver(number: int) -> None:
        delivered = {**record, "messageId": f"message-{number // 2}", "body": message}
        answer = client.functions["start_by_event"].invoke({"Records": [delivered]})
        assert answer == {"batchItemFailures": []}

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(deliver, range(80)))

    for query in ({}, {"trigger": "queue"}, {**path, "trigger_node": "order"}):
        assert client.call("list_executions", query=query).data["pagination"]["total"] == 40


def test_ends_that_several_tell_at_once_are_counted_once(client: Client) -> None:
    path = {"workflow_id": client.call("create_workflow").data["id"]}
    started = [client.call("execute_workflow", path=path).data["execution_id"] for _ in range(10)]
    report = load_event("record_execution_end")

    def tell(execution_id: str) -> None:
        detail = {**report["detail"], "name": execution_id}
        client.functions["record_execution_end"].invoke({**report, "detail": detail})

    # The local stack tells of each end as well, and readers record what they see.
    def read(execution_id: str) -> None:
        client.call("get_execution", path={"execution_id": execution_id})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = [pool.submit(act, execution_id) for execution_id in started * 2 for act in (tell, read)]
    for each in told:
        each.result()

    shown = client.call("get_workflow_stats", path=path, query={}).data
    assert shown["runs"] == shown["by_status"]["success"] == 10
    listed = client.call("list_executions", query={**path, "trigger": "manual", "status": "success"})
    assert listed.data["pagination"]["total"] == 10
