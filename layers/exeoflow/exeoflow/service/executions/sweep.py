"""Use case: make good what got lost.

Ends that nobody reported, what follows from ends, moves of triggers, answers, remains of deleted workflows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from exeoflow.model.execution import ExecutionEnd, ExecutionRecord
from exeoflow.service.approvals.answer import late_answers
from exeoflow.service.duties import LONGEST_PAUSE, Duty, Setback, pause_after, perform
from exeoflow.service.executions.consequences import close_and_follow_up, follow_up
from exeoflow.service.executions.recording.close_record import end_of_lost
from exeoflow.service.executions.recording.record_end import with_steps
from exeoflow.service.executions.starting.start_next import start_next, start_waiting
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.remains import interrupted_moves, remains_of_deleted, unused_places

# People answer when they like. AWS describes 10 to 15 executions a second, for the whole account.
_PAUSE_OF_WAITING: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one sweep did."""

    checked: int
    ends: tuple[ExecutionEnd, ...]
    cleared_workflows: int = 0
    settled_moves: int = 0
    delivered_answers: int = 0
    followed_up: int = 0
    setbacks: tuple[Setback, ...] = ()


def sweep_executions(ports: Ports, has_time: Callable[[], bool]) -> Sweep:
    """Look at what is due as long as `has_time` says so; the rest is due again at the next sweep."""
    now = ports.clock.now()
    ends: list[ExecutionEnd] = []
    duties = (
        answers := late_answers(ports, now),
        follow_ups := _follow_ups(ports, now),
        moves := interrupted_moves(ports, now),
        executions := _unreported_ends(ports, now, ends),
        remains := remains_of_deleted(ports, now),
        unused_places(ports),
    )
    report = perform(duties, ports.clock, has_time)
    return Sweep(
        report.settled[executions.name],
        tuple(ends),
        cleared_workflows=report.settled[remains.name],
        settled_moves=report.settled[moves.name],
        delivered_answers=report.settled[answers.name],
        followed_up=report.settled[follow_ups.name],
        setbacks=report.setbacks,
    )


def _unreported_ends(ports: Ports, now: datetime, ends: list[ExecutionEnd]) -> Duty[str]:
    def settle(execution_id: str) -> None:
        end = _checked(ports, execution_id, now)
        if end is not None:
            ends.append(end)

    return Duty(
        name="unreported_end",
        find=lambda: ports.executions.due(now),
        settle=settle,
        id_of=str,
        begun_at=lambda execution_id: _record(ports, execution_id).execution.started_at,
        put_back=ports.executions.postpone,
    )


def _checked(ports: Ports, execution_id: str, now: datetime) -> ExecutionEnd | None:
    record = ports.executions.get(execution_id)
    if record is None:
        # Half of a record that DynamoDB is about to remove.
        ports.executions.postpone(execution_id, now + LONGEST_PAUSE)
        return None
    if not record.execution.is_running:
        return None
    if record.execution.is_queued:
        # Whoever ended may have died before it let the next one begin.
        start_waiting(ports, record.execution)
    end = None if record.execution.is_queued else _end_of(ports, record, now)
    if end is None:
        longest = _PAUSE_OF_WAITING if _waits_for_an_answer(ports, record) else LONGEST_PAUSE
        pause = pause_after(now - record.execution.started_at, longest)
        ports.executions.postpone(execution_id, now + pause)
        return None
    if not close_and_follow_up(ports, record, end):
        return None
    start_next(ports, record.execution)
    return end


def _end_of(ports: Ports, record: ExecutionRecord, now: datetime) -> ExecutionEnd | None:
    execution = record.execution
    sighting = ports.machines.find(execution.machine, execution.id)
    if not sighting.is_known:
        return end_of_lost(execution, now)
    if sighting.end is None:
        return None
    return with_steps(ports, record, sighting.end)


def _waits_for_an_answer(ports: Ports, record: ExecutionRecord) -> bool:
    return bool(record.source_map.told) and bool(ports.approvals.pending(record.execution.id))


def _follow_ups(ports: Ports, now: datetime) -> Duty[str]:
    def settle(execution_id: str) -> None:
        record = ports.executions.get(execution_id)
        if record is None:
            ports.executions.postpone_follow_up(execution_id, now + LONGEST_PAUSE)
        else:
            follow_up(ports, record)

    return Duty(
        name="follow_up",
        find=lambda: ports.executions.follow_ups_due(now),
        settle=settle,
        id_of=str,
        begun_at=lambda execution_id: _ended_at(_record(ports, execution_id)),
        put_back=ports.executions.postpone_follow_up,
    )


def _record(ports: Ports, execution_id: str) -> ExecutionRecord:
    record = ports.executions.get(execution_id)
    if record is None:
        raise LookupError(execution_id)
    return record


def _ended_at(record: ExecutionRecord) -> datetime:
    return record.execution.finished_at or record.execution.started_at
