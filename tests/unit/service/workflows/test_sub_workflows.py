"""Workflows that run other workflows of their workspace."""

from typing import Any

import pytest

from exeoflow.errors import WorkflowInvalid
from exeoflow.model.workflows.stored_workflow import Graph
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


def test_two_changes_at_the_same_moment_close_no_circle(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = create_workflow(ports, "acme", NewWorkflow("One", graph=greeting_graph()))
    other = create_workflow(ports, "acme", NewWorkflow("Other", graph=greeting_graph()))
    replace = ports.workflows.replace

    def overtaken(*arguments: Any) -> bool:
        """Let the other change come between the check of this one and its write."""
        monkeypatch.setattr(ports.workflows, "replace", replace)
        update_workflow(ports, "acme", other.id, changed_to_run(one.id))
        return replace(*arguments)

    monkeypatch.setattr(ports.workflows, "replace", overtaken)

    with pytest.raises(WorkflowInvalid) as refusal:
        update_workflow(ports, "acme", one.id, changed_to_run(other.id))

    assert _rules(refusal.value) == ["sub-workflow-cycle"]
    stored = ports.workflows.get("acme", one.id)
    assert stored is not None
    assert stored.named_workflows == frozenset()


def changed_to_run(workflow_id: str) -> WorkflowChanges:
    graph = _running(workflow_id)
    return WorkflowChanges(nodes=graph.nodes, connections=graph.connections)
