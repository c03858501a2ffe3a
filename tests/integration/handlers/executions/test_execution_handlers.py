"""Executions through the real handlers, with machines that really run."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client, load_event, make_client
from tests.integration.handlers.running import execute, execution, finished, listed_executions, workflow

LISTED = {
    "id",
    "workflow_id",
    "workflow_name",
    "status",
    "trigger",
    "retry_of",
    "started_at",
    "finished_at",
    "duration",
}
ECHO = {
    "name": "Echo",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "echo", "type": "set", "config": {"values": {"n": "{{ $input.n }}"}}},
    ],
    "connections": [{"source": "start", "target": "echo"}],
}
WAITING = {
    "name": "Waiting",
    "nodes": [{"id": "start", "type": "trigger"}, {"id": "rest", "type": "wait", "config": {"seconds": 600}}],
    "connections": [{"source": "start", "target": "rest"}],
}
FAILING = {
    "name": "Failing",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {
            "id": "halt",
            "type": "stop",
            "name": "Halt!",
            "config": {"status": "failed", "code": "No.Stock", "message": "ausverkauft"},
        },
    ],
    "connections": [{"source": "start", "target": "halt"}],
}


def test_a_workflow_runs_from_start_to_output(client: Client) -> None:
    started = execute(client, workflow(client), body={"input": {"total": 120}})
    shown = finished(client, started.data["execution_id"])

    assert set(started.data) == {"execution_id", "status", "started_at"}
    assert started.data["status"] == "running"
    assert set(shown) == LISTED | {"revision", "version", "retries", "input", "output", "steps"}
    assert (shown["status"], shown["input"]) == ("success", {"total": 120})
    assert shown["output"] == {"decision": "review"}
    assert [step["node_id"] for step in shown["steps"]] == ["order", "check", "review"]
    assert set(shown["steps"][0]) == {
        "node_id",
        "node_name",
        "status",
        "started_at",
        "finished_at",
        "duration",
    }
    assert shown["started_at"] == started.data["started_at"]
    assert shown["started_at"] <= shown["finished_at"]
    assert isinstance(shown["duration"], int)


def test_a_failed_execution_names_its_error_and_the_node(client: Client) -> None:
    shown = finished(client, execute(client, workflow(client, FAILING)).data["execution_id"])

    assert shown["status"] == "failed"
    assert shown["output"] is None
    assert shown["error"] == {"code": "No.Stock", "message": "ausverkauft", "node_id": "halt"}
    assert [(step["node_name"], step["status"]) for step in shown["steps"]] == [
        ("start", "success"),
        ("Halt!", "failed"),
    ]


def test_a_running_execution_can_be_watched_and_cancelled(client: Client) -> None:
    execution_id = execute(client, workflow(client, WAITING)).data["execution_id"]
    running = execution(client, execution_id)
    path = {"execution_id": execution_id}

    cancelled = client.call("cancel_execution", path=path)
    again = client.call("cancel_execution", path=path)

    assert (running["status"], running["finished_at"], running["duration"]) == ("running", None, None)
    assert cancelled.data == {"id": execution_id, "status": "cancelled"}
    assert (again.status, again.code) == (409, "EXECUTION_FINISHED")
    assert execution(client, execution_id)["status"] == "cancelled"


def test_who_waits_for_an_execution_is_answered_at_its_end(client: Client) -> None:
    path = {"execution_id": execute(client, workflow(client)).data["execution_id"]}

    shown = client.call("get_execution", path=path, query={"wait": "20"}).data

    assert shown["status"] == "success"
    assert [step["node_id"] for step in shown["steps"]] == ["order", "check", "review"]


def test_who_starts_and_waits_gets_the_end_in_one_answer(client: Client) -> None:
    body = {"input": {"total": 120}}
    ended = execute(client, workflow(client), body=body, query={"wait": "20"}).data
    failed = execute(client, workflow(client, FAILING), query={"wait": "20"}).data
    running = execute(client, workflow(client, WAITING), query={"wait": "1"}).data

    assert (ended["status"], ended["output"]) == ("success", {"decision": "review"})
    assert ended["started_at"] <= ended["finished_at"]
    assert (failed["status"], failed["output"], failed["error"]["code"]) == ("failed", None, "No.Stock")
    assert set(running) == {"execution_id", "status", "started_at"}


def test_whose_key_may_not_read_executions_does_not_wait_for_them(client: Client) -> None:
    path = workflow(client)
    starting = client.call("create_key", body={"name": "Starts", "scopes": ["workflows:execute"]}).data[
        "secret"
    ]
    headers = {"authorization": f"Bearer {starting}"}

    answer = client.call("execute_workflow", path=path, query={"wait": "5"}, headers=headers)

    assert (answer.status, answer.code) == (403, "FORBIDDEN")
    assert execute(client, path, headers=headers).data["status"] == "running"


def test_a_start_that_is_waited_for_runs_on_the_express_machine(client: Client) -> None:
    path = workflow(client, {**ECHO, "settings": {"mode": "auto"}})

    ended = execute(client, path, body={"input": {"n": 1}}, query={"wait": "5"}).data

    shown = execution(client, ended["execution_id"])
    assert (ended["output"], shown["output"], shown["express"]) == ({"n": 1}, {"n": 1}, True)


def test_who_waits_too_short_sees_how_it_stands(client: Client) -> None:
    path = {"execution_id": execute(client, workflow(client, WAITING)).data["execution_id"]}
    began = time.monotonic()

    answer = client.call("get_execution", path=path, query={"wait": "1"})

    assert 1 <= time.monotonic() - began < 5
    assert (answer.status, answer.data["status"]) == (200, "running")


@pytest.mark.parametrize("wait", ["26", "-1", "soon", "1.5", ""])
def test_a_wait_that_cannot_be_kept_is_refused(client: Client, wait: str) -> None:
    path = {"execution_id": execute(client, workflow(client)).data["execution_id"]}

    answer = client.call("get_execution", path=path, query={"wait": wait})

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    assert [detail["path"] for detail in answer.content["error"]["details"]] == ["wait"]


@pytest.mark.parametrize("raw_body", [None, "", "{}", '{"input": {}}'])
def test_the_body_of_a_start_is_optional(client: Client, raw_body: str | None) -> None:
    started = execute(client, workflow(client), raw_body=raw_body)

    assert execution(client, started.data["execution_id"])["id"] == started.data["execution_id"]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"input": []}, "input"),
        ({"input": None}, "input"),
        ({"data": {}}, "data"),
        ({"trigger": "nobody"}, "trigger"),
        ({"trigger": 7}, "trigger"),
    ],
)
def test_a_start_with_faults_starts_nothing(client: Client, body: Any, path: str) -> None:
    answer = client.call("execute_workflow", path=workflow(client), body=body)

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    assert [detail["path"] for detail in answer.content["error"]["details"]] == [path]
    assert client.call("list_executions", query={}).data["pagination"]["total"] == 0


def test_an_input_over_the_limit_is_refused(client: Client) -> None:
    answer = client.call("execute_workflow", path=workflow(client), body={"input": {"a": "x" * 262_144}})

    assert (answer.status, answer.code) == (413, "INPUT_TOO_LARGE")


def test_a_draft_cannot_be_executed(client: Client) -> None:
    answer = client.call("execute_workflow", path=workflow(client, {"name": "Draft"}), body={})

    assert (answer.status, answer.code) == (409, "WORKFLOW_EMPTY")


def test_the_same_start_twice_is_one(client: Client) -> None:
    path, headers = workflow(client), {"idempotency-key": "k"}

    first = execute(client, path, body={"input": {"total": 1}}, headers=headers)
    second = execute(client, path, body={"input": {"total": 1}}, headers=headers)
    other = client.call("execute_workflow", path=path, body={"input": {"total": 2}}, headers=headers)

    assert second.content == first.content
    assert (other.status, other.code) == (409, "IDEMPOTENCY_KEY_REUSED")
    assert client.call("list_executions", query={}).data["pagination"]["total"] == 1


def test_lists_filter_by_workflow_status_and_time(client: Client) -> None:
    good, bad = workflow(client), workflow(client, FAILING)
    first = finished(client, execute(client, good).data["execution_id"])
    second = finished(client, execute(client, bad).data["execution_id"])

    listed = partial(listed_executions, client)

    assert listed() == [second["id"], first["id"]]
    assert listed(status="failed", workflow_id=bad["workflow_id"]) == [second["id"]]
    assert listed(status="failed", workflow_id=good["workflow_id"]) == []
    assert listed(**{"from": second["started_at"]}) == [second["id"]]
    assert listed(to=first["started_at"]) == [first["id"]]
    assert listed(**{"from": first["started_at"][:10], "to": datetime.now(UTC).date().isoformat()})
    assert set(client.call("list_executions", query={}).data["executions"][0]) == LISTED


def test_a_failed_execution_is_retried_with_its_input(client: Client) -> None:
    started = execute(client, workflow(client, FAILING), body={"input": {"order": 4711}})
    path = {"execution_id": started.data["execution_id"]}
    original = finished(client, path["execution_id"])

    answer = client.call("retry_execution", path=path)

    assert answer.status == 202
    assert set(answer.data) == {"execution_id", "status", "started_at", "retry_of"}
    retry = finished(client, answer.data["execution_id"])
    assert (retry["status"], retry["input"]) == ("failed", {"order": 4711})
    assert (original["retry_of"], original["retries"]) == (None, [])
    assert (retry["retry_of"], retry["retries"]) == (original["id"], [])
    assert execution(client, original["id"])["retries"] == [retry["id"]]


def test_the_same_retry_twice_is_one(client: Client) -> None:
    path = {"execution_id": execute(client, workflow(client)).data["execution_id"]}
    other = {"execution_id": execute(client, workflow(client)).data["execution_id"]}
    headers = {"idempotency-key": "once"}
    for ended in (path, other):
        finished(client, ended["execution_id"])

    answers = [client.call("retry_execution", path=path, headers=headers) for _ in range(2)]

    assert answers[0].data == answers[1].data
    assert execution(client, path["execution_id"])["retries"] == [answers[0].data["execution_id"]]


def test_what_cannot_run_again_says_why(client: Client) -> None:
    waiting, gone = workflow(client, WAITING), workflow(client)
    running = {"execution_id": execute(client, waiting).data["execution_id"]}
    ended = {"execution_id": execute(client, gone).data["execution_id"]}
    finished(client, ended["execution_id"])
    renamed = {"id": "begin", "type": "trigger"}
    changed = json.loads(load_event("create_workflow")["body"])
    nodes = [renamed, *(node for node in changed["nodes"] if node["type"] != "trigger")]
    connections = [
        {**each, "source": "begin" if each["source"] == changed["nodes"][0]["id"] else each["source"]}
        for each in changed["connections"]
    ]

    refused = client.call("retry_execution", path=running)
    client.call("update_workflow", path=gone, body={"nodes": nodes, "connections": connections})
    without_trigger = client.call("retry_execution", path=ended, headers={"accept-language": "en"})
    client.call("delete_workflow", path=gone)
    without_workflow = client.call("retry_execution", path=ended)

    assert (refused.status, refused.code) == (409, "EXECUTION_RUNNING")
    assert (without_trigger.status, without_trigger.code) == (409, "TRIGGER_GONE")
    assert changed["nodes"][0]["id"] in without_trigger.content["error"]["message"]
    assert (without_workflow.status, without_workflow.code) == (409, "WORKFLOW_GONE")
    assert client.call("list_executions", query={}).data["pagination"]["total"] == 2
    client.call("cancel_execution", path=running)


def stats(client: Client, path: Mapping[str, str], **query: str) -> Answered:
    return client.call("get_workflow_stats", path=path, query=query)


def test_a_workflow_tells_how_it_runs(client: Client) -> None:
    path = workflow(client)
    ends = [finished(client, execute(client, path).data["execution_id"]) for _ in range(3)]
    running = execute(client, workflow(client, WAITING)).data["execution_id"]

    shown = stats(client, path).data

    durations = sorted(end["duration"] for end in ends)
    assert shown["workflow_id"] == path["workflow_id"]
    assert (shown["runs"], shown["failure_rate"]) == (3, 0.0)
    assert shown["by_status"] == {"running": 0, "success": 3, "failed": 0, "cancelled": 0}
    assert shown["by_day"] == [{"day": shown["to"], **shown["by_status"]}]
    assert shown["last_run"] == {key: ends[-1][key] for key in ("id", "status", "started_at")}
    assert set(shown["duration"]) == {"average", "p50", "p90", "p99"}
    assert abs(shown["duration"]["p50"] - durations[1]) <= durations[1] / 64
    assert shown["to"] == datetime.now(UTC).date().isoformat()
    assert shown["from"] < shown["to"]
    client.call("cancel_execution", path={"execution_id": running})


def test_stats_of_other_days_are_empty(client: Client) -> None:
    path = workflow(client, FAILING)
    finished(client, execute(client, path).data["execution_id"])
    today = datetime.now(UTC).date().isoformat()

    shown = stats(client, path, **{"from": today}).data
    before = stats(client, path, to="2020-01-01").data

    assert (shown["from"], shown["failure_rate"]) == (today, 1.0)
    assert shown["duration"] == {"average": None, "p50": None, "p90": None, "p99": None}
    assert (before["runs"], before["failure_rate"], before["last_run"]) == (0, None, None)


@pytest.mark.parametrize(
    "query",
    [{"from": "2024-01-20T10:00:00Z"}, {"to": "2024-W03-6"}, {"to": "2024-02-30"}, {"status": "failed"}],
)
def test_stats_are_asked_for_by_days(client: Client, query: dict[str, str]) -> None:
    answer = stats(client, workflow(client), **query)

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    assert [detail["path"] for detail in answer.content["error"]["details"]] == list(query)


def test_another_workspace_learns_nothing_of_a_workflow(client: Client, functions: Mapping[str, Any]) -> None:
    answer = stats(make_client(functions), workflow(client))

    assert (answer.status, answer.code) == (404, "WORKFLOW_NOT_FOUND")


TWO_TRIGGERS: Mapping[str, Any] = {
    "name": "Two",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "hook", "type": "trigger", "config": {"mode": "webhook"}},
        {"id": "rest", "type": "set", "config": {"values": {}}},
    ],
    "connections": [{"source": name, "target": "rest"} for name in ("start", "hook")],
}


def test_lists_filter_by_what_started_an_execution(client: Client) -> None:
    path = workflow(client, TWO_TRIGGERS)
    client.call("set_workflow_status", path=path, body={"status": "active"})
    webhook = client.call("create_webhook", body={**path, "name": "Orders"}).data
    called = client.call(
        "call_webhook",
        path={"webhook_id": webhook["id"]},
        headers={"authorization": f"Bearer {webhook['token']}"},
    )
    by_hand = execute(client, path, body={}).data["execution_id"]
    at_hook = execute(client, path, body={"trigger": "hook"}).data["execution_id"]
    finished(client, at_hook)

    listed = partial(listed_executions, client)

    assert listed(trigger="webhook") == [called.data["execution_id"]]
    assert listed(trigger="manual") == [at_hook, by_hand]
    assert listed(trigger="schedule") == []
    assert listed(**path, trigger_node="hook") == [at_hook, called.data["execution_id"]]
    assert listed(**path, trigger="manual", trigger_node="hook", status="success") == [at_hook]
    assert execution(client, at_hook)["trigger"] == {"kind": "manual", "node_id": "hook"}


def test_a_trigger_node_is_asked_for_with_its_workflow(client: Client) -> None:
    answer = client.call("list_executions", query={"trigger_node": "hook"})

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")
    assert [detail["path"] for detail in answer.content["error"]["details"]] == ["workflow_id"]


@pytest.mark.parametrize(
    "query",
    [{"from": "yesterday"}, {"to": "2024-13-01"}, {"status": "done"}, {"trigger": "moon"}],
)
def test_wrong_filters_are_refused(client: Client, query: dict[str, str]) -> None:
    answer = client.call("list_executions", query=query)

    assert [detail["path"] for detail in answer.content["error"]["details"]] == list(query)


def test_another_workspace_sees_and_cancels_nothing(client: Client, functions: Mapping[str, Any]) -> None:
    path = {"execution_id": execute(client, workflow(client, WAITING)).data["execution_id"]}
    stranger = make_client(functions)

    for operation in ("get_execution", "cancel_execution", "retry_execution"):
        answer = stranger.call(operation, path=path)
        assert (answer.status, answer.code) == (404, "EXECUTION_NOT_FOUND")

    assert stranger.call("list_executions", query={}).data["pagination"]["total"] == 0
    assert client.call("cancel_execution", path=path).status == 200


@pytest.mark.parametrize("event", ["record_execution_end", "record_execution_end_failed"])
def test_a_report_of_an_end_is_recorded(client: Client, functions: Mapping[str, Any], event: str) -> None:
    execution_id = execute(client, workflow(client, WAITING)).data["execution_id"]
    report = json.loads(json.dumps(load_event(event)))
    report["detail"] |= {"name": execution_id, "stopDate": int(time.time() * 1000)}

    functions["record_execution_end"].invoke(report)
    functions["record_execution_end"].invoke(report)

    shown = execution(client, execution_id)
    if event == "record_execution_end":
        assert (shown["status"], shown["output"]) == ("success", {"decision": "review"})
    else:
        assert (shown["status"], shown["error"]["code"]) == ("failed", report["detail"]["error"])


def test_the_sweep_runs_and_leaves_what_runs_alone(client: Client, functions: Mapping[str, Any]) -> None:
    execution_id = execute(client, workflow(client, WAITING)).data["execution_id"]

    functions["sweep_executions"].invoke(load_event("sweep_executions"))

    assert execution(client, execution_id)["status"] == "running"


@pytest.mark.parametrize(
    ("operation", "rules"),
    [
        ("execute_workflow", ["parameter-unknown"]),
        ("retry_execution", ["parameter-unexpected"] * 2),
        ("cancel_execution", ["parameter-unexpected"] * 2),
    ],
)
def test_a_parameter_that_would_be_ignored_is_refused(
    client: Client, operation: str, rules: list[str]
) -> None:
    path = {"workflow_id": "wf_1", "execution_id": "exec_1"}

    answer = client.call(operation, path=path, query={"wait": "10", "foo": "1"})

    assert answer.status == 400
    assert [fault["rule"] for fault in answer.content["error"]["details"]] == rules
