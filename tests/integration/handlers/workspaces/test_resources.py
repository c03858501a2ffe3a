"""Workspaces apart: each node type that names a resource, in each form, against everybody's resources.

A row is a way to name a resource, a column is whose it is. What is not one's own is refused: where the name
is fixed when the workflow is saved, where an expression yields it at run, before anything is called.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import boto3
import pytest

from exeoflow.nodes.table import NODE_TYPES
from tests.integration.handlers.conftest import Client, make_client
from tests.integration.handlers.running import ended

MINE, THEIRS, LONGER = "acme", "other", "acme-2"
OWNERS: Final[Mapping[str, str]] = {
    "mine": "for-workflows-acme-{}",
    "another workspace's": "for-workflows-other-{}",
    "that of a workspace whose name begins alike": "for-workflows-acme--2-{}",
    "nobody's": "for-workflows-{}",
    "the stack's": "exeoflow-{}",
    "one without a prefix": "{}",
}


@dataclass(frozen=True)
class Way:
    """A node that names a resource: its type, the field, its other fields, and how the resource is made."""

    type: str
    field: str
    config: Mapping[str, Any]
    make: Callable[[str], str]


def table(name: str) -> str:
    boto3.client("dynamodb").create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return name


def table_arn(name: str) -> str:
    return f"arn:aws:dynamodb:eu-central-1:123456789012:table/{table(name)}"


def bucket(name: str) -> str:
    place: Any = {"LocationConstraint": "eu-central-1"}
    client = boto3.client("s3")
    client.create_bucket(Bucket=name, CreateBucketConfiguration=place)
    client.put_object(Bucket=name, Key="a", Body=b"1")
    return name


def queue(name: str) -> str:
    return boto3.client("sqs").create_queue(QueueName=name)["QueueUrl"]


def topic(name: str) -> str:
    return boto3.client("sns").create_topic(Name=name)["TopicArn"]


def bus(name: str) -> str:
    boto3.client("events").create_event_bus(Name=name)
    return name


KEY = {"id": "a"}
WAYS: Final[Mapping[str, Way]] = {
    "database get": Way("database", "table", {"operation": "get", "key": KEY}, table),
    "database get by ARN": Way("database", "table", {"operation": "get", "key": KEY}, table_arn),
    "database put": Way("database", "table", {"operation": "put", "item": KEY}, table),
    "database update": Way("database", "table", {"operation": "update", "key": KEY, "set": {"n": 1}}, table),
    "database delete": Way("database", "table", {"operation": "delete", "key": KEY}, table),
    "database query": Way("database", "table", {"operation": "query", "key": KEY}, table),
    "storage get": Way("storage", "bucket", {"operation": "get", "key": "a"}, bucket),
    "storage put": Way("storage", "bucket", {"operation": "put", "key": "b", "body": "x"}, bucket),
    "storage list": Way("storage", "bucket", {"operation": "list"}, bucket),
    "queue": Way("queue", "queue_url", {"message": "hello"}, queue),
    "notify": Way("notify", "topic_arn", {"message": "hello"}, topic),
    "emit_event": Way("emit_event", "bus", {"source": "shop", "detail_type": "Paid", "detail": {}}, bus),
}


@pytest.fixture
def client(functions: Mapping[str, Any]) -> Client:
    return make_client(functions, workspace=MINE)


def workflow(way: Way, name: str) -> dict[str, Any]:
    node = {"id": "n", "type": way.type, "config": {**way.config, way.field: name}}
    nodes = [{"id": "t", "type": "trigger"}, node]
    return {"name": "W", "nodes": nodes, "connections": [{"source": "t", "target": "n"}]}


def is_refusal(error: Mapping[str, Any]) -> bool:
    """Whether nothing was called."""
    return error["code"] == "States.QueryEvaluationError" and "none of this workspace" in str(
        error["message"]
    )


# Every kind of resource against every owner; the other operations on it against one's own and another's.
EVERY_OWNER: Final = ("database get", "storage list", "queue", "notify", "emit_event")
CELLS: Final = [
    (name, whose)
    for name in WAYS
    for whose in (OWNERS if name in EVERY_OWNER else ("mine", "another workspace's"))
]


@pytest.mark.parametrize(("name", "whose"), CELLS)
def test_a_node_reaches_the_resources_of_its_workspace_and_no_others(
    client: Client, name: str, whose: str
) -> None:
    way = WAYS[name]
    number = f"r{list(WAYS).index(name)}{list(OWNERS).index(whose)}"
    resource = way.make(OWNERS[whose].format(number))

    saved = client.call("validate_workflow", body=workflow(way, resource)).data
    by_expression = ended(client, workflow(way, "{{ $trigger.name }}"), name=resource)

    if whose == "mine":
        assert saved["valid"], saved
        assert by_expression["status"] == "success", by_expression
        by_parts = workflow(way, resource[:-2] + "{{ $trigger.end }}")
        assert ended(client, by_parts, end=resource[-2:])["status"] == "success"
    else:
        assert [fault["rule"] for fault in saved["diagnostics"]] == ["resource-not-own"]
        assert "for-workflows-acme-" in saved["diagnostics"][0]["hint"]
        assert is_refusal(by_expression["error"])


def test_a_function_is_named_behind_the_prefix_of_the_workspace(client: Client) -> None:
    node = {"id": "n", "type": "lambda", "config": {"function": "prices"}}
    body = {
        "name": "W",
        "nodes": [{"id": "t", "type": "trigger"}, node],
        "connections": [{"source": "t", "target": "n"}],
    }
    failed = ended(client, body)

    assert failed["status"] == "failed"
    assert "for-workflows-acme-prices" in failed["error"]["message"]


def test_every_node_type_that_names_a_resource_is_among_them() -> None:
    named = {(name, field) for name, kind in NODE_TYPES.items() for field in kind.resource_fields}

    assert named == {(way.type, way.field) for way in WAYS.values()}
