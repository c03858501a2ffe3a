"""What follows from the end of an execution, as clients and receivers see it."""

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from exeoflow.service.notifications.signing import signed_headers
from tests.e2e.api import Api
from tests.e2e.receivers import Message, Receiver, served_receiver
from tests.e2e.workflows import ECHO, chain, node

PATIENCE_SECONDS = 60
FAILING = chain(node("stop", "stop", status="failed", code="No", message="No."), name="Failing")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    name = os.environ.get("EXEOFLOW_TARGET_HOST")
    with served_receiver("0.0.0.0" if name else "127.0.0.1") as receiver:  # noqa: S104  containers are outside
        yield receiver


def address_of(receiver: Receiver) -> str:
    return f"http://{os.environ.get('EXEOFLOW_TARGET_HOST') or '127.0.0.1'}:{receiver.port}/ends"


def messages(receiver: Receiver, count: int) -> list[Message]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(receiver.received) < count:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return receiver.received


def test_a_failure_starts_the_error_workflow(api: Api) -> None:
    helper = api.create(ECHO)
    failed = api.run({**FAILING, "settings": {"error_workflow": helper}}, {"order": 7})

    path = f"/v1/executions?workflow_id={helper}"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := api.get(path).data["executions"]):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    [listed] = found
    told = api.finished(listed["id"])["output"]["got"]
    assert (told["id"], told["input"], told["error"]) == (failed["id"], {"order": 7}, failed["error"])


def test_a_receiver_is_told_again_until_it_takes_the_message(api: Api, receiver: Receiver) -> None:
    receiver.answers = [503]
    workflow = api.create(FAILING)
    new = {"url": address_of(receiver), "events": ["execution.failed"], "workflow_id": workflow}
    made = api.post("/v1/notifications", new).data

    execution = api.finished(api.execute(workflow))
    first, second = messages(receiver, 2)

    content = json.loads(second.body)
    assert first.body == second.body
    assert (content["type"], content["data"]["id"]) == ("execution.failed", execution["id"])
    assert content["data"]["error"] == execution["error"]
    for message in (first, second):
        moment = moment_of(message)
        expected = signed_headers(made["secret"], content["id"], moment, message.body)
        assert expected.items() <= message.headers.items()
    assert moment_of(second) - moment_of(first) >= timedelta(seconds=10)
    assert api.call("DELETE", f"/v1/notifications/{made['id']}").status == 200


def moment_of(message: Message) -> datetime:
    return datetime.fromtimestamp(int(message.headers["webhook-timestamp"]), UTC)
