"""How often the ways that load grows on call AWS: what docs/scale.md reckons with."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.client import BaseClient

from local.aws.replacement import replaced
from local.cost import workloads as cost
from tests.fakes.graphs import greeting
from tests.integration.handlers.conftest import Client, load_event

ECHO: dict[str, Any] = {
    "name": "Echo",
    "nodes": [
        {"id": "start", "type": "trigger", "config": {}},
        {"id": "w", "type": "wait", "config": {"seconds": 60}},
    ],
    "connections": [{"source": "start", "target": "w"}],
}

CALLS_OF_EXPRESS = [
    *("GetItem", "UpdateItem", "Query"),  # the webhook, the flood that it is not, the workflow
    "StartSyncExecution",
    *("Query", "TransactWriteItems"),  # who is to be told, the record
    *("Query", "GetItem"),  # the record for its answer, what a `respond` node said
]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Note the operations that this thread calls."""
    called: list[str] = []
    here = threading.get_ident()
    make = BaseClient._make_api_call  # type: ignore[attr-defined]  # noqa: SLF001  (every call passes here)

    def note(client: BaseClient, operation: str, parameters: Any) -> Any:
        if threading.get_ident() == here:
            called.append(operation)
        return make(client, operation, parameters)

    with replaced(BaseClient, "_make_api_call", note):
        yield called


def test_a_start_is_four_calls(client: Client) -> None:
    workflow_id = client.call("create_workflow", body=ECHO).data["id"]

    with counted() as called:
        client.call("execute_workflow", path={"workflow_id": workflow_id}, body={})

    assert called == ["UpdateItem", "Query", "TransactWriteItems", "StartExecution"]


def test_an_end_is_four_calls(client: Client) -> None:
    workflow_id = client.call("create_workflow", body=ECHO).data["id"]
    started = client.call("execute_workflow", path={"workflow_id": workflow_id}, body={})
    execution_id = started.data["execution_id"]
    detail = {**load_event("record_execution_end")["detail"], "name": execution_id}

    with counted() as called:
        client.functions["record_execution_end"].invoke({"id": "1", "detail": detail})

    assert called == ["Query", "GetExecutionHistory", "Query", "TransactWriteItems"]


def test_a_list_is_three_calls_however_far_behind_the_page(client: Client) -> None:
    workflow_id = client.call("create_workflow", body=ECHO).data["id"]
    for _ in range(3):
        client.call("execute_workflow", path={"workflow_id": workflow_id}, body={})

    for page in ("1", "3"):
        with counted() as called:
            client.call("list_executions", query={"page": page, "limit": "1"})
        assert called[:2] == ["UpdateItem", "Query"]
        assert len(called) <= 4


def test_an_express_run_is_recorded_in_the_call_that_waits_for_it(client: Client) -> None:
    graph = {
        "nodes": [{"id": "hook", "type": "trigger", "config": {"mode": "webhook"}}, greeting()],
        "connections": [{"source": "hook", "target": "greet"}],
        "settings": {"mode": "auto"},
    }
    workflow_id = client.call("create_workflow", body={"name": "Greet", **graph}).data["id"]
    client.call("set_workflow_status", path={"workflow_id": workflow_id}, body={"status": "active"})
    new = {"workflow_id": workflow_id, "name": "G", "authentication": {"enabled": False}, "wait": 5}
    webhook_id = client.call("create_webhook", body=new).data["id"]
    path = {"webhook_id": webhook_id}
    client.call("call_webhook", path=path, headers={"x-request-id": ""})

    with counted() as called:
        answer = client.call("call_webhook", path=path, headers={"x-request-id": ""})

    assert (answer.status, answer.data["status"], answer.data["output"]) == (
        200,
        "success",
        {"text": "Hallo"},
    )
    assert called == CALLS_OF_EXPRESS
    assert len(called) == cost.CALLS_OF_EXPRESS
    shown = client.call("get_execution", path={"execution_id": answer.data["execution_id"]}).data
    assert (shown["express"], shown["steps"]) == (True, [])
