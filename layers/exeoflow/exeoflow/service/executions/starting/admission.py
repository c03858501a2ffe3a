"""What a workflow lets start, and when: `settings.rate` and `settings.concurrency`.

Room is kept in slots, which an execution takes once it is recorded. Nobody need give one back: who finds none
free looks whether those that have them still run. So whatever fails, no slot is lost for long. The end of an
execution lets the next one of the queue begin; what fails there, the sweep does.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, cast

from exeoflow.errors import ConcurrencyReached, ExecutionFinished, ExecutionStarting, RateLimited
from exeoflow.model import json
from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionRecord, ExecutionStatus
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.policies import defaults
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.ports import Ports

# So often the oldest is ended to make room; others may take it meanwhile.
_ATTEMPTS: Final = 10
# What has not begun by then has mostly failed at it: starts in a row need not wait for it one by one.
_BEGINNING: Final = timedelta(seconds=10)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Concurrency:
    """The author's setting, as it was checked when the workflow was saved."""

    limit: int
    mode: str
    most_queued: int
    key: str | None


def concurrency_of(graph: Graph) -> Concurrency | None:
    """Return the setting; None if any number may run."""
    given = cast("JsonObject | None", (graph.settings or {}).get("concurrency"))
    if given is None:
        return None
    return Concurrency(
        limit=int(str(given["max"])),
        mode=str(given.get("mode", defaults.MODE)),
        most_queued=int(str(given.get("max_queued", defaults.MOST_QUEUED))),
        key=None if given.get("key") is None else str(given["key"]),
    )


def slot_key_of(graph: Graph, data: Json) -> str:
    """Return what tells a start from others that `settings.concurrency` bounds apart from it."""
    concurrency = concurrency_of(graph)
    return "" if concurrency is None else _key_of(concurrency.key, data)


def refuse_too_many_starts(ports: Ports, workflow: StoredWorkflow, data: JsonObject) -> None:
    """Count a start. Raises `RateLimited` if there are more than `settings.rate` allows."""
    rate = cast("JsonObject | None", (workflow.graph.settings or {}).get("rate"))
    if rate is None:
        return
    most, per = int(str(rate["max"])), int(str(rate.get("per", defaults.RATE_SECONDS)))
    now = ports.clock.now()
    seconds = int((now - _EPOCH).total_seconds())
    window = seconds // per
    counted = f"{workflow.id}{_key_of(rate.get('key'), data)}"
    forget_at = now + timedelta(seconds=2 * per)
    count = ports.executions.count_start(workflow.workspace, counted, window, forget_at)
    if count > most:
        raise RateLimited((window + 1) * per - seconds)


def is_admitted(ports: Ports, execution: Execution, graph: Graph, data: Json) -> bool:
    """Tell whether a recorded execution may begin now; False if it waits, for its turn or for others.

    Raises `ConcurrencyReached`, and takes the record back, where it may do neither.
    """
    debounce = cast("JsonObject | None", (graph.settings or {}).get("debounce"))
    if debounce is not None:
        _put_off(ports, execution, debounce, data)
        return False
    concurrency = concurrency_of(graph)
    if concurrency is None or _has_slot(ports, execution, concurrency):
        return True
    if concurrency.mode == "queue":
        waiting = ports.executions.queued(execution.workspace, execution.lane)
        if execution.id in waiting or len(waiting) < concurrency.most_queued:
            ports.executions.enqueue(execution)
            # What ended since nobody had a slot to give has not seen this one in the queue.
            is_due = _has_slot(ports, execution, concurrency)
            if is_due:
                ports.executions.dequeue(execution.workspace, execution.lane, execution.id)
            return is_due
    ports.executions.remove(execution)
    raise ConcurrencyReached(concurrency.limit)


def _put_off(ports: Ports, execution: Execution, debounce: JsonObject, data: Json) -> None:
    """Let the execution wait, in the place of those that it follows, or have it followed itself.

    It waits before it looks: of two that come at once, neither would find the other.
    """
    ports.executions.enqueue(execution)
    path, lane = debounce.get("key"), execution.lane
    key = _key_of(path, data)
    found = [ports.executions.get(each) for each in ports.executions.queued(execution.workspace, lane)]
    alike = [
        each.execution
        for each in found
        if each is not None and each.execution.is_running and _key_of(path, each.input) == key
    ]
    for followed in alike[:-1]:
        end = ExecutionEnd(ExecutionStatus.CANCELLED, ports.clock.now(), steps=())
        ports.executions.finish(followed, end)
        ports.executions.dequeue(execution.workspace, lane, followed.id)
    ports.outbox.put_wakeup(execution.id, int(str(debounce["seconds"])))


def _key_of(path: Json, data: Json) -> str:
    """Return the value that the `key` of a setting leads to, short; nothing where it has none."""
    if path is None:
        return ""
    value = json.value_at(data, str(path).split(".")[1:])
    return f"-{hashlib.sha256(json.canonical(value)).hexdigest()[:16]}"


def next_in_queue(ports: Ports, workspace: str, lane: str, graph: Graph) -> list[ExecutionRecord]:
    """Return those of the queue that may begin now, the first one first; they have their slots."""
    concurrency = concurrency_of(graph)
    admitted = []
    for execution_id in ports.executions.queued(workspace, lane):
        record = ports.executions.get(execution_id)
        if record is None or not record.execution.is_running:
            ports.executions.dequeue(workspace, lane, execution_id)
        elif concurrency is not None and not _has_slot(ports, record.execution, concurrency):
            break
        else:
            admitted.append(record)
    return admitted


def _has_slot(ports: Ports, execution: Execution, concurrency: Concurrency) -> bool:
    for attempt in range(_ATTEMPTS):
        holders = ports.executions.take_slot(execution, concurrency.limit)
        if not holders:
            return True
        try:
            if not _is_room_made(ports, execution, concurrency, holders):
                return False
        except ExecutionStarting:
            # Between its record and its run lies one call: a moment later it can be ended.
            ports.clock.pause(attempt)
    return False


def _is_room_made(
    ports: Ports, execution: Execution, concurrency: Concurrency, holders: Sequence[str]
) -> bool:
    """Free the slots of what has ended, or end the oldest where the author wants that.

    Raises `ExecutionStarting` where that has only just begun.
    """
    found = [ports.executions.get(holder) for holder in holders]
    running = [each.execution for each in found if each is not None and each.execution.is_running]
    gone = set(holders) - {each.id for each in running}
    if not gone and concurrency.mode == "cancel_running":
        oldest = min(running, key=lambda each: (each.started_at, each.id))
        try:
            cancel_execution(ports, execution.workspace, oldest.id)
        except ExecutionFinished:
            pass  # by itself or by another start, just before: its slot is free, too
        except ExecutionStarting:
            if ports.clock.now() - oldest.started_at < _BEGINNING:
                raise
            return False
        gone = {oldest.id}
    for holder in sorted(gone):
        ports.executions.free_slot(execution.workspace, execution.lane, holder)
    return bool(gone)
