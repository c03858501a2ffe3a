"""What schedules and rules say to `start_by_event`: how it is written, and how it is read.

A schedule: {"trigger": "schedule", "workspace", "workflow_id", "node_id", "scheduled_at"}
A rule:     {"trigger": "event", "workspace", "workflow_id", "node_id", "is_own_bus"?, "event": {...}}
A channel:  {"trigger": "channel", "channel", "is_own_bus", "event": {...}}
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from exeoflow.adapters.dynamodb.webhooks.listeners import Listener
from exeoflow.adapters.event_bridge.patterns import pattern_of
from exeoflow.model.execution import TriggerKind
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.executions.starting.start_by_event import Occurrence

if TYPE_CHECKING:
    # Whatever starts executions by events is to load nothing of node types.
    from exeoflow.nodes.formats.channels import Channel

# https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
_SCHEDULED_TIME: Final = "<aws.scheduler.scheduled-time>"
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
_WHOLE_EVENT: Final = "<aws.events.event.json>"
CHANNEL: Final = "channel"
"""What a rule says it is that all workflows share."""


def scheduled_input(workspace: str, workflow_id: str, node_id: str) -> dict[str, str]:
    """Return what a schedule says; Scheduler puts the planned time in."""
    return {**_place("schedule", workspace, workflow_id, node_id), "scheduled_at": _SCHEDULED_TIME}


def event_input_template(workspace: str, workflow_id: str, node_id: str, *, is_own_bus: bool) -> str:
    """Return the template of what a rule says; EventBridge puts the event in, as JSON without quotes."""
    place = json.dumps({**_place("event", workspace, workflow_id, node_id), "is_own_bus": is_own_bus})
    return f'{place[:-1]}, "event": {_WHOLE_EVENT}}}'


def channel_input_template(channel: "Channel", *, is_own_bus: bool) -> str:
    """Return the template of what the rule of a channel says."""
    place = json.dumps({"trigger": CHANNEL, "channel": channel.text, "is_own_bus": is_own_bus})
    return f'{place[:-1]}, "event": {_WHOLE_EVENT}}}'


def channel_event_of(said: Mapping[str, Any]) -> ChannelEvent:
    """Read what the rule of a channel said."""
    return ChannelEvent(said["channel"], said["event"], said["is_own_bus"])


def occurrence_at(event: ChannelEvent, listener: Listener) -> Occurrence | None:
    """Return what an event causes for one that listens: None if its pattern does not match.

    Raises what a pattern that cannot be read raises.
    """
    if not pattern_of(listener.pattern)(event.data):
        return None
    return Occurrence(
        workspace=listener.workspace,
        workflow_id=listener.workflow_id,
        kind=TriggerKind.EVENT,
        id=event.id,
        data=event.data,
        node_id=listener.node_id,
        is_from_own_bus=event.is_from_own_bus,
    )


def occurrences_at(
    event: ChannelEvent, listeners: Mapping[str, Listener]
) -> dict[str, Occurrence | Exception]:
    """Return what an event causes for those whose pattern it matches, by the names of all that listen.

    For a pattern that cannot be read, that is what is wrong with it: it keeps no other from its start.
    """
    heard: dict[str, Occurrence | Exception] = {}
    for name, listener in listeners.items():
        try:
            occurrence = occurrence_at(event, listener)
        except Exception as error:  # noqa: BLE001  (as above)
            heard[name] = error
        else:
            if occurrence is not None:
                heard[name] = occurrence
    return heard


def occurrence_of(said: Mapping[str, Any]) -> Occurrence:
    """Read what a schedule or a rule said."""
    kind = TriggerKind(said["trigger"])
    is_schedule = kind is TriggerKind.SCHEDULE
    return Occurrence(
        workspace=said["workspace"],
        workflow_id=said["workflow_id"],
        kind=kind,
        id=said["scheduled_at"] if is_schedule else said["event"]["id"],
        data={"scheduled_at": said["scheduled_at"]} if is_schedule else said["event"],
        node_id=said["node_id"],
        is_from_own_bus=said.get("is_own_bus", False),
    )


def _place(trigger: str, workspace: str, workflow_id: str, node_id: str) -> dict[str, str]:
    return {"trigger": trigger, "workspace": workspace, "workflow_id": workflow_id, "node_id": node_id}
