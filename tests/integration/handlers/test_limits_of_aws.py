"""What comes near a limit of AWS is taken, what is beyond it refused; nothing stays by halves."""

import json
import random
import string
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pytest

from tests.aws_limits import limits_of_aws
from tests.integration.handlers.conftest import Client
from tests.integration.handlers.test_approval_handlers import approving, waiting

# Each is a request of the size of a limit, or several.
pytestmark = pytest.mark.slow

START: Final[dict[str, Any]] = {"id": "t", "type": "trigger"}
ECHO: Final[dict[str, Any]] = {
    "name": "Echo",
    "nodes": [START, {"id": "x", "type": "transform", "config": {"expression": "$input"}}],
    "connections": [{"source": "t", "target": "x"}],
}


@pytest.fixture(autouse=True)
def limits() -> Iterator[None]:
    with limits_of_aws():
        yield


def noise(size: int, seed: int = 0) -> str:
    """A text that cannot be packed much."""
    return "".join(random.Random(seed).choices(string.ascii_letters + string.digits, k=size))  # noqa: S311


def long_names(count: int) -> dict[str, Any]:
    """A chain of nodes whose ids and names are as long as they can be, and nothing alike."""
    nodes = [
        {"id": noise(64, n), "name": noise(200, n), "type": "set", "config": {"values": {"a": 1}}}
        for n in range(count)
    ]
    ids = ["t", *(node["id"] for node in nodes)]
    connections = [{"source": a, "target": b} for a, b in pairwise(ids)]
    return {"name": "Long", "nodes": [START, *nodes], "connections": connections}


@pytest.mark.parametrize("name", ["ΐ" * 200, "😀" * 200, "ß" * 200])
def test_a_name_that_is_longer_without_case(client: Client, name: str) -> None:
    made = client.call("create_workflow", body={**ECHO, "name": name})
    path = {"workflow_id": made.data["id"]}

    found = client.call("list_workflows", query={"sort": "name", "search": name[:100]}).data["workflows"]
    renamed = client.call("update_workflow", path=path, body={"name": name[1:]}, headers={"if-match": '"1"'})
    deleted = client.call("delete_workflow", path=path)

    assert (made.status, renamed.status, deleted.status) == (201, 200, 200)
    assert [each["name"] for each in found] == [name]
    assert client.call("list_workflows", query={"sort": "name"}).data["workflows"] == []


def test_names_and_an_input_that_one_item_does_not_hold(client: Client) -> None:
    made = client.call("create_workflow", body=long_names(600))
    given = {"a": noise(262_000)}
    started = client.call("execute_workflow", path={"workflow_id": made.data["id"]}, body={"input": given})

    shown = client.call("get_execution", path={"execution_id": started.data["execution_id"]})

    assert (made.status, started.status) == (201, 202)
    assert shown.data["input"] == given
    names = {step["node_name"] for step in shown.data["steps"]}
    assert names <= {node.get("name", node["id"]) for node in long_names(600)["nodes"]}


def test_names_that_a_revision_does_not_hold_once_it_is_published(client: Client) -> None:
    refused = client.call("create_workflow", body=long_names(1000))

    assert (refused.status, refused.code) == (413, "WORKFLOW_TOO_LARGE")
    assert client.call("list_workflows").data["pagination"]["total"] == 0


@pytest.mark.parametrize("length", [1900, 2100])
def test_a_source_that_no_key_holds(client: Client, length: int) -> None:
    trigger = {"mode": "event", "pattern": {"source": ["s" * length]}}
    body = {**ECHO, "nodes": [{**START, "config": trigger}, ECHO["nodes"][1]]}
    warned = [each["rule"] for each in client.call("validate_workflow", body=body).data["diagnostics"]]
    path = {"workflow_id": client.call("create_workflow", body=body).data["id"]}

    activated = client.call("set_workflow_status", path=path, body={"status": "active"})

    assert warned == ([] if length < 2048 else ["pattern-over-quota"])
    assert activated.status == (200 if length < 2048 else 409)
    status = client.call("get_workflow", path=path).data["status"]
    assert status == ("active" if length < 2048 else "inactive")
    client.call("delete_workflow", path=path)


@pytest.mark.parametrize("text", ["c" * 400, "c" * 3000, "😀" * 300])
@pytest.mark.parametrize("name", ["error_code", "label", "workflow_id", "tag", "parent"])
def test_what_is_looked_for_is_no_longer_than_a_key(client: Client, name: str, text: str) -> None:
    sought = f"a:{text}" if name == "label" else text

    found = client.call("list_executions", query={name: sought})

    assert (found.status, found.code) == (400, "INVALID_REQUEST")
    assert found.content["error"]["details"][0]["rule"] == "field-too-long"


def test_an_error_code_may_be_as_long_as_one_of_aws(client: Client) -> None:
    assert client.call("list_executions", query={"error_code": "c" * 256}).status == 200


@pytest.mark.parametrize(("size", "status"), [(32_600, 200), (32_768, 413)])
def test_a_rejection_is_a_cause(client: Client, size: int, status: int) -> None:
    asked = waiting(client, approving())

    told = asked.address("reject").send(json.dumps({"data": {"comment": noise(size)}}))

    assert told["statusCode"] == status


@pytest.mark.parametrize(("size", "status"), [(262_100, 202), (262_200, 413)])
def test_an_input_is_the_data_of_a_state(client: Client, size: int, status: int) -> None:
    path = {"workflow_id": client.call("create_workflow", body=ECHO).data["id"]}

    started = client.call("execute_workflow", path=path, body={"input": {"a": noise(size)}})

    assert started.status == status
    total = client.call("list_executions", query=path).data["pagination"]["total"]
    assert total == (1 if status == 202 else 0)


DATES: Final = (
    "0001-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z",
    "2199-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
)
WHEN: Final = ({"cron": "0 0 * * *", "timezone": "America/Argentina/ComodRivadavia"}, {"rate": "999999 days"})


@pytest.mark.parametrize("start", [None, *DATES])
@pytest.mark.parametrize("when", WHEN)
def test_a_schedule_is_taken_wherever_it_begins_and_ends(
    client: Client, when: dict[str, str], start: str | None
) -> None:
    for end in (None, *DATES):
        limits_of_it = {"start": start, "end": end}
        given = {name: text for name, text in limits_of_it.items() if text is not None}
        body = {
            **ECHO,
            "nodes": [{**START, "config": {"mode": "schedule", **when, **given}}, ECHO["nodes"][1]],
        }
        path = {"workflow_id": client.call("create_workflow", body=body).data["id"]}

        for status in ("active", "inactive"):
            changed = client.call("set_workflow_status", path=path, body={"status": status})
            assert (changed.status, changed.data["status"]) == (200, status)


@pytest.mark.parametrize(("size", "status"), [(4_096, 201), (8_000, 201), (8_200, 400), (70_000, 400)])
def test_a_secret_is_as_long_as_a_parameter(client: Client, size: int, status: int) -> None:
    values = {"token": noise(size)}

    made = client.call("create_credential", body={"name": "Long", "type": "bearer", "values": values})

    assert made.status == status
