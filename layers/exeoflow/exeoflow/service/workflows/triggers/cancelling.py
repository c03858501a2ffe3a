"""The events that cancel executions of a workflow (`settings.cancel_on`), as triggers that start nothing."""

from typing import TYPE_CHECKING, Final, cast

from exeoflow.model.workflows.trigger import EventTrigger

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject
    from exeoflow.model.workflows.stored_workflow import Graph

_NAME: Final = "cancel_on:"
"""How they are called in place of a node: no node's id has a colon."""


def cancelling_triggers(graph: "Graph") -> tuple[EventTrigger, ...]:
    """Return what must be in place so that the workflow hears of these events."""
    patterns = (cast("JsonObject", rule["pattern"]) for rule in cancelling_rules(graph))
    return tuple(EventTrigger(f"{_NAME}{index}", pattern) for index, pattern in enumerate(patterns))


def is_cancelling(node_id: str | None) -> bool:
    """Tell whether what has heard of an event is none of the workflow's nodes, but cancels."""
    return node_id is not None and node_id.startswith(_NAME)


def cancelling_rule(graph: "Graph", node_id: str) -> "JsonObject | None":
    """Return what the author says of these events; None if he has changed his mind meanwhile."""
    named = {
        trigger.node_id: rule
        for trigger, rule in zip(cancelling_triggers(graph), cancelling_rules(graph), strict=True)
    }
    return named.get(node_id)


def cancelling_rules(graph: "Graph") -> "list[JsonObject]":
    """Return what the author says of such events, as it was checked when the workflow was saved."""
    return cast("list[JsonObject]", (graph.settings or {}).get("cancel_on") or [])
