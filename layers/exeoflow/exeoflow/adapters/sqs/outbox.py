"""What follows from the end of an execution, as messages in the stack's queues."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.sqs.event_part_messages import event_part_message
from exeoflow.adapters.sqs.late_record_messages import late_record_message
from exeoflow.adapters.sqs.notification_messages import message_text
from exeoflow.adapters.sqs.start_messages import failure_message, wakeup_message
from exeoflow.errors import Unavailable
from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.ports.outbox import NotificationMessage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
_BATCH: Final = 10
MOST_BYTES: Final = 1_048_576
"""What a call may bring, and a message of the queue of starts have: the template makes it so."""


@dataclass(frozen=True)
class SqsOutbox:
    """Puts messages by the API of SQS."""

    client: "SQSClient"
    start_queue_url: str
    notifications_queue_url: str

    def put_failure(self, execution_id: str) -> None:
        """Send to the queue whose messages start workflows."""
        with translated():
            self.client.send_message(QueueUrl=self.start_queue_url, MessageBody=failure_message(execution_id))

    def put_wakeup(self, execution_id: str, seconds: int) -> None:
        """Send to the same queue, which keeps the message for so long."""
        with translated():
            self.client.send_message(
                QueueUrl=self.start_queue_url,
                MessageBody=wakeup_message(execution_id),
                DelaySeconds=seconds,
            )

    def put_record(self, record: ExecutionRecord) -> None:
        """Send to the queue whose messages start workflows, and whose reader stores executions."""
        message = late_record_message(record)
        if len(message) > MOST_BYTES:
            raise Unavailable
        with translated():
            self.client.send_message(QueueUrl=self.start_queue_url, MessageBody=message)

    def put_parts(self, parts: Sequence[ChannelEvent]) -> None:
        """Send to the queue whose messages start workflows, as many at a time as a call takes."""
        self._send_all(self.start_queue_url, [event_part_message(part) for part in parts])

    def put_notifications(self, messages: Sequence[NotificationMessage]) -> None:
        """Send to the queue whose messages are delivered, ten at a time; ten always fit into a call."""
        self._send_all(self.notifications_queue_url, [message_text(message) for message in messages])

    def _send_all(self, url: str, texts: Sequence[str]) -> None:
        for batch in _batches(texts):
            with translated():
                answer = self.client.send_message_batch(
                    QueueUrl=url,
                    Entries=[
                        {"Id": str(position), "MessageBody": text} for position, text in enumerate(batch)
                    ],
                )
            if answer.get("Failed"):
                raise Unavailable


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Part messages by what one call takes, in number and in bytes."""
    batch: list[str] = []
    room = MOST_BYTES
    for text in texts:
        length = len(text.encode())
        if len(batch) == _BATCH or length > room:
            yield batch
            batch, room = [], MOST_BYTES
        batch.append(text)
        room -= length
    if batch:
        yield batch
