"""How Lambda's event source gives a function the messages of a queue, and learns which it did not take.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.functions import FunctionError, Invocable


@dataclass(frozen=True, slots=True)
class QueueMessage:
    """A message as it was received."""

    id: str
    receipt: str
    body: str
    attributes: Mapping[str, str]


def not_taken(
    function: Invocable, queue_arn: str, messages: Sequence[QueueMessage], log: Callable[[str], None]
) -> set[str]:
    """Invoke a function with messages; return the ids of those that come again."""
    try:
        answer = function.invoke({"Records": [_record(queue_arn, message) for message in messages]})
    except FunctionError as error:
        log(f"{function.declared.name} failed: {error}")
        return {message.id for message in messages}
    return {failure["itemIdentifier"] for failure in (answer or {}).get("batchItemFailures", [])}


def _record(queue_arn: str, message: QueueMessage) -> dict[str, Any]:
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt,
        "body": message.body,
        "attributes": dict(message.attributes),
        "messageAttributes": {},
        "md5OfBody": hashlib.md5(message.body.encode(), usedforsecurity=False).hexdigest(),
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": queue_arn.split(":")[3],
    }
