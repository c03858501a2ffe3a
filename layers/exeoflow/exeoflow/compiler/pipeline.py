"""The compiler: from an author's workflow to a state machine, or to what is wrong with it."""

import gc
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from exeoflow.compiler.checks import check, read_workflow
from exeoflow.compiler.control.folding import Folding
from exeoflow.compiler.control.plan import Plan
from exeoflow.compiler.control.scopes import build_machine
from exeoflow.compiler.data.demands import Demands
from exeoflow.compiler.data.exit_values import Deliveries
from exeoflow.compiler.data.joins import Joins
from exeoflow.compiler.data.once import Once, changes, once_before, once_guarded
from exeoflow.compiler.data.overtaking import overtaken
from exeoflow.compiler.data.reads import Reads, Symbols, lower, needed_values
from exeoflow.compiler.data.values import Values
from exeoflow.compiler.data.variable_names import VariableNames
from exeoflow.compiler.emit.budgets import Budget
from exeoflow.compiler.emit.limits import limit_faults, states_of
from exeoflow.compiler.emit.render import Renderer
from exeoflow.compiler.emit.state_names import StateNames
from exeoflow.compiler.emit.unreached import check_transitions
from exeoflow.compiler.flow.build import Flow, error_action
from exeoflow.compiler.flow.copying import build_graph
from exeoflow.compiler.flow.flow_checks import flow_faults
from exeoflow.compiler.flow.port_splits import split_ports
from exeoflow.compiler.flow.regions import RegionTree
from exeoflow.compiler.machine import Count, Decision, Each, Fired, Guard, Item, Scope, State, Task, scopes_of
from exeoflow.diagnostics import Diagnostic, has_errors
from exeoflow.expressions import Reference
from exeoflow.expressions.jsonata import is_enclosed, text_of
from exeoflow.model.json import Json
from exeoflow.model.workflow import Workflow
from exeoflow.nodes.lowering import Branch, Shape, Value
from exeoflow.nodes.lowering import Each as EachShape


@dataclass(frozen=True, slots=True)
class CompiledWorkflow:
    """A state machine: `definition` in ASL, the node of each state that stands for one, and budgets.

    `folded` has the nodes that ran when a state was left (`after`) or just before it was entered (`before`).
    A start by one of the `wrapped_triggers` wraps `$trigger` (`docs/semantics.md`, Starting).
    """

    definition: Mapping[str, Any]
    node_of_state: Mapping[str, str]
    budgets: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...] = ()
    folded: Mapping[str, Mapping[str, list[str]]] = field(default_factory=lambda: MappingProxyType({}))
    wrapped_triggers: tuple[str, ...] = ()
    told: Mapping[str, list[str]] = field(default_factory=lambda: MappingProxyType({}))
    """For each node that errors tell of a handle of, the names of these errors, which are no failures."""


@dataclass(frozen=True, slots=True)
class RejectedWorkflow:
    """Why a workflow cannot be run; with `definition` if only a limit of Step Functions stands against it."""

    diagnostics: tuple[Diagnostic, ...]
    definition: Mapping[str, Any] | None = None


Watch = Callable[[str, object], None]
"""Is told the name of a pass that is over, and what it has made."""


def _not_watched(name: str, made: object) -> None:
    """Looks at nothing."""


def compile_workflow(
    workflow: Workflow | Mapping[str, Any], *, fold: bool = False, watch: Watch = _not_watched
) -> CompiledWorkflow | RejectedWorkflow:
    """Compiles a workflow, given as such or as JSON has it.

    With `fold`, pure nodes need no state of their own. Tests `watch` the passes.
    """
    with _collector_paused():
        return _compile(workflow, fold=fold, watch=watch)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Lets the garbage collector wait: a compilation makes much and drops little of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _compile(
    workflow: Workflow | Mapping[str, Any], *, fold: bool, watch: Watch
) -> CompiledWorkflow | RejectedWorkflow:
    if not isinstance(workflow, Workflow):
        read = read_workflow(workflow)
        if not isinstance(read, Workflow):
            return RejectedWorkflow(read)
        workflow = read
    found = check(workflow)
    if has_errors(found):
        return RejectedWorkflow(found)
    if not workflow.nodes:
        return CompiledWorkflow({}, {}, {}, found)
    flow, tree = build_graph(workflow)
    if not isinstance(tree, RegionTree):
        return RejectedWorkflow((*found, *tree))
    found = (*found, *flow_faults(flow, tree))
    if has_errors(found):
        return RejectedWorkflow(found)
    flow = split_ports(flow, tree)
    watch("flow", (flow, tree))
    return _generate(flow, tree, found, fold=fold, watch=watch)


