"""Where moto and the embedded stack meet: events and messages that come in through the AWS endpoint."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.events.models import EventsBackend, Rule, events_backends
from moto.sqs.models import Message, Queue

from local.aws.replacement import replaced
from local.embedded.events.bus import EmbeddedBus
from local.embedded.events.queues import MessageQueues
from local.events.envelope import new_event
from local.place import ACCOUNT_ID, REGION


@contextmanager
def events_reach(bus: EmbeddedBus) -> Iterator[None]:
    """Let events that are put into moto reach the template's rules and the workflows' triggers."""
    put_events = EventsBackend.put_events

    def put(backend: EventsBackend, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = put_events(backend, events)
        for entry, answer in zip(events, answers, strict=True):
            if "EventId" in answer:
                event = new_event(
                    entry["Source"],
                    entry["DetailType"],
                    json.loads(entry["Detail"]),
                    id=answer["EventId"],
                    resources=entry.get("Resources", []),
                )
                bus.hear((entry.get("EventBusName") or "default").rpartition("/")[2], event)
        return answers

    with replaced(EventsBackend, "put_events", put):
        yield


@contextmanager
def messages_reach(queues: MessageQueues) -> Iterator[None]:
    """Let messages to the template's queues be kept and delivered by the stack."""
    add = Queue.add_message

    def add_or_hand_over(queue: Queue, message: Message) -> None:
        if queue.name in queues.policies:
            queues.send(queue.name, [message.body])
        else:
            add(queue, message)

    with replaced(Queue, "add_message", add_or_hand_over):
        yield


def rules_of(bus: str) -> list[Rule]:
    """Return the rules that were put on a bus of moto."""
    buses = events_backends[ACCOUNT_ID][REGION].event_buses
    return list(buses[bus].rules.values()) if bus in buses else []
