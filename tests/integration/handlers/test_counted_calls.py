"""How often the ways that load grows on call AWS: what docs/scale.md reckons with."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.client import BaseClient

from exeoflow.adapters.system import SystemClock
from exeoflow.bootstrap import application
from exeoflow.service.executions.sweep import sweep_executions
from local.aws.replacement import replaced
from local.cost import workloads as cost
from tests.fakes.graphs import greeting
from tests.integration.handlers.conftest import Client, load_event
from tests.integration.handlers.executions.test_channels import SAID, listening, starts
from tests.integration.handlers.test_approval_handlers import approving, waiting

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


@dataclass(frozen=True)
class StoppedClock(SystemClock):
    """It is another time, for ever."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@contextmanager
def counted(about: str = "") -> Iterator[list[str]]:
    """Note the operations that this thread calls, those that name what they are to be about."""
    called: list[str] = []
    here = threading.get_ident()
    make = BaseClient._make_api_call  # type: ignore[attr-defined]  # noqa: SLF001  (every call passes here)

    def note(client: BaseClient, operation: str, parameters: Any) -> Any:
        if threading.get_ident() == here and about in str(parameters):
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


def test_a_look_at_what_waits_for_people_is_one_call_of_step_functions(client: Client) -> None:
    asked = waiting(client, approving())
    in_two_days = application().clock.now() + timedelta(days=2)
    later = replace(application(), clock=StoppedClock(in_two_days))

    looks = []
    for _ in range(2):
        with counted(asked.execution_id) as called:
            sweep_executions(later, lambda: True)
        looks.append(called)

    # The record, what became of it, whether it waits for people, and that it is looked at again in a day.
    assert looks == [["Query", "DescribeExecution", "Query", "UpdateItem"], []]


@pytest.mark.usefixtures("client")
def test_a_sweep_without_anything_due_is_few_calls_however_much_waits() -> None:
    sweep_executions(application(), lambda: True)

    with counted() as called:
        sweep_executions(application(), lambda: True)

    # 16 parts of the index of what is open, twice, and who is answered late, what is removed, what moves.
    assert Counter(called) == {"Query": 35, "ListRules": 2}


def test_an_event_that_comes_again_starts_nothing_and_costs_what_it_did(client: Client) -> None:
    path = listening(client)

    counts = []
    for _ in range(2):
        with counted() as called:
            client.functions["start_by_event"].invoke(SAID)
        counts.append(called)

    # Who listens, the workflow, the record that is there already, and a start that is none.
    assert counts == [["Query", "Query", "TransactWriteItems", "StartExecution"]] * 2
    assert starts(client, path) == 1
