"""Which trigger starts an execution, and what its machine is told of it (`docs/semantics.md`, Starting)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import TriggerUnknown
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import STARTS, Graph

if TYPE_CHECKING:
    from exeoflow.nodes.trigger import Mode


def triggers_of(graph: Graph) -> list[JsonObject]:
    """Return the trigger nodes that exist for executions, in the author's order."""
    return [node for node in graph.nodes if node["type"] == STARTS and not node.get("disabled")]


def mode_of(trigger: JsonObject) -> "Mode":
    """Return the mode of a trigger node, `manual` where the author named none."""
    config = trigger.get("config")
    return cast("Mode", config.get("mode") or "manual") if isinstance(config, dict) else "manual"


def default_trigger(triggers: Sequence[JsonObject]) -> str:
    """Return the id of the first manual trigger, or else of the first one."""
    chosen = next((trigger for trigger in triggers if mode_of(trigger) == "manual"), triggers[0])
    return str(chosen["id"])


def choose_trigger(graph: Graph, wanted: str | None, mode: str = "manual", *, field: str = "trigger") -> str:
    """Return the id of the trigger to start by.

    Where none is `wanted`, it is the first one of the `mode`, or else the default one.
    Raises `TriggerUnknown`, which names the request's `field`, if `wanted` is no trigger of this graph.
    """
    triggers = triggers_of(graph)
    if wanted is None:
        of_mode = (str(trigger["id"]) for trigger in triggers if mode_of(trigger) == mode)
        return next(of_mode, default_trigger(triggers))
    if all(trigger["id"] != wanted for trigger in triggers):
        known = ", ".join(f"'{trigger['id']}'" for trigger in triggers)
        values = {"field": field, "expected": known}
        raise TriggerUnknown(Diagnostic("field-choice", field, values=values))
    return wanted


def machine_input(source_map: SourceMap, trigger: str, data: Json) -> Json:
    """Wrap the data of a start by a trigger that the state machine must tell from the default one."""
    is_wrapped = trigger in source_map.wrapped_triggers
    return {"exeoflow:trigger": trigger, "data": data} if is_wrapped else data
