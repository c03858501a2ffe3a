"""Workflows that run other workflows of their workspace."""

import pytest

from exeoflow.errors import WorkflowInvalid
from exeoflow.model.stored_workflow import Graph
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.graphs import TRIGGER, greeting_graph
from tests.fakes.ports import FakePorts


def _running(workflow_id: str) -> Graph:
    return Graph(
        (TRIGGER, {"id": "run", "type": "sub_workflow", "config": {"workflow_id": workflow_id}}),
        ({"source": "start", "target": "run"},),
    )


def _rules(refusal: WorkflowInvalid) -> list[str]:
    return [diagnostic.rule for diagnostic in refusal.diagnostics]


def test_a_workflow_may_run_another_of_its_workspace(ports: FakePorts) -> None:
    inner = create_workflow(ports, "acme", NewWorkflow("Inner", graph=greeting_graph()))

    outer = create_workflow(ports, "acme", NewWorkflow("Outer", graph=_running(inner.id)))

    assert outer.publication is not None


def test_a_workflow_of_another_workspace_does_not_exist(ports: FakePorts) -> None:
    foreign = create_workflow(ports, "other", NewWorkflow("Inner", graph=greeting_graph()))

    with pytest.raises(WorkflowInvalid) as refusal:
        create_workflow(ports, "acme", NewWorkflow("Outer", graph=_running(foreign.id)))

    assert _rules(refusal.value) == ["sub-workflow-unknown"]


def test_no_change_makes_a_workflow_run_itself_in_the_end(ports: FakePorts) -> None:
    inner = create_workflow(ports, "acme", NewWorkflow("Inner", graph=greeting_graph()))
    outer = create_workflow(ports, "acme", NewWorkflow("Outer", graph=_running(inner.id)))
    circle = _running(outer.id)

    with pytest.raises(WorkflowInvalid) as refusal:
        update_workflow(
            ports, "acme", inner.id, WorkflowChanges(nodes=circle.nodes, connections=circle.connections)
        )

    assert _rules(refusal.value) == ["sub-workflow-cycle"]
