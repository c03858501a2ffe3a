"""Which items of a for_each succeeded in an execution, and need not run again."""

from collections.abc import Mapping

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.execution import Pin
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import LOOPS, Graph, StoredWorkflow
from exeoflow.nodes.lowering.changing import changes
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.service.executions.explain.recalled_steps import recorded_items
from exeoflow.service.executions.rerun.kept_items import begins_items
from exeoflow.service.executions.rerun.outputs import PastRun


def succeeded_items(past: PastRun, graph: Graph, for_each: str) -> Mapping[str, Pin]:
    """Return the items of a for_each that need not run again, as a pin; none if there is no such item.

    Raises `InvalidRequest`: the node is no for_each, it may have other items now, the way of an item begins
    with a join, or what one came to is not known.
    """
    _refuse_other_items(past.ran, graph, for_each)
    found = recorded_items(past.history, past.record, past.workflow, for_each)
    if found is None:
        raise _refusal("rerun-output-lost", for_each)
    return {for_each: Pin(None, items=found)} if found else {}


def _refuse_other_items(ran: StoredWorkflow, graph: Graph, for_each: str) -> None:
    before, now = (_node(each, for_each) for each in (ran.graph, graph))
    if now is None or now["type"] != LOOPS:
        raise _refusal("rerun-items", for_each)
    if before is None or before.get("config") != now.get("config") or changes(now.get("config")):
        raise _refusal("rerun-items-changed", for_each)
    for connection in graph.connections:
        if begins_items(connection, for_each) and _joins(graph, str(connection["target"])):
            raise _refusal("rerun-items-joined", str(connection["target"]))


def _joins(graph: Graph, node_id: str) -> bool:
    """Tell whether a node names those in its input that lead to it."""
    node_type = next(NODE_TYPES[str(node["type"])] for node in graph.nodes if node["id"] == node_id)
    leading = [each for each in graph.connections if each["target"] == node_id]
    return node_type.has_keyed_input or (len(leading) > 1 and not node_type.is_loop)


def _node(graph: Graph, node_id: str) -> JsonObject | None:
    return next((node for node in graph.nodes if node["id"] == node_id), None)


def _refusal(rule: str, node_id: str) -> InvalidRequest:
    return InvalidRequest(Diagnostic(rule, "items", values={"node": node_id}))
