"""Use case: go on with an execution from one of its nodes; what ran before keeps what it put out."""

from collections.abc import Mapping
from dataclasses import replace

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.errors import InvalidRequest, RevisionNotFound
from exeoflow.model.execution import ExecutionRecord, Pin
from exeoflow.model.stored_workflow import LOOPS, Graph, StoredWorkflow
from exeoflow.model.workflow import Workflow
from exeoflow.service.executions.explain.recalled_steps import recorded_pins
from exeoflow.service.executions.rerun.pinning import nodes_behind, pinned_graph
from exeoflow.service.ports import Ports


def revision_run(ports: Ports, record: ExecutionRecord) -> StoredWorkflow:
    """Return the revision that the execution ran. Raises `RevisionNotFound` if it is no longer kept."""
    execution = record.execution
    number = execution.revision or 0
    revision = ports.workflows.get_revision(execution.workspace, execution.workflow_id, number)
    if revision is None:
        raise RevisionNotFound
    return revision


def pins_before(
    ports: Ports, record: ExecutionRecord, ran: StoredWorkflow, graph: Graph, node_id: str
) -> Mapping[str, Pin]:
    """Return what everything that ran put out, unless it comes after the node in `graph`, which runs now.

    Raises `InvalidRequest`: the graph has no such node, it stands in a loop, or some output is not known.
    """
    known = tuple(str(node["id"]) for node in graph.nodes)
    if node_id not in known:
        values = {"node": node_id, "known": ", ".join(known)}
        raise InvalidRequest(
            Diagnostic("rerun-node-unknown", "from", values=values, suggestion=Guess(node_id, known))
        )
    behind = nodes_behind(graph, node_id)
    loops = [str(node["id"]) for node in graph.nodes if node["type"] == LOOPS]
    bodies = {each for loop in loops for each in nodes_behind(graph, loop, handle="loop", until=loop)}
    if node_id in bodies or (node_id in behind and node_id not in loops):
        raise InvalidRequest(Diagnostic("rerun-node-in-loop", "from", values={"node": node_id}))
    outputs = _outputs(ports, record, ran)
    kept = {
        each: pin
        for each, pin in outputs.items()
        if each in known and each not in behind and each != node_id and each not in bodies
    }
    lost = [each for each, pin in kept.items() if pin is None]
    if lost:
        raise InvalidRequest(Diagnostic("rerun-output-lost", "from", values={"node": lost[0]}))
    return {each: pin for each, pin in kept.items() if pin is not None}


def _outputs(ports: Ports, record: ExecutionRecord, ran: StoredWorkflow) -> Mapping[str, Pin | None]:
    """What an execution's nodes put out; what was given to it itself is what it was."""
    execution = record.execution
    history = ports.machines.history(execution.machine, execution.id, with_data=True)
    drawn = replace(ran, graph=pinned_graph(ran.graph, record.pins))
    recorded = recorded_pins(history or (), record, Workflow.model_validate(drawn.graph.as_json()))
    return {**recorded, **{node_id: pin for node_id, pin in record.pins.items() if pin.items is None}}
