"""Use case: go on with an execution from one of its nodes; what ran before keeps what it put out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.errors import InvalidRequest, RevisionNotFound
from exeoflow.model.execution import ExecutionRecord, Pin
from exeoflow.model.history import HistoryEvent
from exeoflow.model.workflows.stored_workflow import LOOPS, Graph, StoredWorkflow
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.service.executions.explain.recalled_steps import recorded_pins
from exeoflow.service.executions.rerun.pinning import body_of, nodes_behind, pinned_graph
from exeoflow.service.ports import Ports


def revision_run(ports: Ports, record: ExecutionRecord) -> StoredWorkflow:
    """Return the revision that the execution ran. Raises `RevisionNotFound` if it is no longer kept."""
    execution = record.execution
    number = execution.revision or 0
    revision = ports.workflows.get_revision(execution.workspace, execution.workflow_id, number)
    if revision is None:
        raise RevisionNotFound
    return revision


@dataclass(frozen=True)
class PastRun:
    """An execution that is over: what happened in it, and the workflow as it ran, read when asked for."""

    ports: Ports
    record: ExecutionRecord
    ran: StoredWorkflow

    @cached_property
    def history(self) -> Sequence[HistoryEvent]:
        """What happened, with its data."""
        execution = self.record.execution
        return self.ports.machines.history(execution.machine, execution.id, with_data=True) or ()

    @cached_property
    def workflow(self) -> Workflow:
        """The workflow with what was given to the execution in the place of nodes."""
        return Workflow.model_validate(pinned_graph(self.ran.graph, self.record.pins).as_json())


def refuse_place(graph: Graph, node_id: str) -> None:
    """Raise `InvalidRequest` if nothing can begin at the node: the graph has none, or it stands in a loop."""
    known = _ids(graph)
    if node_id not in known:
        values = {"node": node_id, "known": ", ".join(known)}
        raise InvalidRequest(
            Diagnostic("rerun-node-unknown", "from", values=values, suggestion=Guess(node_id, known))
        )
    is_behind_itself = node_id in nodes_behind(graph, node_id) and node_id not in _loops(graph)
    if is_behind_itself or node_id in _bodies(graph):
        raise InvalidRequest(Diagnostic("rerun-node-in-loop", "from", values={"node": node_id}))


def pins_before(past: PastRun, graph: Graph, node_id: str) -> Mapping[str, Pin]:
    """Return what everything that ran put out, unless it comes after the node in `graph`, which runs now.

    Raises `InvalidRequest`: some output is not known.
    """
    known, behind, bodies = _ids(graph), nodes_behind(graph, node_id), _bodies(graph)
    outputs = _outputs(past)
    kept = {
        each: pin
        for each, pin in outputs.items()
        if each in known and each not in behind and each != node_id and each not in bodies
    }
    lost = [each for each, pin in kept.items() if pin is None]
    if lost:
        raise InvalidRequest(Diagnostic("rerun-output-lost", "from", values={"node": lost[0]}))
    return {each: pin for each, pin in kept.items() if pin is not None}


def _ids(graph: Graph) -> tuple[str, ...]:
    return tuple(str(node["id"]) for node in graph.nodes)


def _loops(graph: Graph) -> tuple[str, ...]:
    return tuple(str(node["id"]) for node in graph.nodes if node["type"] == LOOPS)


def _bodies(graph: Graph) -> frozenset[str]:
    return frozenset(each for node in graph.nodes for each in body_of(graph, node))


def _outputs(past: PastRun) -> Mapping[str, Pin | None]:
    """What an execution's nodes put out; what was given to it itself is what it was."""
    record = past.record
    recorded = recorded_pins(past.history, record, past.workflow)
    return {**recorded, **{node_id: pin for node_id, pin in record.pins.items() if pin.items is None}}
