"""Bring back what was given up: dead letters to whom they were meant for, notifications to their queue.

What lies in the dead-letter queue has several forms, by who gave up:

- Lambda, after a function failed: an envelope with the function and the event. It goes to the same function.
- A schedule that could not call `start_by_event`: what the schedule says. It goes to `start_by_event`.
- A rule that could not call a function: the event, with the rule's ARN as an attribute. It goes to the rule's
  function, by the template of its input.
- The queue of starts, after five tries: what somebody sent. It goes there again.

A start has the id of what caused it, so that nothing starts twice.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from exeoflow.adapters.sqs.start_messages import MARKS
from local.deployment.account import client
from local.deployment.functions import function_name, variables
from local.deployment.stack import outputs
from local.deployment.target import Target

Say = Callable[[str], None]
_WHOLE_EVENT: Final = "<aws.events.event.json>"
_AT_ONCE: Final = 10


def redrive(target: Target, say: Say) -> None:
    """Bring back all messages of both queues that are there now; what cannot be stays, and is named."""
    given = outputs(target)
    queues = variables(target, "StartByEventFunction")
    road = _Road(
        lambdas=client(target, "lambda"),
        rules=client(target, "events"),
        queue=client(target, "sqs"),
        start_function=function_name(target, "StartByEventFunction"),
        start_queue=queues["START_QUEUE_URL"],
    )
    letters = road.bring_back(given["DeadLetterQueueUrl"], road.to_whom_it_was_meant_for, say)
    say(f"Brought back {letters} dead letters.")

    def notify(message: Mapping[str, Any]) -> bool:
        return road.send(queues["NOTIFICATIONS_QUEUE_URL"], message["Body"])

    notifications = road.bring_back(given["UndeliveredNotificationsQueueUrl"], notify, say)
    say(f"Brought back {notifications} notifications.")


@dataclass(frozen=True, slots=True)
class _Road:
    """The ways that messages can go."""

    lambdas: Any
    rules: Any
    queue: Any
    start_function: str
    start_queue: str

    def bring_back(self, url: str, way: Callable[[Mapping[str, Any]], bool], say: Say) -> int:
        """Take every message its way and delete it then; return how many could go."""
        gone = 0
        seen: set[str] = set()
        # What fails again may be back while we look: each message is taken once.
        while messages := [each for each in self._receive(url) if each["MessageId"] not in seen]:
            for message in messages:
                seen.add(message["MessageId"])
                if way(message):
                    self.queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                    gone += 1
                else:
                    say(f"Message {message['MessageId']} stays: nobody is known who would take it.")
        return gone

    def to_whom_it_was_meant_for(self, message: Mapping[str, Any]) -> bool:
        """Take a dead letter its way; False if there is none."""
        try:
            content = json.loads(message["Body"])
        except ValueError:
            content = None
        match content:
            case {"requestContext": {"functionArn": str(function)}, "requestPayload": payload}:
                return self._invoke(function, payload)
            case {"trigger": "schedule" | "event", "workspace": _, "node_id": _}:
                return self._invoke(self.start_function, content)
            case {"detail-type": _, "source": _}:
                return self._by_rule(message, content)
            case dict() if MARKS & content.keys():
                return self.send(self.start_queue, message["Body"])
        return False

    def send(self, url: str, body: str) -> bool:
        """Put a message into a queue."""
        self.queue.send_message(QueueUrl=url, MessageBody=body)
        return True

    def _invoke(self, function: str, payload: Any) -> bool:
        # Lambda keeps the event and tries again, as it does for those who asked first.
        self.lambdas.invoke(FunctionName=function, InvocationType="Event", Payload=json.dumps(payload))
        return True

    def _by_rule(self, message: Mapping[str, Any], event: Any) -> bool:
        attributes = message.get("MessageAttributes", {})
        if "RULE_ARN" not in attributes:
            return False
        *bus, name = attributes["RULE_ARN"]["StringValue"].rpartition(":rule/")[2].split("/")
        try:
            answer = self.rules.list_targets_by_rule(Rule=name, EventBusName=bus[0] if bus else "default")
        except ClientError:
            return False  # the workflow is inactive or gone meanwhile
        for rule_target in answer["Targets"]:
            template = rule_target.get("InputTransformer", {}).get("InputTemplate", _WHOLE_EVENT)
            self._invoke(rule_target["Arn"], json.loads(template.replace(_WHOLE_EVENT, json.dumps(event))))
        return True

    def _receive(self, url: str) -> list[Mapping[str, Any]]:
        answer = self.queue.receive_message(
            QueueUrl=url, MaxNumberOfMessages=_AT_ONCE, MessageAttributeNames=["All"], WaitTimeSeconds=1
        )
        messages: list[Mapping[str, Any]] = answer.get("Messages", [])
        return messages
