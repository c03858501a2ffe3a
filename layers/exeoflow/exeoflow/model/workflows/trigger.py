"""The triggers of a workflow that something outside it must be told of."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from exeoflow.model.json import JsonObject

OWN_EVENTS: Final = "exeoflow."
"""How the sources of the events begin that the product itself announces, and nobody else may."""
_RESERVED_SOURCES: Final = (OWN_EVENTS, "aws.")

_HASH_DIGITS: Final = 10


@dataclass(frozen=True, slots=True)
class WebhookTrigger:
    """Starts when its address is called.

    `methods`, `wait_seconds` and `settings` (fields of `WebhookSettings`) are what its node says of its
    webhook; what it does not name is the webhook's own.
    """

    node_id: str
    name: str
    methods: tuple[str, ...] | None = None
    wait_seconds: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MissedTimes:
    """Of the times that were missed those to make up for: the newest `most`, none older than `within`."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class ScheduleTrigger:
    """Starts at the times of `expression`: `cron(...)` or `rate(...)` as EventBridge Scheduler takes it.

    Times that were missed are made up for where `catch_up` says which.
    """

    node_id: str
    expression: str
    timezone: str = "UTC"
    start: datetime | None = None
    end: datetime | None = None
    catch_up: MissedTimes | None = None

    def is_over(self, now: datetime) -> bool:
        """Tell whether no time is left: the end has passed, or does not come after the start."""
        return self.end is not None and self.end <= max(now, self.start or now)


@dataclass(frozen=True, slots=True)
class EventTrigger:
    """Starts at every event of EventBridge that matches `pattern`."""

    node_id: str
    pattern: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChannelEvent:
    """An event as it came by a channel, for all that listen there, or for a part of them.

    A part are those whose names lie between `first` and `last`, both among them, in the order of bytes.
    """

    channel: str
    data: JsonObject
    is_from_own_bus: bool
    first: str | None = None
    last: str | None = None

    @property
    def id(self) -> str:
        """What tells it from every other event."""
        return str(self.data["id"])


PlacedTrigger: TypeAlias = ScheduleTrigger | EventTrigger
"""A trigger that AWS must be told of."""

Trigger: TypeAlias = WebhookTrigger | PlacedTrigger


def is_reserved_source(source: str) -> bool:
    """Tell whether events of a source are announced by the product or by AWS only, however it is written.

    Patterns may match without regard to case (`equals-ignore-case`).

    >>> is_reserved_source("AWS.states"), is_reserved_source("awsome.shop")
    (True, False)
    """
    return source.lower().startswith(_RESERVED_SOURCES)


def trigger_name(workflow_id: str, trigger: PlacedTrigger) -> str:
    """Name what is put in place for a trigger: the same every time, and short enough for AWS (64 characters).

    A node that changes from one kind to the other gets another name, so that what is stale can be told.

    >>> trigger_name("wf_01hm4n8x5t6v7w8y9z0a1b2c3d", EventTrigger("uploaded", {"source": ["aws.s3"]}))
    'wf_01hm4n8x5t6v7w8y9z0a1b2c3d-e-3cef1b245d'
    """
    kind = "s" if isinstance(trigger, ScheduleTrigger) else "e"
    return f"{workflow_id}-{kind}-{hashlib.sha256(trigger.node_id.encode()).hexdigest()[:_HASH_DIGITS]}"