def _generate(
    flow: Flow, tree: RegionTree, found: tuple[Diagnostic, ...], *, fold: bool, watch: Watch
) -> CompiledWorkflow | RejectedWorkflow:
    symbols = Symbols(flow, tree)
    reads = tuple(symbols.reads_of(vertex) for vertex in range(flow.root))
    needed = needed_values(flow, symbols, reads)
    foldable = frozenset(
        vertex for vertex in range(flow.root) if fold and _is_foldable(flow, vertex, reads[vertex])
    )
    unread = frozenset(range(flow.root)) - needed.outputs
    instant = frozenset(vertex for vertex in range(flow.root) if _is_instant(flow, vertex, reads[vertex]))
    watch("instant", instant)
    machine = build_machine(Plan(flow, tree, tuple(each.shape for each in reads), instant))
    watch("control", machine)
    symbols.overtaken = overtaken(machine, symbols.side_by_side)
    late = {reader for _, reader in symbols.overtaken}
    reads = tuple(symbols.reads_of(vertex) if vertex in late else each for vertex, each in enumerate(reads))
    Folding(flow, foldable, unread).apply(machine)
    watch("folding", machine)
    joins = Joins(flow, symbols)
    joins.repeating = _repeating(machine)
    deliveries = Deliveries(flow, joins, needed, reads)
    deliveries.prepare(machine)
    demands = _demands(flow, machine, deliveries, reads)
    watch("data", demands)
    indexed = frozenset(
        symbol.vertex
        for each in reads
        for symbol in each.symbols
        if isinstance(symbol, Item) and symbol.is_index
    )
    names = VariableNames(flow)
    values = Values(flow, demands, names, deliveries, {}, indexed)
    _lower_all(machine, symbols, values)
    renderer = Renderer(values, deliveries, StateNames(flow, machine), flow.workflow.settings.max_iterations)
    definition = renderer.definition(machine, flow.workflow.description)
    check_transitions(definition)
    watch("emit", machine)
    begins = frozenset(scope for scope in scopes_of(machine) if renderer.needs_begin(scope))
    budget = Budget(flow, machine, begins, renderer.added)
    size = len(json.dumps(definition, ensure_ascii=False, separators=(",", ":")).encode())
    variables = sum(bool(each.definitions or each.initial) for each in demands.variables.values())
    faults = limit_faults(flow, definition, size, budget)
    if has_errors(faults):
        return RejectedWorkflow((*found, *faults), definition)
    return CompiledWorkflow(
        definition,
        renderer.node_of_state,
        budget.report(size, variables, states=sum(1 for _ in states_of(definition))),
        (*found, *faults),
        renderer.folded,
        tuple(flow.vertices[trigger].id for trigger in flow.triggers[1:]),
        renderer.told,
    )


def _repeating(machine: Scope) -> frozenset[int]:
    loops = (
        leaving.enters for scope in scopes_of(machine) for state in scope.states for leaving in state.exits
    )
    return frozenset(port for loop in loops if loop is not None for port in loop.repeating)


def _demands(flow: Flow, machine: Scope, deliveries: Deliveries, reads: tuple[Reads, ...]) -> Demands:
    """Collects all that states and exits read."""
    demands = Demands(flow)
    for scope in scopes_of(machine):
        for state in scope.states:
            match state.kind:
                case Task(vertex=vertex) | Each(vertex=vertex):
                    for symbol in reads[vertex].symbols:
                        demands.read_at(symbol, state)
                case Decision():
                    for leaving in state.exits:
                        for port in leaving.fired:
                            demands.read_at(Fired(port), state)
                case Guard(header):
                    demands.read_at(Count(header), state)
                case _:
                    pass
            for leaving in state.exits:
                if leaving.is_guarded and leaving.repeats is not None:
                    demands.read_at(Count(leaving.repeats.header), state)
                deliveries.output(leaving, demands)
                for vertex in leaving.folded:
                    if reads[vertex].yields_from_input and vertex in deliveries.needed.outputs:
                        deliveries.input(vertex, leaving, demands)
    demands.settle(lambda symbol, leaving: deliveries.handed_value(symbol, leaving, demands))
    return demands


def _is_instant(flow: Flow, vertex: int, reads: Reads) -> bool:
    """Whether a node only computes a value, and then always goes on the same way."""
    node = flow.vertices[vertex].node
    return node.disabled or (isinstance(reads.shape, Value) and error_action(node) == "fail")


def _is_foldable(flow: Flow, vertex: int, reads: Reads) -> bool:
    """Whether a node may run in another state's `Output`.

    It cannot fail, reads its input once at most and nothing else, and is the same whenever it is evaluated.
    """
    shape = reads.shape
    if isinstance(shape, Value) and (not shape.cannot_fail or changes(shape)):
        return False
    return _is_instant(flow, vertex, reads) and reads.inputs <= 1 and not reads.symbols


def _lower_all(machine: Scope, symbols: Symbols, values: Values) -> None:
    """Lowers every node with the places where its reads are found."""
    for scope in scopes_of(machine):
        for state in scope.states:
            if isinstance(state.kind, Task | Each):
                vertex = state.kind.vertex

                def name(reference: Reference, vertex: int = vertex, state: State = state) -> str:
                    return _name(reference, vertex, state, symbols, values)

                values.shapes[vertex] = shape = lower(values.flow, vertex, name)
                if once := _once(state, vertex, shape, values):
                    values.once[vertex] = once


def _once(state: State, vertex: int, shape: Shape | None, values: Values) -> Once | None:
    """How a node is evaluated once whose expressions yield something else each time."""
    if (
        isinstance(state.kind, Each)
        or not isinstance(shape, Value | Branch | EachShape)
        or not changes(shape)
    ):
        return None
    if isinstance(shape, Branch) and not any(each.outcome and each.outcome.is_choice for each in state.exits):
        return None
    if error_action(values.flow.vertices[vertex].node) != "fail":
        return once_guarded(shape)
    return once_before(shape, values.names.handle(vertex))


def _name(reference: Reference, vertex: int, state: State, symbols: Symbols, values: Values) -> str:
    if symbols.is_input(vertex, reference):
        return values.input_of(vertex, state)
    symbol = symbols.symbol(vertex, reference)
    if symbol is not None:
        return _read(values.at_state(symbol, state))
    match reference.root, reference.name:
        case "execution", "id":
            return "$states.context.Execution.Name"
        case "execution", _:
            return "$states.context.Execution.StartTime"
        case "workflow", "id":
            return text_of(values.flow.workflow.id)
        case "workflow", _:
            return text_of(values.flow.workflow.name)
        case _:
            return "(null)"


def _read(value: Json) -> str:
    """A value to which the author's expression may append steps of a path."""
    text = text_of(value)
    return text if is_enclosed(value) and text.startswith("$") and " " not in text else f"({text})"
