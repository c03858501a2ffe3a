"""What follows from the end of an execution, on the local stack: status events, queues and functions."""

import json
import time
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from exeoflow.adapters.sqs.late_record_messages import late_record_message
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus, TriggerKind
from exeoflow.model.workflows.source_map import SourceMap
from tests.integration.handlers.conftest import Client, load_event

PATIENCE_SECONDS = 30
START = {"id": "start", "type": "trigger", "config": {}}


def chain(node: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    connections = [{"source": "start", "target": node["id"]}]
    return {"name": "Chain", "nodes": [START, node], "connections": connections, **fields}


def helper(client: Client) -> str:
    told = {"id": "told", "type": "transform", "config": {"expression": "$trigger"}}
    workflow_id: str = client.call("create_workflow", body=chain(told)).data["id"]
    return workflow_id


def failing(client: Client, error_workflow: str) -> str:
    stop = {"id": "stop", "type": "stop", "config": {"status": "failed", "code": "No", "message": "No."}}
    body = chain(stop, settings={"error_workflow": error_workflow})
    workflow_id: str = client.call("create_workflow", body=body).data["id"]
    return workflow_id


def started(client: Client, workflow_id: str) -> str:
    answer = client.call("execute_workflow", path={"workflow_id": workflow_id}, body={"input": {"order": 7}})
    execution_id: str = answer.data["execution_id"]
    return execution_id


def only_execution(client: Client, workflow_id: str) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = client.call("list_executions", query={"workflow_id": workflow_id}).data["executions"]
        if found and found[0]["status"] != "running":
            [listed] = found
            return client.call("get_execution", path={"execution_id": listed["id"]}).data
        time.sleep(0.05)
    raise TimeoutError(workflow_id)


def test_a_message_that_fails_unforeseen_keeps_no_other_waiting(client: Client) -> None:
    workflow_id = helper(client)
    client.call("set_workflow_status", path={"workflow_id": workflow_id}, body={"status": "active"})
    body = json.dumps({"workspace": client.workspace, "workflow_id": workflow_id})
    records = [{"messageId": "read", "body": body}, {"messageId": "unreadable"}]

    answer = client.functions["start_by_event"].invoke({"Records": records[::-1]})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "unreadable"}]}
    assert only_execution(client, workflow_id)["trigger"]["kind"] == "queue"


def test_a_failed_execution_starts_the_error_workflow_once(client: Client) -> None:
    error_workflow = helper(client)
    execution_id = started(client, failing(client, error_workflow))
    only_execution(client, error_workflow)
    said = deepcopy(load_event("start_by_event_failure"))
    said["Records"][0]["body"] = json.dumps({"failed_execution_id": execution_id})

    assert client.functions["start_by_event"].invoke(said) == {"batchItemFailures": []}

    told = only_execution(client, error_workflow)["output"]
    assert (told["id"], told["status"], told["input"]) == (execution_id, "failed", {"order": 7})
    assert told["error"] == {"code": "No", "message": "No.", "node_id": "stop"}


def test_a_record_that_comes_late_is_stored_once(client: Client) -> None:
    now = datetime.now(UTC)
    execution = Execution(
        id="exec_late",
        workspace=client.workspace,
        workflow_id=helper(client),
        workflow_name="Late",
        status=ExecutionStatus.SUCCESS,
        started_at=now,
        finished_at=now,
        trigger_kind=TriggerKind.MANUAL,
        trigger_node="start",
        is_express=True,
    )
    record = ExecutionRecord(execution, {"order": 7}, SourceMap({}, {}, {}), {"sum": 7}, steps=())
    said = {"Records": [{"messageId": "late", "body": late_record_message(record)}] * 2}

    assert client.functions["start_by_event"].invoke(said) == {"batchItemFailures": []}

    shown = only_execution(client, execution.workflow_id)
    assert (shown["status"], shown["input"], shown["output"]) == ("success", {"order": 7}, {"sum": 7})


def test_a_failure_that_nobody_knows_is_no_dead_letter(client: Client) -> None:
    answer = client.functions["start_by_event"].invoke(load_event("start_by_event_failure"))

    assert answer == {"batchItemFailures": []}


def test_an_error_workflow_that_does_not_exist_is_refused(client: Client) -> None:
    stop = {"id": "stop", "type": "stop", "config": {"status": "failed"}}
    unknown = chain(stop, settings={"error_workflow": "wf_unknown"})

    refused = client.call("create_workflow", body=unknown)
    malformed = client.call("create_workflow", body=chain(stop, settings={"error_workflow": "nobody"}))

    [fault] = refused.content["error"]["details"]
    assert (refused.status, refused.code) == (400, "WORKFLOW_INVALID")
    assert (fault["rule"], fault["path"]) == ("error-workflow-unknown", "settings.error_workflow")
    assert (malformed.status, malformed.code) == (400, "INVALID_REQUEST")
