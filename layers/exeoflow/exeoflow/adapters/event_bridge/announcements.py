"""Announcements on the event bus of the stack."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exeoflow.adapters.aws_errors import translated
from exeoflow.errors import Unavailable
from exeoflow.model.json import JsonObject
from exeoflow.service.ports.announcements import SOURCE

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient


@dataclass(frozen=True)
class EventBridgeAnnouncements:
    """Puts events on one bus."""

    client: "EventBridgeClient"
    bus: str

    def announce(self, detail_type: str, detail: JsonObject) -> None:
        """Put one event; EventBridge says in its answer, not by an error, that it did not take it."""
        with translated():
            answer = self.client.put_events(
                Entries=[
                    {
                        "Source": SOURCE,
                        "DetailType": detail_type,
                        "Detail": json.dumps(detail),
                        "EventBusName": self.bus,
                    }
                ]
            )
        if answer["FailedEntryCount"]:
            raise Unavailable
