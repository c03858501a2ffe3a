"""Which trigger starts an execution, and what its machine is told of it (`docs/semantics.md`, Starting)."""

from collections.abc import Sequence

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import TriggerUnknown
from exeoflow.model.json_value import Json, JsonObject
from exeoflow.model.stored_workflow import Graph


def triggers_of(graph: Graph) -> list[JsonObject]:
    """Return the trigger nodes that exist for executions, in the author's order."""
    return [node for node in graph.nodes if node["type"] == "trigger" and not node.get("disabled")]


def mode_of(trigger: JsonObject) -> str:
    """Return the mode of a trigger node, `manual` where the author named none."""
    config = trigger.get("config")
    return str(config.get("mode", "manual")) if isinstance(config, dict) else "manual"


def default_trigger(triggers: Sequence[JsonObject]) -> str:
    """Return the id of the first manual trigger, or else of the first one."""
    chosen = next((trigger for trigger in triggers if mode_of(trigger) == "manual"), triggers[0])
    return str(chosen["id"])


def choose_trigger(
    graph: Graph, wanted: str | None, mode: str = "manual", *, field: str = "trigger"
) -> tuple[str, bool]:
    """Return the id of the trigger to start by, and whether it is the default one.

    Where none is `wanted`, it is the first one of the `mode`, or else the default one.
    Raises `TriggerUnknown`, which names the request's `field`, if `wanted` is no trigger of this graph.
    """
    triggers = triggers_of(graph)
    default = default_trigger(triggers)
    if wanted is None:
        wanted = next((str(trigger["id"]) for trigger in triggers if mode_of(trigger) == mode), default)
    if wanted == default:
        return default, True
    if all(trigger["id"] != wanted for trigger in triggers):
        known = ", ".join(f"'{trigger['id']}'" for trigger in triggers)
        values = {"field": field, "expected": known}
        raise TriggerUnknown(Diagnostic("field-choice", field, values=values))
    return wanted, False


def machine_input(trigger: str, data: Json, *, is_default: bool) -> Json:
    """Wrap the data of a start by another trigger than the default one, as the state machine expects it."""
    return data if is_default else {"exeoflow:trigger": trigger, "data": data}
