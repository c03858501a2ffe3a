"""Executions in memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from exeoflow.model.durations import Durations, bucket_of
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionRecord,
    ExecutionStatus,
    Step,
)
from exeoflow.model.identifiers import key_of
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.stats import WorkflowStats


@dataclass
class FakeExecutionStore:
    """Keeps records for `retention`, and when the sweep is to look at those that run."""

    retention: timedelta = timedelta(days=90)
    records: dict[str, ExecutionRecord] = field(default_factory=dict)
    checks: dict[str, datetime] = field(default_factory=dict)
    follow_ups: dict[str, datetime] = field(default_factory=dict)
    slots: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    starts: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def add(self, record: ExecutionRecord, check_at: datetime) -> Execution | None:
        earlier = self.records.get(record.execution.id)
        if earlier is not None:
            return earlier.execution
        self.records[record.execution.id] = record
        self.checks[record.execution.id] = check_at
        return None

    def add_ended(
        self, record: ExecutionRecord, end: ExecutionEnd, follow_up_at: datetime | None = None
    ) -> None:
        if self.add(record, end.finished_at) is None:
            self.finish(record.execution, end, follow_up_at)

    def take_slot(self, execution: Execution, limit: int) -> Sequence[str]:
        holders = self.slots.setdefault((execution.workspace, execution.lane), set())
        if execution.id not in holders and len(holders) >= limit:
            return sorted(holders)
        holders.add(execution.id)
        return ()

    def free_slot(self, workspace: str, lane: str, execution_id: str) -> None:
        self.slots.get((workspace, lane), set()).discard(execution_id)

    def enqueue(self, execution: Execution) -> None:
        if self._is_running(execution.id):
            self._set_queued(execution.id, is_queued=True)

    def dequeue(self, workspace: str, lane: str, execution_id: str) -> None:
        record = self.records.get(execution_id)
        if record and (record.execution.workspace, record.execution.lane) == (workspace, lane):
            self._set_queued(execution_id, is_queued=False)

    def queued(self, workspace: str, lane: str) -> Sequence[str]:
        found = [record.execution for record in self.records.values() if record.execution.is_queued]
        found.sort(key=lambda each: (each.started_at, each.id))
        return [each.id for each in found if (each.workspace, each.lane) == (workspace, lane)]

    def count_start(self, workspace: str, workflow_id: str, window: int, forget_at: datetime) -> int:
        del forget_at
        place = (workspace, workflow_id, window)
        self.starts[place] = self.starts.get(place, 0) + 1
        return self.starts[place]

    def _set_queued(self, execution_id: str, *, is_queued: bool) -> None:
        record = self.records[execution_id]
        self.records[execution_id] = replace(record, execution=replace(record.execution, is_queued=is_queued))

    def get(self, execution_id: str) -> ExecutionRecord | None:
        record = self.records.get(execution_id)
        return None if record is None else replace(record, retries=self._retries_of(execution_id))

    def id_of_key(self, key: str) -> str | None:
        return next((id_ for id_ in self.records if key_of(id_) == key and id_ != key), None)

    def remove(self, execution: Execution) -> None:
        if self._is_running(execution.id):
            del self.records[execution.id], self.checks[execution.id]

    def finish(self, execution: Execution, end: ExecutionEnd, follow_up_at: datetime | None = None) -> bool:
        if not self._is_running(execution.id):
            return False
        record = self.records[execution.id]
        closed = replace(record.execution, status=end.status, finished_at=end.finished_at)
        self.records[execution.id] = replace(
            record,
            execution=closed,
            output=end.output,
            error=end.error,
            steps=end.steps,
            has_follow_up=follow_up_at is not None,
        )
        del self.checks[execution.id]
        if follow_up_at is not None:
            self.follow_ups[execution.id] = follow_up_at
        return True

    def add_steps(
        self, execution: Execution, steps: Sequence[Step], error: ExecutionError | None = None
    ) -> None:
        record = self.records[execution.id]
        self.records[execution.id] = replace(record, steps=tuple(steps), error=error or record.error)

    def list_page(
        self, workspace: str, matching: ExecutionFilter, page: PageRequest, now: datetime
    ) -> Page[Execution]:
        kept_since = datetime.combine((now - self.retention).date(), time(), UTC)
        found = [
            record.execution
            for record in self.records.values()
            if record.execution.workspace == workspace
            and record.execution.started_at >= kept_since
            and matching.matches(record.execution, record.error.code if record.error else None)
        ]
        found.sort(key=lambda execution: (execution.started_at, execution.id), reverse=True)
        return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)

    def stats(
        self, workspace: str, workflow_id: str, since: date | None, until: date | None, now: datetime
    ) -> WorkflowStats:
        earliest = (now - self.retention).date()
        first, last = max(since or earliest, earliest), until or now.date()
        heads = [record.execution for record in self.records.values()]
        runs = [
            head
            for head in heads
            if (head.workspace, head.workflow_id) == (workspace, workflow_id)
            and first <= head.started_at.date() <= last
        ]
        took = [max(run.duration or 0, 0) for run in runs if run.status is ExecutionStatus.SUCCESS]
        return WorkflowStats(
            first,
            last,
            _by_day(runs),
            Durations(sum(took), Counter(map(bucket_of, took))),
            max(runs, key=lambda run: (run.started_at, run.id), default=None),
        )

    def due(self, until: datetime) -> Sequence[str]:
        return _due(self.checks, until)

    def follow_ups_due(self, until: datetime) -> Sequence[str]:
        return _due(self.follow_ups, until)

    def end_follow_up(self, execution_id: str) -> None:
        if self.follow_ups.pop(execution_id, None) is not None:
            self.records[execution_id] = replace(self.records[execution_id], has_follow_up=False)

    def postpone_follow_up(self, execution_id: str, check_at: datetime) -> None:
        if execution_id in self.follow_ups:
            self.follow_ups[execution_id] = check_at

    def postpone(self, execution_id: str, check_at: datetime) -> None:
        if self._is_running(execution_id):
            self.checks[execution_id] = check_at

    def _retries_of(self, execution_id: str) -> tuple[str, ...]:
        found = [record.execution for record in self.records.values()]
        retries = [execution for execution in found if execution.retry_of == execution_id]
        retries.sort(key=lambda retry: (retry.started_at, retry.id))
        return tuple(retry.id for retry in retries)

    def _is_running(self, execution_id: str) -> bool:
        record = self.records.get(execution_id)
        return record is not None and record.execution.is_running


def _by_day(runs: Sequence[Execution]) -> dict[date, Counter[ExecutionStatus]]:
    days = {run.started_at.date() for run in runs}
    return {day: Counter(run.status for run in runs if run.started_at.date() == day) for day in days}


def _due(moments: dict[str, datetime], moment: datetime) -> list[str]:
    return [
        id_ for due_at, id_ in sorted((due_at, id_) for id_, due_at in moments.items()) if due_at <= moment
    ]
