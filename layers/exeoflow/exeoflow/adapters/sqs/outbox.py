"""What follows from the end of an execution, as messages in the stack's queues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.executions.late_records import MOST_BYTES, late_record_message
from exeoflow.adapters.event_bridge.trigger_events import failure_message, wakeup_message
from exeoflow.adapters.sqs.notification_messages import message_text
from exeoflow.errors import Unavailable
from exeoflow.model.execution import ExecutionRecord
from exeoflow.service.ports.outbox import NotificationMessage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_BATCH: Final = 10


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

    def put_notifications(self, messages: Sequence[NotificationMessage]) -> None:
        """Send to the queue whose messages are delivered, ten at a time; ten always fit into a call."""
        for start in range(0, len(messages), _BATCH):
            batch = messages[start : start + _BATCH]
            with translated():
                answer = self.client.send_message_batch(
                    QueueUrl=self.notifications_queue_url,
                    Entries=[
                        {"Id": str(position), "MessageBody": message_text(message)}
                        for position, message in enumerate(batch)
                    ],
                )
            if answer.get("Failed"):
                raise Unavailable
