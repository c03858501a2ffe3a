"""Workflows of the running server start by webhook, schedule, event and message."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT, LocalServer, aws_client, running
from tests.e2e.workflows import node

pytestmark = pytest.mark.slow

_PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    with running("--data", str(tmp_path_factory.mktemp("starts") / "state")) as server:
        yield server


def active(api: Api, **trigger: Any) -> str:
    """Create and activate a workflow that answers with its trigger's data."""
    nodes = [node("start", "trigger", **trigger), node("echo", "transform", expression="$trigger")]
    workflow = api.create(
        {"name": "Started", "nodes": nodes, "connections": [{"source": "start", "target": "echo"}]}
    )
    assert api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
    return workflow


def only_execution(api: Api, workflow: str) -> Any:
    """Wait for the first execution of a workflow and its end."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = api.get(f"/v1/executions?workflow_id={workflow}").data["executions"]
        if found:
            [execution] = found
            return api.finished(execution["id"])
        time.sleep(0.1)
    raise TimeoutError(workflow)


def test_a_schedule_fires_by_the_clock(api: Api) -> None:
    workflow = active(api, mode="schedule", rate="1 hour")

    execution = only_execution(api, workflow)

    assert execution["status"] == "success"
    assert execution["output"]["scheduled_at"].endswith("Z")


@pytest.mark.parametrize("bus", ["default", "exeoflow"])
def test_an_event_starts_the_workflow_whose_pattern_it_matches(
    api: Api, server: LocalServer, bus: str
) -> None:
    workflow = active(api, mode="event", pattern={"source": ["shop"], "detail": {"bus": [bus]}})

    for name in ("other", bus):
        entry = {
            "Source": "shop",
            "DetailType": "Order",
            "Detail": json.dumps({"bus": name}),
            "EventBusName": bus,
        }
        aws_client(server, "events").put_events(Entries=[entry])

    execution = only_execution(api, workflow)
    assert execution["output"]["detail"] == {"bus": bus}


def test_an_event_file_is_put_by_a_command(api: Api, server: LocalServer, tmp_path: Path) -> None:
    workflow = active(api, mode="event", pattern={"source": ["files"]})
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"source": "files", "detail-type": "New", "detail": {"name": "a"}}))
    endpoint = aws_client(server, "events").meta.endpoint_url

    done = subprocess.run(
        [sys.executable, "-m", "local", "put-event", str(path), "--endpoint-url", endpoint],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert only_execution(api, workflow)["output"]["detail"] == {"name": "a"}


def test_a_file_that_is_no_event_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text("[]")

    done = subprocess.run(
        [sys.executable, "-m", "local", "put-event", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is no event" in done.stderr


def test_a_message_starts_the_workflow_that_it_names(api: Api, server: LocalServer) -> None:
    workflow = active(api)
    client = aws_client(server, "sqs")
    url = next(url for url in client.list_queues()["QueueUrls"] if url.endswith("StartQueue"))

    client.send_message(QueueUrl=url, MessageBody=json.dumps({"workflow_id": workflow, "input": {"n": 1}}))

    assert only_execution(api, workflow)["output"] == {"n": 1}


def test_triggers_are_in_place_after_a_restart(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "state"))
    with running(*options) as server:
        workflow = active(Api(server.url, KEY), mode="event", pattern={"source": ["shop"]})
        server.kill()

    with running(*options) as server:
        entry = {"Source": "shop", "DetailType": "Order", "Detail": "{}"}
        aws_client(server, "events").put_events(Entries=[entry])
        execution = only_execution(Api(server.url, KEY), workflow)

    assert execution["status"] == "success"


def test_a_message_that_was_taken_outlives_the_process(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "state"))
    with running(*options) as server:
        workflow = active(Api(server.url, KEY))
        client = aws_client(server, "sqs")
        url = next(url for url in client.list_queues()["QueueUrls"] if url.endswith("StartQueue"))
        message = {"workflow_id": workflow, "input": {"n": 1}}
        client.send_message(QueueUrl=url, MessageBody=json.dumps(message))
        server.kill()

    with running(*options) as server:
        execution = only_execution(Api(server.url, KEY), workflow)

    assert execution["input"] == {"n": 1}
