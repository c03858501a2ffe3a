"""So many calls of a workspace wait at once, whatever becomes of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from exeoflow.errors import RateLimited, Unavailable
from exeoflow.model.execution import ExecutionRecord, ExecutionStatus
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.wait_for import (
    wait_for_change,
    wait_for_execution,
    wait_for_response,
    wait_for_started,
)
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from tests.fakes.crashes import CrashPlan
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import CrashingPorts, FakePorts


@pytest.fixture
def running(ports: FakePorts) -> str:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=greeting_graph()))
    return execute_workflow(ports, "acme", workflow.id, Start()).id


def for_change(ports: FakePorts, execution_id: str) -> ExecutionRecord:
    version = get_execution(ports, "acme", execution_id).version
    return wait_for_change(ports, "acme", execution_id, 25, version)


def for_end(ports: FakePorts, execution_id: str) -> ExecutionRecord:
    return wait_for_execution(ports, "acme", execution_id, 25)


def taken(ports: FakePorts) -> list[str]:
    """Let as many wait as may."""
    until = ports.clock.now() + timedelta(seconds=25)
    return [str(ports.waits.begin("acme", until)) for _ in range(ports.waits.most)]


@pytest.mark.parametrize("wait", [for_end, for_change])
def test_who_reads_is_asked_to_come_again(
    ports: FakePorts, running: str, wait: Callable[[FakePorts, str], ExecutionRecord]
) -> None:
    taken(ports)

    with pytest.raises(RateLimited) as refusal:
        wait(ports, running)

    assert refusal.value.retry_after == 5
    assert ports.clock.pauses == []
    ports.machines.end(running, ExecutionStatus.SUCCESS)
    get_execution(ports, "acme", running)
    assert for_end(ports, running).execution.status is ExecutionStatus.SUCCESS


def test_who_has_started_something_is_told_at_once_that_it_runs(ports: FakePorts, running: str) -> None:
    taken(ports)

    reached = wait_for_response(ports, "acme", running, 25)

    assert isinstance(reached, ExecutionRecord)
    assert reached == wait_for_started(ports, "acme", running, 25)
    assert reached.execution.is_running
    assert ports.clock.pauses == []


def test_who_has_started_something_hears_of_its_end(ports: FakePorts, running: str) -> None:
    ports.machines.end(running, ExecutionStatus.SUCCESS)
    get_execution(ports, "acme", running)

    assert wait_for_started(ports, "acme", running, 25).execution.status is ExecutionStatus.SUCCESS


def test_a_place_is_given_back_at_the_end(ports: FakePorts, running: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(ports.clock, "pause", lambda _: ports.clock.advance(seconds=10))

    for _ in range(3 * ports.waits.most):
        assert for_end(ports, running).execution.is_running

    assert all(end <= ports.clock.now() for end in ports.waits.places.values())


@pytest.mark.parametrize("at", [1, 2])
def test_a_wait_is_no_reason_to_fail_what_was_started(
    ports: FakePorts, running: str, at: int, monkeypatch: Any
) -> None:
    monkeypatch.setattr(ports.clock, "pause", lambda _: ports.clock.advance(seconds=30))
    failing: CrashingPorts = ports.crashing(CrashPlan())
    failing.waits = ports.crashing(CrashPlan(at, failure=Unavailable)).waits

    reached = wait_for_response(failing, "acme", running, 25)

    assert isinstance(reached, ExecutionRecord)
    assert reached.execution.is_running
