"""Use case: start a workflow at a planned time of its schedule, however late that is delivered."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from exeoflow.model import moment
from exeoflow.model.execution import Execution
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.model.workflows.trigger import MissedTimes, ScheduleTrigger
from exeoflow.service.executions.starting.start_by_event import Occurrence, start_by_event
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.triggers.plan import trigger_plan
from exeoflow.service.workflows.triggers.schedule_times import times_after

# What comes no later was not missed: Scheduler and a busy machine take their time.
_ON_TIME: Final = timedelta(minutes=5)


def start_by_schedule(ports: Ports, occurrence: Occurrence) -> Execution | None:
    """Start the workflow, once per planned time; None where `settings.catch_up` lets that go.

    Raises what `start_by_event` raises.
    """
    planned, now = moment.read(occurrence.id), ports.clock.now()
    if now - planned > _ON_TIME:
        workflow = ports.workflows.get(occurrence.workspace, occurrence.workflow_id)
        if workflow is not None and _is_let_go(workflow, occurrence.node_id, planned, now):
            return None
    return start_by_event(ports, occurrence)


def _is_let_go(workflow: StoredWorkflow, node_id: str | None, planned: datetime, now: datetime) -> bool:
    return any(
        now - planned > trigger.catch_up.within or _is_followed(trigger, trigger.catch_up, planned, now)
        for trigger in trigger_plan(workflow.graph)
        if isinstance(trigger, ScheduleTrigger)
        and trigger.node_id == node_id
        and trigger.catch_up is not None
    )


def _is_followed(trigger: ScheduleTrigger, catch_up: MissedTimes, planned: datetime, now: datetime) -> bool:
    """Tell whether as many later times have passed as are made up for."""
    # A rate without a start goes on from this time as from any other.
    counted = replace(trigger, start=trigger.start or planned)
    later = [*islice(times_after(counted, planned), catch_up.most)]
    return len(later) == catch_up.most and later[-1] <= now
