"""What tests do to run a workflow by the handlers, and to wait for its end."""

import time
from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.handlers.conftest import Answered, Client


def workflow(client: Client, body: Any = None) -> dict[str, str]:
    return {"workflow_id": client.call("create_workflow", body=body).data["id"]}


def execute(client: Client, path: Mapping[str, str], **options: Any) -> Answered:
    answer = client.call("execute_workflow", path=path, **options)
    assert answer.status == 202, answer
    return answer


def execution(client: Client, execution_id: str) -> Any:
    return client.call("get_execution", path={"execution_id": execution_id}).data


def finished(client: Client, execution_id: str) -> Any:
    deadline = time.monotonic() + 20
    while (shown := execution(client, execution_id))["status"] == "running":
        if time.monotonic() > deadline:
            pytest.fail("the execution does not end")
        time.sleep(0.05)
    return shown


def ended(client: Client, body: Mapping[str, Any], **given: Any) -> Any:
    started = execute(client, workflow(client, body), body={"input": given})
    return finished(client, started.data["execution_id"])


def listed_executions(client: Client, **query: str) -> list[str]:
    """Return the ids on the only page of a list."""
    data = client.call("list_executions", query=query).data
    assert data["pagination"]["total"] == len(data["executions"])
    return [shown["id"] for shown in data["executions"]]
