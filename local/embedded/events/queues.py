"""Queues in SQLite: messages arrive at least once, come again when they are not taken, and are given up."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from exeoflow.adapters.sqs.event_part_messages import event_part_message
from exeoflow.adapters.sqs.late_record_messages import late_record_message
from exeoflow.adapters.sqs.notification_messages import message_text
from exeoflow.adapters.sqs.start_messages import failure_message, wakeup_message
from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.ports.outbox import NotificationMessage
from local.embedded.stores.rows import writing
from local.events.batches import QueueMessage, not_taken
from local.functions import Invocable
from local.state.database import Database
from local.template import Queue

_LONGEST_SLEEP_SECONDS: Final = 5.0
_VISIBILITY_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class QueuePolicy:
    """How long a received message is hidden, and after how many times it is given up, to where."""

    visibility_seconds: int = _VISIBILITY_SECONDS
    most_receptions: int | None = None
    dead_letters: str = ""

    @classmethod
    def of(cls, queue: Queue) -> "QueuePolicy":
        """Read what the template says of a queue."""
        redrive = json.loads(queue.attributes.get("RedrivePolicy", "{}"))
        return cls(
            int(queue.attributes.get("VisibilityTimeout", _VISIBILITY_SECONDS)),
            redrive.get("maxReceiveCount"),
            redrive.get("deadLetterTargetArn", "").rpartition(":")[2],
        )


@dataclass(frozen=True, slots=True)
class Received:
    """A message and how often it was received."""

    id: str
    body: str
    count: int


@dataclass(frozen=True)
class MessageQueues:
    """All queues of the template; `give_up` gets the queue for dead letters and the message."""

    database: Database
    policies: dict[str, QueuePolicy]
    give_up: Callable[[str, str, str], None]
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def close(self) -> None:
        """What waits goes on waiting."""

    def start(self) -> None:
        """Let what was under way when the process ended come again now."""
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE queue_messages SET is_in_flight = 0, visible_at = 0 WHERE is_in_flight"
            )

    def send(self, queue: str, bodies: Sequence[str], *, delay_seconds: int = 0) -> None:
        """Keep messages, all or none; they are not seen before the delay is over."""
        visible_at = _now() + delay_seconds * 1000 if delay_seconds else 0
        rows = [(str(uuid.uuid4()), queue, visible_at, body) for body in bodies]
        with writing(self.database) as connection:
            connection.executemany(
                "INSERT INTO queue_messages (id, queue, visible_at, receive_count, is_in_flight, body)"
                " VALUES (?, ?, ?, 0, 0, ?)",
                rows,
            )
        self.wake()

    def receive(self, queue: str, most: int) -> list[Received]:
        """Return visible messages, and hide them; what was received too often is given up."""
        policy, now = self.policies[queue], _now()
        with writing(self.database) as connection:
            rows = connection.execute(
                "SELECT id, body, receive_count + 1 FROM queue_messages WHERE queue = ? AND visible_at <= ?"
                " ORDER BY visible_at, number LIMIT ?",
                (queue, now, most),
            ).fetchall()
            hidden = [(now + policy.visibility_seconds * 1000, id_) for id_, _, _ in rows]
            connection.executemany(
                "UPDATE queue_messages SET visible_at = ?, receive_count = receive_count + 1,"
                " is_in_flight = 1 WHERE id = ?",
                hidden,
            )
        received = [Received(*row) for row in rows]
        for message in received:
            if policy.most_receptions is not None and message.count > policy.most_receptions:
                self.give_up(policy.dead_letters, message.id, message.body)
                self.delete([message.id])
        return [each for each in received if each.count <= (policy.most_receptions or each.count)]

    def delete(self, ids: Sequence[str]) -> None:
        """Forget messages that were taken."""
        with writing(self.database) as connection:
            connection.executemany("DELETE FROM queue_messages WHERE id = ?", [(id_,) for id_ in ids])

    def postpone(self, receipt: str, pause: timedelta) -> None:
        """Hide a received message for so long from now on: the port `Redelivery`."""
        visible_at = _now() + round(pause.total_seconds() * 1000)
        with writing(self.database) as connection:
            connection.execute(
                "UPDATE queue_messages SET visible_at = ?, is_in_flight = 0 WHERE id = ?",
                (visible_at, receipt),
            )
        self.wake()

    def wake(self) -> None:
        """Let whoever sleeps look again."""
        with self._changed:
            self._changed.notify_all()

    def sleep(self, queue: str, is_closing: threading.Event) -> None:
        """Wait until a message of the queue may be visible."""
        with self._changed:
            [(next_at,)] = self.database.rows(
                "SELECT min(visible_at) FROM queue_messages WHERE queue = ?", queue
            )
            pause = _LONGEST_SLEEP_SECONDS if next_at is None else (next_at - _now()) / 1000
            if pause > 0 and not is_closing.is_set():
                self._changed.wait(min(pause, _LONGEST_SLEEP_SECONDS))


class QueueConsumer:
    """One thread that hands the messages of a queue to its function."""

    def __init__(
        self, queues: MessageQueues, arn: str, batch: int, function: Invocable, log: Callable[[str], None]
    ) -> None:
        self._queues = queues
        self._arn = arn
        self._queue = arn.rpartition(":")[2]
        self._batch = batch
        self._function = function
        self._log = log
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="queue")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Stop, and wait for what is under way."""
        self._is_closing.set()
        self._queues.wake()
        self._thread.join(_LONGEST_SLEEP_SECONDS)

    def _run(self) -> None:
        while not self._is_closing.is_set():
            try:
                if not self._deliver():
                    self._queues.sleep(self._queue, self._is_closing)
            except Exception as fault:  # noqa: BLE001  a full disk, for example: the messages stay
                self._log(f"queue {self._queue}: {fault!r}")
                self._is_closing.wait(1)

    def _deliver(self) -> bool:
        messages = self._queues.receive(self._queue, self._batch)
        if messages:
            received = [
                QueueMessage(each.id, each.id, each.body, {"ApproximateReceiveCount": str(each.count)})
                for each in messages
            ]
            failed = not_taken(self._function, self._arn, received, self._log)
            self._queues.delete([message.id for message in messages if message.id not in failed])
        return bool(messages)


@dataclass(frozen=True)
class QueueOutbox:
    """The port `Outbox` on two queues, named by their URLs."""

    queues: MessageQueues
    starts: str
    notifications: str

    def put_failure(self, execution_id: str) -> None:
        """Send to the queue whose messages start workflows."""
        self.queues.send(self.starts, [failure_message(execution_id)])

    def put_wakeup(self, execution_id: str, seconds: int) -> None:
        """Send to the same queue, for later."""
        self.queues.send(self.starts, [wakeup_message(execution_id)], delay_seconds=seconds)

    def put_record(self, record: ExecutionRecord) -> None:
        """Send to the queue whose reader stores executions."""
        self.queues.send(self.starts, [late_record_message(record)])

    def put_parts(self, parts: Sequence[ChannelEvent]) -> None:
        """Send to the queue whose messages start workflows."""
        self.queues.send(self.starts, list(map(event_part_message, parts)))

    def put_notifications(self, messages: Sequence[NotificationMessage]) -> None:
        """Send to the queue whose messages are delivered."""
        if messages:
            self.queues.send(self.notifications, list(map(message_text, messages)))


def queue_name(url: str) -> str:
    """Return the name in a queue's URL."""
    return url.rpartition("/")[2]


def _now() -> int:
    return time.time_ns() // 1_000_000
