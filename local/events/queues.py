"""Hands the messages of the template's queues to their functions, as Lambda's event source does.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import boto3

from local.functions import FunctionError, FunctionTable, Invocable
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
        failed = self._failed(function, source, messages)
        for message in messages:
            if message["MessageId"] not in failed:
                client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return True

    def _failed(
        self, function: Invocable, source: QueueSource, messages: Sequence["MessageTypeDef"]
    ) -> set[str]:
        try:
            answer = function.invoke({"Records": [_record(source, message) for message in messages]})
        except FunctionError as error:
            self._log(f"{function.declared.name} failed: {error}")
            return {message["MessageId"] for message in messages}
        failures = (answer or {}).get("batchItemFailures", [])
        return {failure["itemIdentifier"] for failure in failures}


def _record(source: QueueSource, message: "MessageTypeDef") -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": source.queue_arn,
        "awsRegion": source.queue_arn.split(":")[3],
    }
