"""`settings.input_schema` and `settings.timeout` through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Client
from tests.integration.handlers.running import finished

START = {"id": "start", "type": "trigger"}
HOOK = {"id": "hook", "type": "trigger", "config": {"mode": "webhook"}}
SCHEMA = {
    "type": "object",
    "required": ["customer", "items"],
    "additionalProperties": False,
    "properties": {
        "customer": {"type": "object", "properties": {"id": {"type": "integer", "minimum": 1}}},
        "items": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}},
        "kind": {"enum": ["a", "b"]},
        "code": {"pattern": "^[A-Z]+$"},
        "mail": {"format": "email"},
        "one": {"const": 1},
        "any": {"anyOf": [{"type": "string"}, {"type": "number"}]},
    },
    "$defs": {"item": {"type": "object", "required": ["sku"]}},
}
GOOD = {"customer": {"id": 7}, "items": [{"sku": "x"}]}


def created(client: Client, schema: Any = SCHEMA, nodes: Any = (START, HOOK)) -> Any:
    return client.call(
        "create_workflow", body={"name": "A", "nodes": list(nodes), "settings": {"input_schema": schema}}
    )


def execute(client: Client, workflow: Any, body: Any) -> Any:
    return client.call("execute_workflow", path={"workflow_id": workflow.data["id"]}, body=body)


def faults(answer: Any) -> dict[str, str]:
    assert (answer.status, answer.code) == (400, "INVALID_REQUEST"), answer
    return {fault["path"]: fault["rule"] for fault in answer.content["error"]["details"]}


BAD: Any = {
    "customer": {"id": 0},
    "items": [{"sku": 1}, {}, 5],
    "kind": "c",
    "code": "abcd",
    "mail": "x",
    "one": True,
    "any": [],
    "extra": 1,
}


def test_an_input_that_breaks_the_schema_is_refused_with_all_its_places(client: Client) -> None:
    workflow = created(client)

    assert execute(client, workflow, {"input": GOOD}).status == 202
    assert faults(execute(client, workflow, {})) == {
        "input.customer": "field-missing",
        "input.items": "field-missing",
    }
    answer = execute(client, workflow, {"input": BAD})
    assert faults(answer) == {
        "input.customer.id": "field-too-small",
        "input.items[1].sku": "field-missing",
        "input.items[2]": "input-type",
        "input.kind": "field-choice",
        "input.code": "field-pattern",
        "input.mail": "input-schema",
        "input.one": "field-choice",
        "input.any": "input-schema",
        "input.extra": "field-unknown",
    }
    assert client.call("list_executions", query={}).data["pagination"]["total"] == 1


def test_the_body_of_a_webhooks_call_is_what_the_schema_is_about(client: Client) -> None:
    workflow = created(client)

    imitated = execute(client, workflow, {"trigger": "hook", "input": {"body": {"items": []}}})
    good = execute(client, workflow, {"trigger": "hook", "input": {"body": GOOD}})

    assert faults(imitated) == {"input.body.customer": "field-missing", "input.body.items": "field-too-few"}
    assert good.status == 202


def test_a_call_of_a_webhook_is_answered_with_the_places(client: Client) -> None:
    workflow = created(client, nodes=(HOOK,))
    path = {"workflow_id": workflow.data["id"]}
    client.call("set_workflow_status", path=path, body={"status": "active"})
    [webhook] = client.call("list_webhooks", query={}).data["webhooks"]
    place = {"webhook_id": webhook["id"]}
    token = client.call("rotate_webhook_token", path=place).data["token"]

    answer = client.call(
        "call_webhook", path=place, body={"items": 1}, headers={"authorization": f"Bearer {token}"}
    )

    assert faults(answer) == {"body.customer": "field-missing", "body.items": "input-type"}


def test_what_a_schedule_brings_is_not_checked(client: Client) -> None:
    schedule = {"id": "s", "type": "trigger", "config": {"mode": "schedule", "rate": "1 day"}}
    workflow = created(client, nodes=(START, schedule))

    assert execute(client, workflow, {"trigger": "s"}).status == 202


@pytest.mark.parametrize(
    ("schema", "rule"),
    [
        ({"type": "objekt"}, "schema-invalid"),
        ({"properties": {"a": {"minimum": "x"}}}, "schema-invalid"),
        ({"$ref": "https://example.com/schema"}, "schema-reference"),
        ({"properties": {"a": {"$ref": "#/$defs/none"}}}, "schema-reference"),
        ({"properties": {"a": {"$ref": "#name"}}}, "schema-reference"),
        ({"allOf": [{}], "$ref": "#/allOf/1"}, "schema-reference"),
        ({"description": "x" * 33_000}, "schema-too-long"),
        ([], "field-not-object"),
    ],
)
def test_what_is_no_schema_is_refused_when_it_is_saved(client: Client, schema: Any, rule: str) -> None:
    answer = created(client, schema)

    assert answer.status == 400
    assert [fault["rule"] for fault in answer.content["error"]["details"]] == [rule]
    assert answer.content["error"]["details"][0]["path"].startswith("settings.input_schema")


def test_a_reference_to_a_place_in_the_schema_is_one(client: Client) -> None:
    schema = {"allOf": [{"type": "object"}], "properties": {"a/b": {}, "c": {"$ref": "#/properties/a~1b"}}}

    assert created(client, {**schema, "not": {"not": {"$ref": "#/allOf/0"}}}).status == 201
    assert created(client, {"properties": {"self": {"$ref": "#"}}}).status == 201


@pytest.mark.parametrize("timeout", [0, 31_536_001, "10", 1.5])
def test_a_time_limit_is_a_number_of_seconds(client: Client, timeout: Any) -> None:
    body = {"name": "A", "nodes": [START], "settings": {"timeout": timeout}}

    assert client.call("create_workflow", body=body).status == 400


def test_a_machine_has_the_time_limit_of_its_workflow(client: Client) -> None:
    body = {"name": "A", "nodes": [START], "settings": {"timeout": 60}}
    workflow = client.call("create_workflow", body=body)

    path = {"workflow_id": workflow.data["id"]}
    assert client.call("get_workflow_definition", path=path).data["definition"]["TimeoutSeconds"] == 60
    assert finished(client, execute(client, workflow, {}).data["execution_id"])["status"] == "success"
