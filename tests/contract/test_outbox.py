"""What every outbox does: what is put arrives."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
import pytest

from exeoflow.adapters.sqs.notification_messages import message_of
from exeoflow.adapters.sqs.outbox import SqsOutbox
from exeoflow.adapters.sqs.start_messages import cause_of_message
from exeoflow.errors import Unavailable
from exeoflow.model.execution import (
    Execution,
    ExecutionError,
    ExecutionRecord,
    ExecutionStatus,
    TriggerKind,
)
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.executions.recording.record_late import LateRecord
from exeoflow.service.executions.starting.start_error_workflow import Failure
from exeoflow.service.executions.starting.start_next import Wakeup
from exeoflow.service.notifications.message import MAX_CAUSE
from exeoflow.service.ports.outbox import NotificationMessage, Outbox
from local.aws.services import local_aws
from local.embedded.events.queues import MessageQueues, QueueOutbox, QueuePolicy
from local.state.database import Database
from tests.contract.conftest import Side
from tests.fakes.outbox import FakeOutbox

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


T = TypeVar("T")


@dataclass(frozen=True)
class Post:
    """An outbox, and what its queues hold."""

    outbox: Outbox
    failures: Callable[[], list[str]]
    wakeups: Callable[[], list[str]]
    records: Callable[[], list[ExecutionRecord]]
    notifications: Callable[[], list[NotificationMessage]]
    parts: Callable[[], list[ChannelEvent]]


@pytest.fixture
def post(side: Side) -> Iterator[Post]:
    if side == "memory":
        fake = FakeOutbox()
        yield Post(
            fake,
            lambda: fake.failures,
            lambda: [execution_id for execution_id, _ in fake.wakeups],
            lambda: fake.records,
            lambda: fake.notifications,
            lambda: fake.parts,
        )
        return
    if side == "sqlite":
        with closing(Database(":memory:")) as database:
            queues = MessageQueues(database, {"starts": QueuePolicy(), "told": QueuePolicy()}, give_up)
            outbox = QueueOutbox(queues, "starts", "told")
            yield _post(outbox, lambda name: [message.body for message in queues.receive(name, 100)])
        return
    with local_aws():
        client = boto3.client("sqs")
        urls = {name: client.create_queue(QueueName=name)["QueueUrl"] for name in ("starts", "told")}
        yield _post(
            SqsOutbox(client, urls["starts"], urls["told"]), lambda name: _received(client, urls[name])
        )


def _post(outbox: Outbox, received: Callable[[str], list[str]]) -> Post:
    """Return an outbox whose messages are read as their functions read them; `received` takes a queue's."""

    def causes(kind: type[T]) -> list[T]:
        found = [cause_of_message("", text) for text in received("starts")]
        return [cause for cause in found if isinstance(cause, kind)]

    return Post(
        outbox,
        lambda: [failure.id for failure in causes(Failure)],
        lambda: [wakeup.id for wakeup in causes(Wakeup)],
        lambda: [late.record for late in causes(LateRecord)],
        lambda: [message_of(text) for text in received("told")],
        lambda: causes(ChannelEvent),
    )


def give_up(_queue: str, _id: str, _body: str) -> None:
    pytest.fail("nothing is received too often")


def _received(client: "SQSClient", url: str) -> list[str]:
    texts: list[str] = []
    while messages := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        texts += [message["Body"] for message in messages]
    return texts


def _record(output: Json) -> ExecutionRecord:
    started_at = datetime(2024, 1, 20, 10, tzinfo=UTC)
    execution = Execution(
        id="exec_1",
        workspace="acme",
        workflow_id="wf_1",
        workflow_name="Größe \U0001f600",
        status=ExecutionStatus.FAILED,
        started_at=started_at,
        trigger_kind=TriggerKind.WEBHOOK,
        trigger_node="start",
        finished_at=started_at,
        labels=(("customer", "4711"),),
        is_express=True,
    )
    source_map = SourceMap({}, {}, {})
    error = ExecutionError("Http.Timeout", "", "greet")
    return ExecutionRecord(execution, {"n": [1]}, source_map, output, error, (), error_workflow="wf_2")


