"""Hands the messages of the template's queues to their functions, as Lambda's event source does."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import boto3

from local.events.batches import QueueMessage, not_taken
from local.functions import FunctionTable, Invocable
from local.template import QueueSource

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

_PAUSE_SECONDS: Final = 0.5


class QueuePoller:
    """One thread per queue that empties it; what a function does not take comes again later."""

    def __init__(self, functions: FunctionTable, log: Callable[[str], None]) -> None:
        self._log = log
        self._is_closing = threading.Event()
        client = boto3.client("sqs")  # for all threads: creating clients is not safe among them
        self._threads = [
            threading.Thread(target=self._run, args=(client, source, function), daemon=True, name="queue")
            for function in functions.all
            for source in function.declared.queues
        ]

    def start(self) -> None:
        """Begin to poll."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop polling and wait for what is under way."""
        self._is_closing.set()
        for thread in self._threads:
            thread.join()

    def _run(self, client: "SQSClient", source: QueueSource, function: Invocable) -> None:
        while not self._is_closing.wait(_PAUSE_SECONDS):
            while not self._is_closing.is_set() and self._deliver(client, source, function):
                pass

    def _deliver(self, client: "SQSClient", source: QueueSource, function: Invocable) -> bool:
        """Deliver one batch; tell whether there was any."""
        url = client.get_queue_url(QueueName=source.queue_arn.rpartition(":")[2])["QueueUrl"]
        messages = client.receive_message(
            QueueUrl=url, MaxNumberOfMessages=source.batch_size, MessageSystemAttributeNames=["All"]
        ).get("Messages", [])
        if not messages:
            return False
        received = [_received(message) for message in messages]
        failed = not_taken(function, source.queue_arn, received, self._log)
        for message in messages:
            if message["MessageId"] not in failed:
                client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return True


def _received(message: "MessageTypeDef") -> QueueMessage:
    attributes = {str(name): value for name, value in message.get("Attributes", {}).items()}
    return QueueMessage(message["MessageId"], message["ReceiptHandle"], message["Body"], attributes)
