"""Notifications through the real handlers, queues and functions, with a receiver on the loopback address."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import jsonschema  # type: ignore[import-untyped]  # has no types of its own
import pytest

from exeoflow.adapters.dynamodb.notification_store import DynamoNotificationStore
from exeoflow.adapters.sqs.redelivery import SqsRedelivery
from exeoflow.api.documentation import published_document
from exeoflow.bootstrap import application
from exeoflow.errors import Unavailable
from exeoflow.model.api_key import Scope
from exeoflow.model.notification import MAX_NOTIFICATIONS
from exeoflow.service.notifications import deliver as deliver_notification
from local.aws.replacement import replaced
from local.aws.stack import run_stack
from local.state.database import Database
from local.template import Stack
from tests.integration.handlers.conftest import Client, load_event, make_client
from tests.integration.http_request.loopback import LoopbackServer, Received, serving

PATIENCE_SECONDS = 30
PAGE = Path(__file__).parents[3] / "docs" / "notifications.md"
URL = "https://example.com/ends"
MESSAGE = {
    "$ref": "#/components/schemas/NotificationMessage",
    "components": published_document()["components"],
}
Check = Callable[[str, Mapping[str, str], bytes], bool]


@pytest.fixture(scope="module")
def declared() -> Iterator[Stack]:
    """The stack, with private hosts allowed as `--allow-hosts 127.0.0.1` does."""
    application.cache_clear()
    with run_stack(Database(":memory:"), {"HttpAllowedHosts": "127.0.0.1"}, lambda _: None) as stack:
        yield stack.declared
    application.cache_clear()


@pytest.fixture
def receiver() -> Iterator[LoopbackServer]:
    with serving() as server:
        yield server


@pytest.fixture
def _at_once() -> Iterator[None]:
    """Let the next attempt follow at once."""
    with replaced(deliver_notification, "PAUSES", (timedelta(),) * len(deliver_notification.PAUSES)):
        yield


def created(client: Client, url: str = URL, **fields: Any) -> Any:
    answer = client.call("create_notification", body={"url": url, **fields})
    assert answer.status == 201, answer.content
    return answer.data


def told(client: Client, receiver: LoopbackServer, **fields: Any) -> Any:
    """Register the receiver."""
    return created(client, f"http://127.0.0.1:{receiver.port}/ends", **fields)


def run(client: Client, **config: Any) -> str:
    """Run a workflow to its end; return the id of the execution."""
    nodes = [{"id": "start", "type": "trigger"}, {"id": "end", "type": "stop", "config": config}]
    body = {"name": "Ends", "nodes": nodes, "connections": [{"source": "start", "target": "end"}]}
    workflow_id = client.call("create_workflow", body=body).data["id"]
    answer = client.call("execute_workflow", path={"workflow_id": workflow_id}, body={"input": {"n": 1}})
    execution_id: str = answer.data["execution_id"]
    wait_until(lambda: shown(client, execution_id)["status"] != "running")
    return execution_id


def shown(client: Client, execution_id: str) -> Any:
    return client.call("get_execution", path={"execution_id": execution_id}).data


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def check_of_the_page() -> Check:
    """Return the function that the documentation gives to receivers."""
    [code] = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  our own documentation
    check: Check = names["is_genuine"]
    return check


def is_genuine(secret: str, received: Received) -> bool:
    return check_of_the_page()(secret, received.headers, received.body)


def test_a_notification_lives_and_dies(client: Client) -> None:
    made = created(client, events=["execution.failed"])
    secret = made.pop("secret")
    path = {"notification_id": made["id"]}

    listed = client.call("list_notifications").data
    changed = client.call("update_notification", path=path).data
    read = client.call("get_notification", path=path).data
    deleted = client.call("delete_notification", path=path)

    assert secret.startswith("whsec_")
    assert (made["url"], made["events"], made["workflow_id"], made["enabled"]) == (
        URL,
        ["execution.failed"],
        None,
        True,
    )
    assert (listed["notifications"], listed["pagination"]["total"]) == ([made], 1)
    assert changed == {**made, "enabled": False, "updated_at": changed["updated_at"]} == read
    assert deleted.data == {"message": "Benachrichtigung erfolgreich gelöscht"}
    assert client.call("get_notification", path=path).code == "NOTIFICATION_NOT_FOUND"
    assert client.call("delete_notification", path=path).status == 404


def test_the_sample_creates_what_it_says(client: Client) -> None:
    body = json.loads(load_event("create_notification")["body"])

    made = client.call("create_notification").data

    assert {name: made[name] for name in body} == body


def test_a_notification_of_another_workspace_does_not_exist(
    client: Client, functions: Mapping[str, Any]
) -> None:
    path = {"notification_id": created(client)["id"]}
    stranger = make_client(functions)

    for operation in ("get_notification", "update_notification", "delete_notification"):
        assert stranger.call(operation, path=path).code == "NOTIFICATION_NOT_FOUND"
    assert stranger.call("list_notifications").data["pagination"]["total"] == 0
    assert client.call("get_notification", path=path).status == 200


@pytest.mark.parametrize(
    ("operation", "scope"),
    [
        ("list_notifications", Scope.NOTIFICATIONS_READ),
        ("get_notification", Scope.NOTIFICATIONS_READ),
        ("create_notification", Scope.NOTIFICATIONS_WRITE),
        ("update_notification", Scope.NOTIFICATIONS_WRITE),
        ("delete_notification", Scope.NOTIFICATIONS_WRITE),
    ],
)
def test_each_operation_needs_its_permission(
    functions: Mapping[str, Any], operation: str, scope: Scope
) -> None:
    without = make_client(functions, scopes=frozenset(Scope) - {scope})

    assert (without.call(operation).status, without.call(operation).code) == (403, "FORBIDDEN")


@pytest.mark.parametrize(
    ("body", "path", "words"),
    [
        ({}, "url", "fehlt"),
        ({"url": "http://example.com/ends"}, "url", "https://"),
        ({"url": "example.com"}, "url", "vollständige Adresse"),
        ({"url": "https://ada:secret@example.com/"}, "url", "vollständige Adresse"),
        ({"url": URL, "events": []}, "events", "zu wenige"),
        ({"url": URL, "events": ["execution.cancelled"]}, "events[0]", "erlaubten Werte"),
        ({"url": URL, "enabled": "no"}, "enabled", "`true`"),
        ({"url": URL, "secret": "whsec_mine"}, "secret", "gibt es hier nicht"),
        ({"url": URL + "x" * 2000}, "url", "zu lang"),
    ],
)
def test_a_faulty_notification_is_refused_and_not_stored(
    client: Client, body: Any, path: str, words: str
) -> None:
    answer = client.call("create_notification", body=body)

    [fault] = answer.content["error"]["details"]
    assert (answer.status, answer.code, fault["path"]) == (400, "INVALID_REQUEST", path)
    assert words in fault["message"]
    assert client.call("list_notifications").data["pagination"]["total"] == 0


def test_an_unknown_workflow_and_one_too_many_are_refused(client: Client) -> None:
    unknown = client.call("create_notification", body={"url": URL, "workflow_id": "wf_unknown"})
    for _ in range(MAX_NOTIFICATIONS):
        created(client)

    one_more = client.call("create_notification", body={"url": URL})

    assert (unknown.status, unknown.code) == (404, "WORKFLOW_NOT_FOUND")
    assert (one_more.status, one_more.code) == (409, "NOTIFICATION_LIMIT")
    assert "20" in one_more.content["error"]["message"]


def test_an_end_is_told_once_and_signed(client: Client, receiver: LoopbackServer) -> None:
    receiver.routes["/ends"] = lambda call: call.answer(204)
    made = told(client, receiver)

    execution_id = run(client, status="failed", code="No", message="Größe")
    wait_until(lambda: bool(receiver.received))

    [received] = receiver.received
    content = json.loads(received.body)
    record = shown(client, execution_id)
    jsonschema.validate(content, MESSAGE)
    assert is_genuine(made["secret"], received)
    assert not is_genuine(f"whsec_{'0' * 64}", received)
    assert received.headers["content-type"] == "application/json"
    assert (content["id"], content["type"]) == (received.headers["webhook-id"], "execution.failed")
    assert content["data"]["error"] == {"code": "No", "message": "Größe", "node_id": "end"}
    assert {name: content["data"][name] for name in ("id", "status", "finished_at", "duration")} == {
        name: record[name] for name in ("id", "status", "finished_at", "duration")
    }


def test_only_what_was_asked_for_is_told(client: Client, receiver: LoopbackServer) -> None:
    receiver.routes["/ends"] = lambda call: call.answer(200)
    told(client, receiver, events=["execution.success"])

    run(client, status="failed")
    success = run(client, status="success")
    wait_until(lambda: bool(receiver.received))

    [received] = receiver.received
    content = json.loads(received.body)
    jsonschema.validate(content, MESSAGE)
    assert (content["type"], content["data"]["id"]) == ("execution.success", success)
    assert "error" not in content["data"]


@pytest.mark.usefixtures("_at_once")
def test_a_message_that_is_refused_comes_again_with_the_same_id(
    client: Client, receiver: LoopbackServer
) -> None:
    answers = iter((500, 302, 429, 200))
    receiver.routes["/ends"] = lambda call: call.answer(next(answers), location="/elsewhere")
    made = told(client, receiver)

    run(client, status="failed")
    wait_until(lambda: len(receiver.received) == 4)

    assert len({(each.headers["webhook-id"], each.body) for each in receiver.received}) == 1
    assert all(is_genuine(made["secret"], each) for each in receiver.received)
    time.sleep(1)
    assert len(receiver.received) == 4


@pytest.mark.usefixtures("_at_once")
def test_a_message_that_nobody_takes_is_kept(
    client: Client, receiver: LoopbackServer, declared: Stack
) -> None:
    receiver.routes["/ends"] = lambda call: call.answer(500)
    made = told(client, receiver)
    sqs = boto3.client("sqs")
    [name] = [each.name for each in declared.queues if "Undelivered" in each.name]
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]

    execution_id = run(client, status="failed")
    dead: list[Any] = []

    def is_kept() -> bool:
        dead.extend(sqs.receive_message(QueueUrl=url).get("Messages", []))
        return bool(dead)

    wait_until(is_kept)

    kept = json.loads(dead[0]["Body"])
    assert len(receiver.received) == len(deliver_notification.PAUSES) + 1
    assert kept["notification_id"] == made["id"]
    assert json.loads(kept["body"])["data"]["id"] == execution_id


def test_the_pause_grows_with_the_attempts(client: Client, receiver: LoopbackServer) -> None:
    receiver.routes["/ends"] = lambda call: call.answer(500)
    message, postponed = sample(client, told(client, receiver)["id"]), []

    with redelivery(lambda receipt, pause: postponed.append((receipt, pause))):
        for attempt in (1, 3):
            message["Records"][0]["attributes"]["ApproximateReceiveCount"] = str(attempt)
            assert delivered(client, message) == ["message"]

    assert postponed == [("receipt", timedelta(seconds=10)), ("receipt", timedelta(minutes=5))]


def test_a_pause_that_cannot_be_set_leaves_the_queues_own(client: Client, receiver: LoopbackServer) -> None:
    receiver.routes["/ends"] = lambda call: call.answer(500)
    message = sample(client, told(client, receiver)["id"])

    with redelivery(refuse):
        assert delivered(client, message) == ["message"]


@pytest.mark.parametrize("status", [200, 410])
def test_what_is_taken_or_unwanted_is_done(client: Client, receiver: LoopbackServer, status: int) -> None:
    receiver.routes["/ends"] = lambda call: call.answer(status)
    message = sample(client, told(client, receiver)["id"])

    assert delivered(client, message) == []
    assert len(receiver.received) == 1


def test_a_message_of_a_deleted_notification_is_dropped(client: Client) -> None:
    assert delivered(client, load_event("deliver_notification")) == []


def test_what_cannot_be_looked_up_now_comes_again(client: Client) -> None:
    with replaced(DynamoNotificationStore, "get", refuse), redelivery(ignore):
        assert delivered(client, sample(client, "nt_1")) == ["message"]


def test_a_message_that_nobody_can_read_keeps_no_other_waiting(
    client: Client, receiver: LoopbackServer
) -> None:
    event = sample(client, told(client, receiver)["id"])
    event["Records"].insert(0, {**event["Records"][0], "messageId": "unreadable", "body": "{}"})
    receiver.routes["/ends"] = lambda call: call.answer(200)

    assert delivered(client, event) == ["unreadable"]
    assert len(receiver.received) == 1


def test_a_private_address_is_refused_when_it_is_called(client: Client, receiver: LoopbackServer) -> None:
    # `localhost` is not on the list; with TLS nothing speaks against its name when it is stored.
    made = created(client, f"https://localhost:{receiver.port}/ends")

    with redelivery(ignore):
        assert delivered(client, sample(client, made["id"])) == ["message"]
    assert receiver.received == []


def sample(client: Client, notification_id: str) -> Any:
    """Return the sample event, as if it were of this notification."""
    event = load_event("deliver_notification")
    [record] = event["Records"]
    ours = {"workspace": client.workspace, "notification_id": notification_id}
    body = json.dumps({**json.loads(record["body"]), **ours})
    record |= {"messageId": "message", "receiptHandle": "receipt", "body": body}
    return event


def delivered(client: Client, event: Any) -> list[str]:
    """Return the messages that failed."""
    answer = client.functions["deliver_notification"].invoke(event)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def redelivery(postpone: Callable[[str, timedelta], object]) -> AbstractContextManager[None]:
    """Let a message that failed be put off by `postpone`."""
    return replaced(SqsRedelivery, "postpone", lambda _, receipt, pause: postpone(receipt, pause))


def ignore(*_: object) -> None:
    """Put nothing off."""


def refuse(*_: object) -> None:
    raise Unavailable
