"""What follows from the end of an execution, as messages in the stack's queues."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.trigger_events import failure_message

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True)
class SqsOutbox:
    """Puts messages by the API of SQS."""

    client: "SQSClient"
    start_queue_url: str

    def put_failure(self, execution_id: str) -> None:
        """Send to the queue whose messages start workflows."""
        with translated():
            self.client.send_message(QueueUrl=self.start_queue_url, MessageBody=failure_message(execution_id))
