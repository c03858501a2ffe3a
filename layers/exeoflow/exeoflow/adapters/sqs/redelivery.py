"""When a message that failed comes again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from exeoflow.adapters.aws_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True)
class SqsRedelivery:
    """Puts messages off by the API of SQS, at most twelve hours."""

    client: "SQSClient"
    queue_url: str

    def postpone(self, receipt: str, pause: timedelta) -> None:
        """Hide a received message for so long from now on.

        Raises `Unavailable`; the queue's own pause holds then.
        """
        with translated():
            self.client.change_message_visibility(
                QueueUrl=self.queue_url,
                ReceiptHandle=receipt,
                VisibilityTimeout=int(pause.total_seconds()),
            )
