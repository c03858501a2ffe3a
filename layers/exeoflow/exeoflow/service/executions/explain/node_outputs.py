"""What a run of a node put out and by which handles it was left, by the meaning of the node's type."""

from collections.abc import Callable
from typing import Any, Final

from exeoflow.expressions.bounded_evaluation import NotEvaluated
from exeoflow.model import json
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.lowering import Bindings, Branch, Case, Each, Shape, Task, Value
from exeoflow.nodes.lowering.changing import changes
from exeoflow.nodes.node_type import ERROR_HANDLE
from exeoflow.nodes.table import NODE_TYPES, parse_config
from exeoflow.service.executions.explain.roots import Recall, Roots
from exeoflow.service.executions.explain.runs import Run
from exeoflow.service.executions.history_reading import details_of, message_of
from exeoflow.service.executions.visits import Visit

LOST: Final = object()
"""What neither the history tells nor the meaning of a node."""


def states_of(visit: Visit, roots: Roots, run: Run, *, is_inside: bool) -> dict[str, Any]:
    """`$states` as the node's state had it."""
    states: dict[str, Any] = {"input": roots.input, "context": {"Execution": {"Name": roots.execution["id"]}}}
    if not run.is_folded and visit.answer is not None:
        # Of a task within a state of its own, that state's result is the list of what it put out.
        answer = json.read(visit.answer)
        states["result"] = [json.read(visit.output or "null")] if is_inside else answer
    if visit.is_caught:
        caught = {"Error": visit.error} | ({} if visit.cause is None else {"Cause": visit.cause})
        states["errorOutput"] = caught
    return states


def shape_of(node: Node, recall: Recall, input_keys: tuple[str, ...]) -> Shape | None:
    """What the node's state was lowered to, its references bound to what they read then."""
    bindings = Bindings(node.id, node.timeout, recall.name, input_keys, node.retry)
    return NODE_TYPES[node.type].lower(parse_config(node), bindings)


def output_of(run: Run, node: Node, shape: Shape | None, recall: Recall) -> Any:
    """What a run put out: what its state did, or what its shape says; `LOST` if neither is known."""
    visit = run.visit
    put_out = LOST if run.is_folded or visit.output is None else json.read(visit.output)
    if not run.is_folded and visit.is_caught:
        told = shape.error_outputs if isinstance(shape, Task | Each) else {}
        handle = _told_handle(node, visit)
        return _or(lambda: recall.field(told[handle]), put_out) if handle in told else _caught(visit)
    match shape:
        case Task(output=output) if "result" in recall.states:
            return _or(lambda: recall.field(output), put_out)
        case Value(output=output) if not changes(shape):
            return _or(lambda: recall.field(output), put_out)
        case Task() | Value() | Each():
            return put_out
        case _:
            return recall.roots.input


def _caught(visit: Visit) -> Any:
    """The output of a node that failed, as nodes behind its handle `error` read it."""
    cause = visit.cause or ""
    details = details_of(cause)
    error = {"code": visit.error or "", "message": message_of(cause)}
    return {"error": error if details is None else {**error, "details": details}}


def _told_handle(node: Node, visit: Visit) -> str:
    errors = NODE_TYPES[node.type].errors(parse_config(node))
    return next((handle for handle, error in errors.items() if error == visit.error), "")


def handles_fired(run: Run, node: Node, shape: Shape | None, recall: Recall) -> frozenset[str | None]:
    """The handles by which a node was left; None stands for all ordinary ones."""
    if not run.is_folded and run.visit.is_caught:
        handle = _told_handle(node, run.visit)
        return frozenset({handle} if handle else {ERROR_HANDLE} if node.on_error == "branch" else {None})
    if not isinstance(shape, Branch):
        told = NODE_TYPES[node.type].errors(parse_config(node))
        named = set(NODE_TYPES[node.type].handles(parse_config(node))) - told.keys()
        return frozenset(named if told else {None})
    holding = [case.handle for case in shape.cases if _holds(case, recall)]
    return frozenset((holding if shape.every else holding[:1]) or [shape.default])


def handles_filled(node: Node, output: Any, fired: frozenset[str | None]) -> frozenset[str | None]:
    """The handles of these that an empty list has not kept from firing."""
    if NODE_TYPES[node.type].parts_its_output and isinstance(output, dict):
        return frozenset(handle for handle, items in output.items() if items)
    is_stopped = node.when_empty == "stop" and not node.disabled and output == []
    return frozenset() if is_stopped else fired


def _holds(case: Case, recall: Recall) -> bool:
    return _or(lambda: recall.text(case.condition), None) is True


def or_lost(evaluate: Callable[[], Any]) -> Any:
    """The value, `LOST` where it cannot be evaluated here."""
    return _or(evaluate, LOST)


def _or(evaluate: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return evaluate()
    except NotEvaluated:
        return otherwise
