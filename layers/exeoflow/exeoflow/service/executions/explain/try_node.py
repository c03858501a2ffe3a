"""Use case: try one node on values that are given, or that an execution had, without calling anything.

Its expressions are evaluated as those of a step are explained. What a task would call is told, not done: what
that would answer can be given (`mock`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from exeoflow.diagnostics.path import join_path
from exeoflow.errors import NodeNotFound
from exeoflow.expressions.bounded_evaluation import NotEvaluated
from exeoflow.model.execution import ExecutionRecord
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.lowering import Bindings, Branch, Each, End, Shape, Task, Value
from exeoflow.nodes.node_type import ERROR_HANDLE
from exeoflow.nodes.table import NODE_TYPES, parse_config
from exeoflow.nodes.texts import texts_of
from exeoflow.service.executions.explain.faulty_field import faulty_field
from exeoflow.service.executions.explain.recalled_steps import recalled_steps, recorded_pins
from exeoflow.service.executions.explain.roots import Recall, Roots
from exeoflow.service.executions.explain.steps import StepFault
from exeoflow.service.executions.history_reading import EVALUATION_ERROR
from exeoflow.service.executions.records import find_execution
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.read import get_workflow


@dataclass(frozen=True, slots=True)
class Given:
    """What to try a node with; what is left out is that of the execution, if one is named, else null."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """`input`, `trigger`, `item` and `index`, as far as they are given."""
    outputs: JsonObject = field(default_factory=dict)
    execution_id: str | None = None
    graph: JsonObject | None = None
    """The drawing that has the node: `nodes` and `connections`; None for that of the newest revision."""
    mock: JsonObject | None = None
    """What the call answers: an `output` of the node, or an `error` with `code` and `message`."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the node would do. `output` is empty where only its call can tell.

    `call` has the resource and the arguments of what it would call; `evaluated` the value of each expression
    by its field, empty where it yields none.
    """

    node: Node
    input: Any
    output: tuple[Any] | tuple[()] = ()
    handles: tuple[str, ...] = ()
    fault: StepFault | None = None
    call: JsonObject | None = None
    evaluated: tuple[tuple[str, str, tuple[Any] | tuple[()]], ...] = ()


def try_node(ports: Ports, workspace: str, workflow_id: str, node_id: str, given: Given) -> Tried:
    """Evaluate a node of the newest revision, or of the drawing that is given.

    Raises `WorkflowNotFound`, `NodeNotFound`, `ExecutionNotFound`, `WorkflowInvalid`.
    """
    stored = get_workflow(ports, workspace, workflow_id)
    workflow = _workflow(stored, node_id, given.graph)
    node = next((each for each in workflow.nodes if each.id == node_id), None)
    if node is None:
        raise NodeNotFound
    roots = _roots(ports, workspace, workflow, node, given)
    described = {"id": workflow_id, "name": stored.name}
    return _tried(node, replace(roots, workflow=described), given.mock)


def _workflow(stored: StoredWorkflow, node_id: str, graph: JsonObject | None) -> Workflow:
    if graph is None:
        return Workflow.model_validate(stored.graph.as_json())
    # Not at the top: the checks and their parser are heavy, and what is stored has been looked at.
    from exeoflow.service.executions.explain.drawn import drawn_workflow  # noqa: PLC0415

    return drawn_workflow({"name": stored.name, **graph}, node_id)


def _roots(ports: Ports, workspace: str, workflow: Workflow, node: Node, given: Given) -> Roots:
    known = Roots(None, {}, {}, {"id": "", "started_at": ""}, {})
    if given.execution_id is not None:
        known = _known(ports, find_execution(ports, workspace, given.execution_id), workflow, node)
    outputs = {each.id: known.nodes.get(each.id) for each in workflow.nodes}
    variables = known.vars or _variables(ports, workspace, node)
    return replace(known, nodes={**outputs, **given.outputs}, vars=variables, **given.values)


def _variables(ports: Ports, workspace: str, node: Node) -> Mapping[str, Any]:
    """The variables as an execution would read them that begins now, if the node names any."""
    if "$vars" not in str(node.config):
        return {}
    return {name: each.value for name, each in ports.variables.get(workspace).by_name.items()}


def _known(ports: Ports, record: ExecutionRecord, workflow: Workflow, node: Node) -> Roots:
    """What the node read when it ran last; where it did not run, what was put out before."""
    execution = record.execution
    history = ports.machines.history(execution.machine, execution.id, with_data=True) or ()
    steps = [step for step in recalled_steps(history, record, workflow) if step.step.node_id == node.id]
    if steps:
        return steps[-1].roots
    pins = recorded_pins(history, record, workflow)
    outputs = {each: pin.output for each, pin in pins.items() if pin is not None}
    before = [
        each.source for each in workflow.connections if each.target == node.id and each.source in outputs
    ]
    arrived = {each: outputs[each] for each in before if each in outputs}
    given = next(iter(arrived.values())) if len(arrived) == 1 else arrived or None
    return Roots(given, record.input, outputs, {"id": execution.id, "started_at": ""}, {})


def _tried(node: Node, roots: Roots, mock: JsonObject | None) -> Tried:
    if node.disabled:
        return Tried(node, roots.input, (roots.input,))
    tried = Tried(node, roots.input, evaluated=tuple(_evaluated(node, roots)))
    recall = Recall(roots, {"input": roots.input, "context": {"Execution": {"Name": roots.execution["id"]}}})
    try:
        keys = tuple(roots.input) if isinstance(roots.input, Mapping) else ()
        config = parse_config(node)
        shape = NODE_TYPES[node.type].lower(config, Bindings(node.id, node.timeout, recall.name, keys))
        return _by_shape(tried, shape, recall, mock)
    except NotEvaluated as fault:
        found = faulty_field(node, roots)
        return _failed(tried, StepFault(EVALUATION_ERROR, str(fault) or EVALUATION_ERROR, str(fault), found))


def _by_shape(tried: Tried, shape: Shape | None, recall: Recall, mock: JsonObject | None) -> Tried:
    match shape:
        case Task():
            call: JsonObject = {"resource": shape.resource, "arguments": recall.field(shape.arguments)}
            return _answered(replace(tried, call=call), mock)
        case Value():
            return replace(tried, output=(recall.field(shape.output),))
        case Branch():
            return replace(tried, output=(tried.input,), handles=_fired(shape, recall))
        case Each():
            return replace(tried, output=(recall.text(shape.items),), handles=("loop",))
        case End(status="failed"):
            fault = StepFault(str(recall.field(shape.code)), str(recall.field(shape.message)), None, None)
            return replace(tried, fault=fault)
        case _:
            return replace(tried, output=(tried.input,))


def _answered(tried: Tried, mock: JsonObject | None) -> Tried:
    """What the node does with the answer that is given."""
    if mock is None:
        return tried
    error = mock.get("error")
    if isinstance(error, Mapping):
        code, message = str(error.get("code", "")), str(error.get("message", ""))
        return _failed(tried, StepFault(code, message, None, None))
    return replace(tried, output=(mock.get("output"),))


def _failed(tried: Tried, fault: StepFault) -> Tried:
    """Leave the node as its `on_error` says."""
    rule = tried.node.on_error
    named = rule if isinstance(rule, str) else rule.action
    catches = isinstance(rule, str) or fault.code in rule.errors or "States.ALL" in rule.errors
    if named == "fail" or not catches:
        return replace(tried, fault=fault)
    output = {"error": {"code": fault.code, "message": fault.message}}
    handles = (ERROR_HANDLE,) if named == "branch" else ()
    return replace(tried, fault=fault, output=(output,), handles=handles)


def _fired(shape: Branch, recall: Recall) -> tuple[str, ...]:
    holding = tuple(case.handle for case in shape.cases if recall.text(case.condition) is True)
    return (holding if shape.every else holding[:1]) or (shape.default,)


def _evaluated(node: Node, roots: Roots) -> Iterator[tuple[str, str, tuple[Any] | tuple[()]]]:
    for text in texts_of(NODE_TYPES[node.type].config, parse_config(node)):
        if text.language is not None or (text.whole is not None and text.whole.binds_item):
            continue  # code is not run, and no root holds an item
        for expression in text.parse():
            try:
                value: tuple[Any] | tuple[()] = (Recall(roots).expression(expression),)
            except NotEvaluated:
                value = ()
            yield join_path(*text.path), expression.source, value
