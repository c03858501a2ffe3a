"""Planned times of schedules that are delivered late, where `settings.catch_up` says what becomes of them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from exeoflow.errors import NotFound
from exeoflow.model.execution import TriggerKind
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.starting.start_by_event import Occurrence
from exeoflow.service.executions.starting.start_by_schedule import start_by_schedule
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

HOURLY = {"cron": "0 * * * *"}
RATE = {"rate": "1 hours"}


def workflow(ports: FakePorts, catch_up: Any, times: dict[str, str] = HOURLY) -> StoredWorkflow:
    node: JsonObject = {"id": "hourly", "type": "trigger", "config": {"mode": "schedule", **times}}
    drawn = greeting_graph("Hallo", node)
    settings = None if catch_up is None else {"catch_up": catch_up}
    created = create_workflow(
        ports, "acme", NewWorkflow("W", graph=Graph(drawn.nodes, drawn.connections, settings))
    )
    return set_workflow_status(ports, "acme", created.id, WorkflowStatus.ACTIVE)


def planned(of: str, at: datetime) -> Occurrence:
    told = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Occurrence("acme", of, TriggerKind.SCHEDULE, told, {"scheduled_at": told}, "hourly")


@pytest.mark.parametrize("times", [HOURLY, RATE])
@pytest.mark.parametrize(
    ("catch_up", "started"),
    [
        (None, [5, 4, 3, 2, 1, 0]),
        ({}, [0]),
        ({"max": 3}, [2, 1, 0]),
        ({"max": 9, "within": 7_200}, [1, 0]),
    ],
)
def test_of_the_times_that_come_late_those_start_that_are_made_up_for(
    ports: FakePorts, times: dict[str, str], catch_up: Any, started: list[int]
) -> None:
    of = workflow(ports, catch_up, times)
    hour = ports.clock.now().replace(minute=0, second=0, microsecond=0)
    ports.clock.moment = hour + timedelta(minutes=30)

    found = [
        hours
        for hours in (5, 4, 3, 2, 1, 0)
        if start_by_schedule(ports, planned(of.id, hour - timedelta(hours=hours)))
    ]

    assert found == started


def test_what_comes_a_little_late_is_on_time(ports: FakePorts) -> None:
    of = workflow(ports, {"max": 1}, {"cron": "* * * * *"})
    minute = ports.clock.now().replace(second=0, microsecond=0)
    ports.clock.moment = minute + timedelta(minutes=4)

    assert start_by_schedule(ports, planned(of.id, minute)) is not None


def test_what_comes_late_for_nobody_starts_nothing(ports: FakePorts) -> None:
    with pytest.raises(NotFound):
        start_by_schedule(ports, planned("wf_none", ports.clock.now() - timedelta(hours=1)))
