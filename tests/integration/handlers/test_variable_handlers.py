"""Variables through the real handlers and machines: what is set is read by the next execution."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from exeoflow.model.api_key import Scope
from tests.integration.handlers.conftest import Client, make_client
from tests.integration.handlers.running import ended


def set_to(client: Client, name: str, value: Any) -> Any:
    return client.call("set_variable", path={"name": name}, body={"value": value})


def reading(text: Any) -> dict[str, Any]:
    node = {"id": "s", "type": "set", "config": {"values": {"read": text}}}
    nodes = [{"id": "t", "type": "trigger"}, node]
    return {"name": "Reads", "nodes": nodes, "connections": [{"source": "t", "target": "s"}]}


def test_the_next_execution_reads_what_was_set_without_a_new_revision(client: Client) -> None:
    set_to(client, "region", "eu")
    made = client.call(
        "create_workflow", body=reading("{{ $vars.region }} of {{ $count($keys($vars)) }}")
    ).data
    outputs = []
    for value in ("eu", {"a": 1}, None):
        set_to(client, "region", value)
        outputs.append(run(client, made["id"]))

    assert [each["output"] for each in outputs] == [
        {"read": "eu of 1"},
        {"read": '{"a":1} of 1'},
        {"read": "null of 1"},
    ]
    assert client.call("get_workflow", path={"workflow_id": made["id"]}, query={}).headers["ETag"] == '"1"'


def test_a_node_of_code_reads_them_and_its_steps_are_told(client: Client) -> None:
    set_to(client, "region", "eu")
    source = "return $vars.region + Object.keys($vars).length"
    code = {"id": "c", "type": "code", "config": {"source": source}}
    read = {"id": "s", "type": "set", "config": {"values": {"read": "{{ $vars.region & $input }}"}}}
    body = {
        "name": "Code",
        "nodes": [{"id": "t", "type": "trigger"}, code, read],
        "connections": [{"source": "t", "target": "c"}, {"source": "c", "target": "s"}],
    }

    execution = ended(client, body)

    steps = client.call("list_execution_steps", path={"execution_id": execution["id"]}, query={}).data[
        "steps"
    ]
    assert execution["output"] == {"read": "eueu1"}
    assert [step["node_id"] for step in steps] == ["t", "c", "s"]
    assert client.call(
        "get_execution_step", path={"execution_id": execution["id"], "number": "3"}, query={}
    ).data["output"] == {"read": "eueu1"}


def run(client: Client, workflow_id: str) -> Any:
    started = client.call("execute_workflow", path={"workflow_id": workflow_id}, body={"input": {}}).data
    path = {"execution_id": started["execution_id"]}
    return client.call("get_execution", path=path, query={"wait": "20"}).data


def test_a_sub_workflow_reads_them_too(client: Client) -> None:
    set_to(client, "region", "eu")
    inner = client.call("create_workflow", body=reading("{{ $vars.region }}")).data["id"]
    call = {"id": "c", "type": "sub_workflow", "config": {"workflow_id": inner, "input": {"n": 1}}}
    outer = {
        "name": "Outer",
        "nodes": [{"id": "t", "type": "trigger"}, call],
        "connections": [{"source": "t", "target": "c"}],
    }

    assert ended(client, outer)["output"] == {"read": "eu"}


def test_what_is_not_set_is_nothing_and_a_warning(client: Client, functions: Mapping[str, Any]) -> None:
    set_to(make_client(functions), "region", "of another workspace")

    execution = ended(client, reading("{{ $vars.region }}"))
    validation = client.call("validate_workflow", body=reading("{{ $vars.region }}")).data

    assert execution["error"]["code"] == "States.QueryEvaluationError"
    assert execution["error"]["node_id"] == "s"
    assert [fault["rule"] for fault in validation["diagnostics"]] == ["variable-unknown"]
    assert validation["valid"]
    assert ended(client, reading("{{ $exists($vars.region) }}"))["output"] == {"read": False}


def test_a_variable_is_set_shown_listed_and_deleted(client: Client) -> None:
    made = set_to(client, "limits", {"max": 5, "größe": ["🔑"]})

    shown = client.call("get_variable", path={"name": "limits"})
    listed = client.call("list_variables", query={})
    gone = client.call("delete_variable", path={"name": "limits"})

    assert (made.status, shown.data) == (200, made.data)
    assert made.data["value"] == {"max": 5, "größe": ["🔑"]}
    assert listed.data["variables"] == [made.data]
    assert gone.status == 200
    for operation in ("get_variable", "delete_variable"):
        assert client.call(operation, path={"name": "limits"}).code == "VARIABLE_NOT_FOUND"


@pytest.mark.parametrize(
    ("name", "body", "rule"),
    [
        ("a-b", {"value": 1}, "variable-name"),
        ("größe", {"value": 1}, "variable-name"),
        ("a", {}, "field-missing"),
        ("a", {"value": 1, "secret": True}, "field-unknown"),
        ("a", {"value": "x" * 65_536}, "variables-too-large"),
    ],
)
def test_what_cannot_be_a_variable_is_refused(client: Client, name: str, body: Any, rule: str) -> None:
    refusal = client.call("set_variable", path={"name": name}, body=body)

    assert refusal.status == 400
    assert [fault["rule"] for fault in refusal.content["error"]["details"]] == [rule]
    assert client.call("list_variables", query={}).data["variables"] == []


def test_text_that_is_no_unicode_is_refused(client: Client) -> None:
    raw = json.dumps({"value": "\ud800"})

    assert client.call("set_variable", path={"name": "a"}, raw_body=raw).status == 400


@pytest.mark.parametrize("operation", ["list_variables", "get_variable", "set_variable", "delete_variable"])
def test_each_call_needs_its_own_permission(functions: Mapping[str, Any], operation: str) -> None:
    needed = Scope.VARIABLES_READ if operation.startswith(("get", "list")) else Scope.VARIABLES_WRITE
    lacking = make_client(functions, scopes=frozenset(Scope) - {needed})

    assert lacking.call(operation).code == "FORBIDDEN"
    assert make_client(functions, scopes=frozenset({needed})).call(operation).status != 403


def test_no_node_reads_the_variables_of_another_workspace_by_their_table(client: Client) -> None:
    for table in ("${VariablesTable}", "exeoflow-VariablesTable"):
        config = {"operation": "get", "table": table, "key": {"pk": "other", "sk": "variables"}}
        nodes = [{"id": "t", "type": "trigger"}, {"id": "d", "type": "database", "config": config}]
        body = {"name": "W", "nodes": nodes, "connections": [{"source": "t", "target": "d"}]}
        refusal = client.call("create_workflow", body=body)
        assert [fault["rule"] for fault in refusal.content["error"]["details"]] == ["resource-not-own"]


def test_a_node_is_tried_with_the_variables_of_now(client: Client) -> None:
    set_to(client, "region", "eu")
    made = client.call("create_workflow", body=reading("{{ $vars.region }}")).data["id"]
    run(client, made)
    set_to(client, "region", "us")

    tried = client.call("test_node", path={"workflow_id": made, "node_id": "s"}, body={})

    assert tried.data["output"] == {"read": "us"}
