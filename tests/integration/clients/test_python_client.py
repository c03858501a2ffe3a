"""The Python client against a real server: data with its types, and refusals as exceptions."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from exeoflow_client import Client, ExeoflowError

from tests.e2e.local_server import KEY, running


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running("--data", str(tmp_path_factory.mktemp("state"))) as server:
        yield Client(server.url, KEY)


def test_a_workflow_is_created_run_listed_and_deleted(client: Client) -> None:
    created = client.create_workflow(
        {
            "name": "Hello",
            "nodes": [
                {"id": "start", "type": "trigger"},
                {"id": "greet", "type": "set", "config": {"values": {"text": "Hello {{ $trigger.name }}"}}},
            ],
            "connections": [{"source": "start", "target": "greet"}],
        },
        idempotency_key="once",
    )
    started = client.execute_workflow(created["id"], {"input": {"name": "Ada"}})
    ended = client.get_execution(started["execution_id"], wait=20)
    assert ended["output"] == {"text": "Hello Ada"}
    listed = client.list_executions(workflow_id=created["id"], from_="2024-01-20T10:00:00Z", limit=1)
    assert [each["id"] for each in listed["executions"]] == [started["execution_id"]]
    assert client.delete_workflow(created["id"], force=True)["message"]


def test_what_is_refused_is_raised_with_its_code_and_details(client: Client) -> None:
    with pytest.raises(ExeoflowError) as refused:
        client.create_workflow({"name": "Broken", "nodes": [{"id": "a", "type": cast("Any", "sett")}]})
    assert (refused.value.status, refused.value.code) == (400, "WORKFLOW_INVALID")
    assert {detail["rule"] for detail in refused.value.details} >= {"node-type-unknown"}
    with pytest.raises(ExeoflowError, match="WORKFLOW_NOT_FOUND"):
        client.get_workflow("../keys")


def test_what_is_no_answer_of_the_api_is_told(client: Client) -> None:
    with pytest.raises(ExeoflowError) as refused:
        client.call("GET", "/docs")
    assert refused.value.code == "NO_ANSWER"
