"""Machines that were filled in wrongly heal, and those that are right are left alone."""

import json
from collections.abc import Callable

import pytest

from exeoflow.errors import Unavailable, WorkflowInvalid
from exeoflow.model.execution import ExecutionStatus
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.retry import retry_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.workflows import publication
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.graphs import asking_graph, greeting_graph
from tests.fakes.ports import FakePorts

WRONG, RIGHT = "", "arn:ask"


@pytest.fixture
def asking(ports: FakePorts) -> StoredWorkflow:
    """A workflow that was published by a function which did not know whom to ask."""
    ports.machines.filling = WRONG
    workflow = create_workflow(ports, "acme", NewWorkflow("Ask", graph=asking_graph()))
    ports.machines.filling = RIGHT
    return workflow


def newest_machine(ports: FakePorts, workflow: StoredWorkflow) -> str:
    return json.dumps(ports.machines.versions[workflow.id][-1])


def start(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execute_workflow(ports, "acme", workflow.id, Start())


def retry(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.machines.filling = WRONG
    execution = execute_workflow(ports, "acme", workflow.id, Start())
    ports.machines.end(execution.id, ExecutionStatus.FAILED)
    ports.machines.filling = RIGHT
    retry_execution(ports, "acme", execution.id)


def save(ports: FakePorts, workflow: StoredWorkflow) -> None:
    update_workflow(ports, "acme", workflow.id, WorkflowChanges(description="Asks somebody."))


def save_the_same(ports: FakePorts, workflow: StoredWorkflow) -> None:
    update_workflow(ports, "acme", workflow.id, WorkflowChanges(name=workflow.name))


def activate(ports: FakePorts, workflow: StoredWorkflow) -> None:
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)


@pytest.mark.parametrize("act", [start, retry, save, save_the_same, activate])
def test_a_machine_that_was_filled_in_wrongly_heals(
    ports: FakePorts, asking: StoredWorkflow, act: Callable[[FakePorts, StoredWorkflow], None]
) -> None:
    assert RIGHT not in newest_machine(ports, asking)

    act(ports, asking)

    assert RIGHT in newest_machine(ports, asking)


def test_a_healed_machine_is_published_once_and_is_what_runs(
    ports: FakePorts, asking: StoredWorkflow
) -> None:
    ports.machines.publications = 0

    for _ in range(3):
        start(ports, asking)

    assert ports.machines.publications == 1
    assert {run.version_arn for run in ports.machines.runs.values()} == {f"arn:{asking.id}:2"}


def test_a_machine_with_nothing_to_fill_in_is_looked_at_once_and_left_alone(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph()))
    ports.machines.publications = 0
    ports.machines.filling = "arn:ask-another"
    start(ports, workflow)
    monkeypatch.delattr(ports.machines.__class__, "fill")

    start(ports, workflow)

    assert ports.machines.publications == 0


@pytest.mark.parametrize("status", [WorkflowStatus.ACTIVE, WorkflowStatus.INACTIVE])
def test_a_start_goes_on_with_the_old_machine_where_aws_takes_no_new_one(
    ports: FakePorts, asking: StoredWorkflow, status: WorkflowStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def throttled(*_: object) -> str:
        raise Unavailable

    set_workflow_status(ports, "acme", asking.id, status)
    ports.machines.filling = "arn:ask-another"
    with monkeypatch.context() as patch:
        patch.setattr(ports.machines, "publish", throttled)
        start(ports, asking)

    assert len(ports.machines.runs) == 1
    start(ports, asking)
    assert "arn:ask-another" in newest_machine(ports, asking)


def test_a_start_goes_on_with_the_old_machine_where_the_compiler_has_become_stricter(
    ports: FakePorts, asking: StoredWorkflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(workflow: StoredWorkflow) -> None:
        del workflow
        raise WorkflowInvalid(())

    monkeypatch.setattr(publication, "compile_stored", refuse)

    start(ports, asking)

    assert len(ports.machines.runs) == 1
