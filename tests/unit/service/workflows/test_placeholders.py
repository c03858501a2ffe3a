"""Workflows with nodes that only stand for others: stored, changed, looked at, never run."""

from collections.abc import Callable

import pytest

from exeoflow.diagnostics import Diagnostic, render
from exeoflow.diagnostics.rendering import RenderedDiagnostic
from exeoflow.errors import WorkflowInvalid
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.get_definition import get_workflow_definition
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from exeoflow.service.workflows.validate import validate_workflow
from tests.fakes.graphs import greeting_graph, placeholder_graph
from tests.fakes.ports import FakePorts

IMPORTED = NewWorkflow("Imported", graph=placeholder_graph())


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", IMPORTED)


def refused(act: Callable[[], object]) -> RenderedDiagnostic:
    """The one fault with which something is refused."""
    with pytest.raises(WorkflowInvalid) as refusal:
        act()
    (fault,) = refusal.value.diagnostics
    assert isinstance(fault, Diagnostic)
    return render(fault, "en")


def test_it_is_stored_with_a_warning_and_not_published(ports: FakePorts, workflow: StoredWorkflow) -> None:
    validation = validate_workflow(ports, "acme", IMPORTED)
    _, shown = get_workflow_definition(ports, "acme", workflow.id)

    assert (workflow.status, workflow.publication) == (WorkflowStatus.INACTIVE, None)
    assert ports.machines.versions == {}
    assert validation.is_valid
    assert [(each.rule, each.node_id) for each in validation.diagnostics] == [("placeholder-node", "ssh")]
    assert "Load" in str(shown.definition["States"])


def test_it_is_neither_executed_nor_activated(ports: FakePorts, workflow: StoredWorkflow) -> None:
    executed = refused(lambda: execute_workflow(ports, "acme", workflow.id, Start()))
    activated = refused(lambda: set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE))

    assert executed == activated
    assert (executed["rule"], executed["node_id"]) == ("placeholder-cannot-run", "ssh")
    assert "“Load” is only a placeholder for `n8n-nodes-base.ssh`" in str(executed["message"])
    assert ports.executions.records == {}


def test_an_active_workflow_does_not_become_one(ports: FakePorts) -> None:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph()))
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)
    graph = placeholder_graph()
    changes = WorkflowChanges(nodes=graph.nodes, connections=graph.connections)

    fault = refused(lambda: update_workflow(ports, "acme", workflow.id, changes))
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.INACTIVE)
    changed = update_workflow(ports, "acme", workflow.id, changes)

    assert fault["rule"] == "placeholder-cannot-run"
    assert changed.publication is None


def test_it_runs_once_the_placeholder_is_replaced(ports: FakePorts, workflow: StoredWorkflow) -> None:
    graph = placeholder_graph(disabled=True)

    update_workflow(ports, "acme", workflow.id, WorkflowChanges(nodes=graph.nodes))
    execution = execute_workflow(ports, "acme", workflow.id, Start())

    assert execution.is_running
