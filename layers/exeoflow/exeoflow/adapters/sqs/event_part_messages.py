"""Messages that hold an event for a part of those that listen for it.

They hold the event itself, packed: it need not be kept anywhere, and characters that SQS does not take, which
events may have, are none of the message's.
"""

import base64
import zlib
from collections.abc import Mapping
from typing import Any, Final, cast

from exeoflow.model import json
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.trigger import ChannelEvent

_FIELD: Final = "event_part"
# JSON may name half of a character.
_HALVES: Final = "surrogatepass"


def event_part_message(event: ChannelEvent) -> str:
    """Write a part of an event."""
    content = {
        "channel": event.channel,
        "is_own_bus": event.is_from_own_bus,
        "event": _packed(event.data),
        "first": event.first,
        "last": event.last,
    }
    return json.write({_FIELD: content})


def event_part_of(content: Mapping[str, Any]) -> ChannelEvent:
    """Read what `event_part_message` wrote."""
    said = content[_FIELD]
    return ChannelEvent(
        channel=said["channel"],
        data=_unpacked(said["event"]),
        is_from_own_bus=said["is_own_bus"],
        first=said["first"],
        last=said["last"],
    )


def _packed(data: JsonObject) -> str:
    return base64.b64encode(zlib.compress(json.write(data).encode("utf-8", _HALVES))).decode()


def _unpacked(text: str) -> JsonObject:
    written = zlib.decompress(base64.b64decode(text)).decode("utf-8", _HALVES)
    return cast("JsonObject", json.read(written))
