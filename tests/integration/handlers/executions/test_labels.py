"""Executions found by labels, tags, error codes and several statuses, through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Client
from tests.integration.handlers.running import finished, listed_executions

STOP = {"id": "stop", "type": "stop", "config": {"status": "failed", "code": "Order.Bad", "message": "no"}}
FAILING = {
    "name": "Fails",
    "nodes": [{"id": "start", "type": "trigger"}, STOP],
    "connections": [{"source": "start", "target": "stop"}],
}
PLAIN = {"name": "Works", "nodes": [{"id": "start", "type": "trigger"}], "tags": ["shop"]}


def ran(client: Client, graph: Any, **body: Any) -> str:
    workflow = client.call("create_workflow", body=graph)
    assert workflow.status == 201, workflow
    started = client.call("execute_workflow", path={"workflow_id": workflow.data["id"]}, body=body)
    assert started.status == 202, started
    execution_id: str = finished(client, started.data["execution_id"])["id"]
    return execution_id


def test_executions_are_found_by_what_they_are_called_by(client: Client) -> None:
    good = ran(client, PLAIN, labels={"customer": "4711", "a.b-c_D": "x y"})
    bad = ran(client, FAILING, labels={"customer": "4711"})

    assert listed_executions(client, label="customer:4711") == [bad, good]
    assert listed_executions(client, label="customer:4711,a.b-c_D:x y") == [good]
    assert listed_executions(client, tag="shop") == [good]
    assert listed_executions(client, error_code="Order.Bad") == [bad]
    assert listed_executions(client, status="success,failed") == [bad, good]
    assert listed_executions(client, status="failed,running") == [bad]
    assert listed_executions(client, status="failed", label="customer:4711") == [bad]
    assert listed_executions(client, label="customer:47") == []


def test_a_retry_is_called_like_what_it_repeats(client: Client) -> None:
    first = ran(client, PLAIN, labels={"customer": "1"})

    retried = client.call("retry_execution", path={"execution_id": first}).data["execution_id"]
    shown = finished(client, retried)

    assert (shown["labels"], shown["tags"]) == ({"customer": "1"}, ["shop"])


@pytest.mark.parametrize(
    ("labels", "rule"),
    [
        ("x", "field-not-object"),
        ({"a": 1}, "label-invalid"),
        ({"a": ""}, "label-invalid"),
        ({"a": "b,c"}, "label-invalid"),
        ({"a b": "c"}, "label-invalid"),
        ({"": "c"}, "label-invalid"),
        ({f"l{number}": "x" for number in range(11)}, "field-too-many"),
    ],
)
def test_labels_are_few_and_short(client: Client, labels: Any, rule: str) -> None:
    workflow = client.call("create_workflow", body=PLAIN).data["id"]

    answer = client.call("execute_workflow", path={"workflow_id": workflow}, body={"labels": labels})

    assert (answer.status, answer.content["error"]["details"][0]["rule"]) == (400, rule)


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ({"status": "success,ended"}, "parameter-choice"),
        ({"status": ""}, "parameter-choice"),
        ({"label": "customer"}, "parameter-not-pair"),
        ({"label": ":4711"}, "parameter-not-pair"),
    ],
)
def test_filters_that_mean_nothing_are_refused(client: Client, query: dict[str, str], rule: str) -> None:
    answer = client.call("list_executions", query=query)

    assert (answer.status, answer.content["error"]["details"][0]["rule"]) == (400, rule)
