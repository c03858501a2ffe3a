"""Use case: make good what got lost.

Ends that nobody reported, what follows from ends, moves of triggers, answers, remains of deleted workflows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from exeoflow.model.execution import ExecutionEnd, ExecutionRecord
from exeoflow.service.approvals.answer import deliver_late_answers
from exeoflow.service.executions.close_record import end_of_lost
from exeoflow.service.executions.consequences import close_and_follow_up, follow_up
from exeoflow.service.executions.history_reading import read_history
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.activation import clear_triggers, settle_move

_SHORTEST_PAUSE: Final = timedelta(minutes=5)
_LONGEST_PAUSE: Final = timedelta(hours=1)
# Whoever was publishing while the workflow was deleted has surely ended by then.
_REMAINS_FOR: Final = timedelta(minutes=15)
# Whoever was moving triggers has ended by then: a function runs for 29 s.
_MOVES_END_WITHIN: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one sweep did."""

    checked: int
    ends: tuple[ExecutionEnd, ...]
    cleared_workflows: int
    settled_moves: int = 0
    delivered_answers: int = 0
    followed_up: int = 0


def sweep_executions(ports: Ports, has_time: Callable[[], bool]) -> Sweep:
    """Look at what is due as long as `has_time` says so; the rest is due again at the next sweep."""
    now = ports.clock.now()
    checked, ends = 0, []
    for execution_id in ports.executions.due(now):
        if not has_time():
            break
        checked += 1
        end = _check(ports, execution_id, now)
        if end is not None:
            ends.append(end)
    return Sweep(
        checked,
        tuple(ends),
        cleared_workflows=_clear_deleted_workflows(ports, now, has_time),
        settled_moves=_settle_moves(ports, now, has_time),
        delivered_answers=deliver_late_answers(ports, now, has_time),
        followed_up=_follow_up(ports, now, has_time),
    )


def _check(ports: Ports, execution_id: str, now: datetime) -> ExecutionEnd | None:
    record = ports.executions.get(execution_id)
    if record is None or not record.execution.is_running:
        return None
    end = _end_of(ports, record, now)
    if end is None:
        age = now - record.execution.started_at
        ports.executions.postpone(execution_id, now + min(max(age / 2, _SHORTEST_PAUSE), _LONGEST_PAUSE))
        return None
    return end if close_and_follow_up(ports, record, end) else None


def _end_of(ports: Ports, record: ExecutionRecord, now: datetime) -> ExecutionEnd | None:
    execution = record.execution
    sighting = ports.machines.find(execution.workflow_id, execution.id)
    if not sighting.is_known:
        return end_of_lost(execution, now)
    if sighting.end is None:
        return None
    history = ports.machines.history(execution.workflow_id, execution.id)
    reading = None if history is None else read_history(history, record)
    return sighting.end if reading is None or reading.end is None else reading.end


def _clear_deleted_workflows(ports: Ports, now: datetime, has_time: Callable[[], bool]) -> int:
    cleared = 0
    for workflow in ports.workflows.deleted_before(now - _REMAINS_FOR):
        if not has_time():
            break
        ports.machines.delete(workflow.id)
        clear_triggers(ports, workflow.workspace, workflow.id)
        ports.workflows.forget(workflow)
        cleared += 1
    return cleared


def _settle_moves(ports: Ports, now: datetime, has_time: Callable[[], bool]) -> int:
    settled = 0
    for move in ports.journal.begun_before(now - _MOVES_END_WITHIN):
        if not has_time():
            break
        settle_move(ports, move)
        settled += 1
    return settled


def _follow_up(ports: Ports, now: datetime, has_time: Callable[[], bool]) -> int:
    followed_up = 0
    for execution_id in ports.executions.follow_ups_due(now):
        if not has_time():
            break
        record = ports.executions.get(execution_id)
        if record is not None:
            follow_up(ports, record)
            followed_up += 1
    return followed_up
