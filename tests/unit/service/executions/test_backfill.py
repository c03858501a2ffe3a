"""Making up for many times at once: no call does more than it can."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from exeoflow.model import moment
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.executions.starting.backfill import MOST_AT_ONCE, PastTimes, backfill_workflow
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

HOURS = MOST_AT_ONCE + 2
HOURLY: "JsonObject" = {
    "id": "hourly",
    "type": "trigger",
    "config": {"mode": "schedule", "cron": "0 * * * *"},
}


def test_what_is_too_much_for_one_call_goes_on_with_the_next(ports: FakePorts) -> None:
    workflow = create_workflow(ports, "acme", NewWorkflow("W", graph=greeting_graph("Hallo", HOURLY)))
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)
    until = ports.clock.now().replace(minute=30)
    since = until - timedelta(hours=HOURS)

    first = backfill_workflow(ports, "acme", workflow.id, PastTimes(since, until - timedelta(hours=1)))
    assert first.next_from is not None
    rest = backfill_workflow(
        ports, "acme", workflow.id, PastTimes(first.next_from, until - timedelta(hours=1))
    )

    full_hours = [since.replace(minute=0) + timedelta(hours=hour) for hour in range(1, HOURS)]
    assert len(first.filled) == MOST_AT_ONCE
    assert rest.next_from is None
    assert [each.planned for each in (*first.filled, *rest.filled)] == full_hours


def test_since_ever_means_since_the_schedule_began(ports: FakePorts) -> None:
    start = ports.clock.now() - timedelta(hours=2)
    config: JsonObject = {"mode": "schedule", "rate": "1 hours", "start": moment.write(start)}
    graph = greeting_graph("Hallo", {**HOURLY, "config": config})
    workflow = create_workflow(ports, "acme", NewWorkflow("W", graph=graph))
    set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)
    ever = datetime.min.replace(tzinfo=UTC)

    filled = backfill_workflow(ports, "acme", workflow.id, PastTimes(ever)).filled

    assert [each.planned for each in filled] == [start + timedelta(hours=hour) for hour in range(3)]
