"""The compiler: the passes from an author's workflow to a state machine, in the order in which they run."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from exeoflow.compiler.checks import check, read_workflow
from exeoflow.compiler.collector import collector_paused
from exeoflow.compiler.control.folding import folded
from exeoflow.compiler.control.given import Given
from exeoflow.compiler.control.overtaking import overtaken
from exeoflow.compiler.control.scopes import build_machine
from exeoflow.compiler.data.exit_outputs import ExitOutputs
from exeoflow.compiler.data.intakes import find_intakes
from exeoflow.compiler.data.joins import Joins, repeating_outlets
from exeoflow.compiler.data.made_values import MadeValues
from exeoflow.compiler.data.places import Places
from exeoflow.compiler.data.pure_nodes import foldable_nodes, instant_nodes
from exeoflow.compiler.data.reads import (
    RESUME_URL,
    VARIABLES,
    NodeReads,
    find_reads,
    indexed_items,
    needed_values,
    read_outside,
    with_earlier,
)
from exeoflow.compiler.data.values import Values
from exeoflow.compiler.data.variable_names import VariableNames
from exeoflow.compiler.data.variables import Variables, find_variables
from exeoflow.compiler.data.written_nodes import write_nodes
from exeoflow.compiler.emit.budgets import budgets
from exeoflow.compiler.emit.express import express_machine_of
from exeoflow.compiler.emit.limits import limit_faults
from exeoflow.compiler.emit.preparations import READ_VARIABLES, Preparation, opening_address
from exeoflow.compiler.emit.render import Rendered, render
from exeoflow.compiler.emit.unreached import check_transitions
from exeoflow.compiler.flow.copying import build_graph
from exeoflow.compiler.flow.flow_checks import flow_faults
from exeoflow.compiler.flow.outlet_splits import split_outlets
from exeoflow.compiler.flow.regions import RegionTree, for_each_around
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Scope
from exeoflow.compiler.machine.taking_apart import take_apart
from exeoflow.compiler.result import CompiledWorkflow, RejectedWorkflow
from exeoflow.diagnostics import Diagnostic, has_errors
from exeoflow.expressions import texts_kept
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import Configurations

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
    with collector_paused(), texts_kept():
        # Within a call of its own, so that all but the result is gone when the collector looks again.
        return _read_and_compile(workflow, fold=fold, watch=watch)


def _read_and_compile(
    workflow: Workflow | Mapping[str, Any], *, fold: bool, watch: Watch
) -> CompiledWorkflow | RejectedWorkflow:
    # checks: the form of the document.
    read = workflow if isinstance(workflow, Workflow) else read_workflow(workflow)
    if not isinstance(read, Workflow):
        return RejectedWorkflow(read)
    # checks: nodes, connections, values and texts, each for itself.
    configurations = Configurations(read)
    found = check(configurations)
    if has_errors(found):
        return RejectedWorkflow(found)
    if not read.nodes:
        return CompiledWorkflow({}, {}, {}, found)
    return _compile(configurations, found, fold=fold, watch=watch)


def _compile(
    configurations: Configurations, found: tuple[Diagnostic, ...], *, fold: bool, watch: Watch
) -> CompiledWorkflow | RejectedWorkflow:
    # flow: vertices and outlets, for each trigger its own where they must be; which nodes run in which loop.
    flow, tree = build_graph(configurations)
    if not isinstance(tree, RegionTree):
        return RejectedWorkflow((*found, *tree))
    # flow: what only the whole shows, such as nodes that never run.
    found = (*found, *flow_faults(flow, tree))
    if has_errors(found):
        return RejectedWorkflow(found)
    # flow: one outlet for each time at which connections are settled.
    flow, tree = split_outlets(flow, tree)
    watch("flow", (flow, tree))
    # Weighed when what only the passes need is gone: the text of a large definition takes as much room.
    machine, rendered, variables = _generate(flow, tree, fold=fold, watch=watch)
    weighed = _weighed(flow, machine, rendered, variables, found)
    if watch is _not_watched:  # who watches may still look at it
        take_apart(machine)
    return weighed


def _generate(flow: Flow, tree: RegionTree, *, fold: bool, watch: Watch) -> tuple[Scope, Rendered, Variables]:
    """The machine, what it is written down as, and its variables.

    Long, for the worth of a list of passes is that all of them are read in one go.
    """
    around = for_each_around(tree)
    # data: each node's shape, with holes where it reads something.
    found_reads = find_reads(flow, tree, around)
    # schedule and control: what runs after what; states and transitions.
    instant = instant_nodes(flow, found_reads.by_vertex)
    watch("instant", instant)
    shapes = tuple(each.shape for each in found_reads.by_vertex)
    machine = build_machine(Given(flow, tree, shapes, instant, read_outside(found_reads.by_vertex, around)))
    watch("control", machine)
    # control: nodes of a loop that this order lets run before a reader that is to see their older values.
    reads = with_earlier(found_reads, overtaken(machine, found_reads.side_by_side))
    # data: what of all inputs and outputs is read at all.
    needed = needed_values(flow, reads, around)
    # control: fewer states.
    foldable = foldable_nodes(flow, reads) if fold else frozenset()
    made_of_input = frozenset(vertex for vertex in foldable if reads[vertex].yields_from_input)
    machine = folded(flow, machine, foldable, made_of_input, frozenset(range(flow.root)) - needed.outputs)
    watch("folding", machine)
    # data: what each state is given.
    joins = Joins(flow, around, repeating_outlets(machine))
    intakes = find_intakes(machine, joins, needed)
    # data: what each exit puts out; first to note what it reads, so that it is known what must be kept.
    outputs = ExitOutputs(flow, joins, intakes, needed)
    variables = find_variables(flow, machine, outputs, reads)
    watch("data", (variables, intakes))
    # data: the nodes' shapes, their holes filled with the places where values are kept.
    places = Places(flow, variables, VariableNames(flow), intakes)
    nodes = write_nodes(machine, reads, places)
    made = MadeValues(places, reads, nodes, outputs, indexed_items(reads))
    # emit: the definition.
    values = Values(places, nodes, made, outputs)
    rendered = render(flow, machine, values, _preparations(flow, reads))
    return machine, rendered, variables


def _weighed(
    flow: Flow,
    machine: Scope,
    rendered: Rendered,
    variables: Variables,
    found: tuple[Diagnostic, ...],
) -> CompiledWorkflow | RejectedWorkflow:
    # emit: whether each state has a way in, and each way leads to a state.
    check_transitions(rendered.scopes)
    # emit: what it costs, and what does not fit.
    costs = budgets(flow, machine, rendered, variables)
    # emit: whether it runs on an express machine for whoever waits.
    express = express_machine_of(flow.workflow, rendered)
    found = (*found, *limit_faults(flow, rendered, costs), *express.faults)
    if has_errors(found):
        return RejectedWorkflow(found, rendered.definition)
    return CompiledWorkflow(
        rendered.definition,
        rendered.node_of_state,
        {**costs.report(), **express.report()},
        found,
        rendered.folded,
        tuple(flow.vertices[trigger].id for trigger in flow.triggers[1:]),
        rendered.answer_errors,
        rendered.around,
        express.definition,
    )


def _preparations(flow: Flow, reads: Sequence[NodeReads]) -> tuple[Preparation, ...]:
    """What must be prepared for that which expressions read."""
    read = {hole for each in reads for hole in each.holes if hole in (VARIABLES, RESUME_URL)}
    needed = ((VARIABLES, READ_VARIABLES), (RESUME_URL, opening_address(flow.workflow.id)))
    return tuple(preparation for hole, preparation in needed if hole in read)
