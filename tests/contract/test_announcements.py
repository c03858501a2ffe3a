"""Announcements arrive where rules look, on the stack's own bus."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import boto3
import pytest

from exeoflow.adapters.event_bridge.announcements import EventBridgeAnnouncements
from exeoflow.errors import Unavailable
from exeoflow.model.json import JsonObject
from exeoflow.service.ports.announcements import Announcements
from local.embedded.events.bus import BusAnnouncements, EmbeddedBus
from local.embedded.events.trigger_places import SqliteTriggerPlaces
from local.functions import LocalFunctions
from local.state.database import Database
from tests.contract.conftest import Side
from tests.fakes.approvals import FakeAnnouncements

DETAIL: JsonObject = {"workspace": "acme", "message": "Größe 😀", "data": [None]}
Heard = Callable[[], list[tuple[str, Any]]]


@pytest.fixture
def place(side: Side, request: pytest.FixtureRequest) -> tuple[Announcements, Heard]:
    if side == "memory":
        fake = FakeAnnouncements()
        return fake, lambda: fake.told
    if side == "sqlite":
        return _on_the_embedded_bus(request.getfixturevalue("database"))
    request.getfixturevalue("tables")  # opens moto
    return _on_moto()


def _on_the_embedded_bus(database: Database) -> tuple[Announcements, Heard]:
    told: list[tuple[str, Any]] = []
    places = SqliteTriggerPlaces(database)
    bus = EmbeddedBus(LocalFunctions(()), places, "nobody", pytest.fail)
    bus.beyond = lambda _bus, event: told.append((event["detail-type"], event["detail"]))
    return BusAnnouncements(bus, "exeoflow"), lambda: told


def _on_moto() -> tuple[Announcements, Heard]:
    events, queues = boto3.client("events"), boto3.client("sqs")
    events.create_event_bus(Name="exeoflow")
    queue = queues.create_queue(QueueName="heard")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": ["exeoflow.approval"]})
    events.put_rule(Name="hear", EventBusName="exeoflow", EventPattern=pattern)
    events.put_targets(Rule="hear", EventBusName="exeoflow", Targets=[{"Id": "queue", "Arn": arn}])

    def heard() -> list[tuple[str, Any]]:
        messages = queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        told = [json.loads(message["Body"]) for message in messages]
        return [(event["detail-type"], event["detail"]) for event in told]

    return EventBridgeAnnouncements(events, "exeoflow"), heard


def test_what_is_announced_is_heard(place: tuple[Announcements, Heard]) -> None:
    announcements, heard = place

    announcements.announce("Approval Requested", DETAIL)

    assert heard() == [("Approval Requested", DETAIL)]


@dataclass
class Refusing:
    """A client whose EventBridge takes the call, and not the event."""

    def put_events(self, **_: Any) -> dict[str, Any]:
        return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure"}]}


def test_an_event_that_was_not_taken_is_a_failure() -> None:
    announcements = EventBridgeAnnouncements(cast("Any", Refusing()), "exeoflow")

    with pytest.raises(Unavailable):
        announcements.announce("Approval Requested", DETAIL)