def _message(number: int, body: str = "{}") -> NotificationMessage:
    return NotificationMessage(f"msg_{number}", "acme", "nt_1", body)


def test_a_failure_arrives(post: Post) -> None:
    post.outbox.put_failure("exec_1")

    assert post.failures() == ["exec_1"]
    assert post.notifications() == []


def test_a_wakeup_arrives_when_its_time_has_come(post: Post, side: Side) -> None:
    post.outbox.put_wakeup("exec_1", 0)
    post.outbox.put_wakeup("exec_2", 1)

    first = [] if side == "memory" else post.wakeups()
    time.sleep(0 if side == "memory" else 1.1)

    assert [*first, *post.wakeups()] == ["exec_1", "exec_2"]
    assert first in ([], ["exec_1"])


def test_a_record_arrives_whole(post: Post) -> None:
    record = _record({"a": "ä" * 5000})

    post.outbox.put_record(record)

    assert post.records() == [record]


def test_a_record_that_no_message_holds_is_not_taken() -> None:
    nobody: Any = None
    output = "".join(hashlib.sha256(bytes([a, b])).hexdigest() for a in range(256) for b in range(256))

    with pytest.raises(Unavailable):
        SqsOutbox(nobody, "", "").put_record(_record(output))


def test_parts_of_the_largest_event_arrive_whole(post: Post) -> None:
    # Little can be said shorter of it, and SQS would refuse two of its characters.
    hardly_packed = "".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(4000))
    data: JsonObject = {"id": "evt_1", "detail": {"text": f"ä\ufffe\x00\ud83d{hardly_packed}"}}
    event = ChannelEvent("shop", data, is_from_own_bus=True)
    parts = [replace(event, first=f"{number:02}", last=f"{number:02}z") for number in range(12)]

    post.outbox.put_parts(parts)

    assert sorted(post.parts(), key=lambda each: str(each.first)) == parts


def test_a_call_takes_ten_messages_and_a_mebibyte() -> None:
    calls: list[list[int]] = []

    class Counting:
        def send_message_batch(self, *, QueueUrl: str, Entries: list[Any]) -> Any:  # noqa: N803
            del QueueUrl
            calls.append([len(each["MessageBody"]) for each in Entries])
            return {"Successful": []}

    counting: Any = Counting()
    outbox = SqsOutbox(counting, "", "")

    outbox.put_notifications([_message(number, "x" * size) for number, size in enumerate([400_000] * 5)])
    outbox.put_notifications([_message(number) for number in range(11)])

    assert [len(each) for each in calls] == [2, 2, 1, 10, 1]
    assert all(sum(each) <= 1_048_576 for each in calls)


def test_many_messages_arrive_each_once(post: Post) -> None:
    messages = [_message(number) for number in range(21)]

    post.outbox.put_notifications(messages)

    assert sorted(post.notifications(), key=lambda each: each.id) == sorted(
        messages, key=lambda each: each.id
    )


def test_ten_of_the_longest_messages_fit_into_one_call(post: Post) -> None:
    # Each of these characters needs twelve bytes in a message.
    longest = [_message(number, "\U0001f600" * (MAX_CAUSE + 500)) for number in range(10)]

    post.outbox.put_notifications(longest)

    assert len(post.notifications()) == 10


def test_what_sqs_takes_only_in_part_is_put_again() -> None:
    class Refusing:
        def send_message_batch(self, **_: Any) -> Any:
            return {"Successful": [], "Failed": [{"Id": "0", "Code": "InternalError", "SenderFault": False}]}

    refusing: Any = Refusing()

    with pytest.raises(Unavailable):
        SqsOutbox(refusing, "", "").put_notifications([_message(1)])
