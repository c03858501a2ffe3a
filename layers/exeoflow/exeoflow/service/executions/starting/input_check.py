"""Hold what starts a workflow against the schema that its author gave (`settings.input_schema`)."""

from typing import Final, cast

from exeoflow.errors import InvalidRequest
from exeoflow.model.execution import TriggerKind
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import Graph
from exeoflow.service.workflows.triggers.choice import mode_of, triggers_of

# What schedules and events bring is not the choice of anybody who could be told, and an error workflow's
# input is ours.
_CHECKED: Final = (TriggerKind.MANUAL, TriggerKind.WEBHOOK)


def refuse_faulty_input(graph: Graph, trigger: str, kind: TriggerKind, data: JsonObject) -> None:
    """Raise `InvalidRequest` with the places where a caller's data breaks the schema.

    Of a call of a webhook the body is meant, also where the call is imitated by hand.
    """
    schema = (graph.settings or {}).get("input_schema")
    if schema is None or kind not in _CHECKED:
        return
    mode = next(mode_of(node) for node in triggers_of(graph) if node["id"] == trigger)
    checked: Json = data
    place = "input"
    if mode == "webhook":
        checked = data.get("body")
        place = "body" if kind is TriggerKind.WEBHOOK else "input.body"
    elif mode != "manual":
        return
    # Not at the top: most workflows have no schema, and a start is to be quick.
    from exeoflow.model.policies.input_schema import input_faults  # noqa: PLC0415

    faults = input_faults(cast("JsonObject", schema), checked, place)
    if faults:
        raise InvalidRequest(*faults)
