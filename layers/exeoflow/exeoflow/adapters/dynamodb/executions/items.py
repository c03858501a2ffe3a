"""The items of the executions table.

| pk               | sk          | holds |
|------------------|-------------|-------|
| `<execution id>` | `execution` | the head: what lists show, and the keys of the indexes |
| `<execution id>` | `input`     | the input; the source map and the error workflow of the revision run |
| `<execution id>` | `result`    | output or error; the steps, if they are known at the end and find room |
| `<execution id>` | `steps`, `source_map`, `pins` | what finds no room in these two |
| `<execution id>` | `steps#001` and so on | the rest of what one item does not hold; the first counts them |
| `<execution id>` | `retry#<time>#<id>` | that the execution `<id>` repeats this one; goes with that one |
| `<key of an execution>` | `id` | the id of an execution that a node started, by its key |
| `<execution id>` | `follow_up` | marks a closed record while something is still to follow from its end |
| `count#<workspace>` | `<day>#<shard>` | how many executions began on that day: `counts` |
| `count#<workspace>#<workflow id>` | `<day>#<shard>` | the same for one workflow |
| `mark#<workspace>#<mark>` | `<time>#<id>` | that the execution `<id>` has a label, a tag or an error code |
| `slots#<workspace>#<lane>` | `slots` | which executions have a slot of the workflow, or of its key's value |
| `slots#<workspace>#<lane>` | `queued#<time>#<id>` | that the execution `<id>` waits for its turn |
| `slots#<workspace>#<workflow id>` | `starts#<window>` | how many starts there were in a window |
| `durations#<workspace>#<workflow id>` | `<day>#<shard>` | how long they took: `durations` |

The indexes `by_...` hold heads by what a list filters, each ordered by `listed_at`: `by_workspace` and
`by_workflow` whole, `by_status` and `by_workflow_and_status` also parted by trigger, so that a list reads the
parts that it shows (`lists`). `open` holds the heads of those that run, and the marks of closed
ones, in 16 partitions each, ordered by `check_at`. A day's executions and its numbers reach the end of their
retention together; so totals stay exact although DynamoDB removes expired items whenever it likes.
"""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, cast

from exeoflow.adapters.dynamodb.attributes import FullItem, Item
from exeoflow.adapters.dynamodb.packing import pack, unpack
from exeoflow.adapters.dynamodb.source_maps import pack_source_map, unpack_source_map
from exeoflow.model import json, moment
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionError,
    ExecutionFilter,
    ExecutionRecord,
    ExecutionStatus,
    Parent,
    Step,
    TriggerKind,
    pins_json,
    pins_of,
)
from exeoflow.model.identifiers import key_of
from exeoflow.model.json import Json

HEAD: Final = "execution"
INPUT: Final = "input"
RESULT: Final = "result"
STEPS: Final = "steps"
SOURCE_MAP: Final = "source_map"
PINS: Final = "pins"
_PART: Final = "#"
RETRY: Final = "retry#"
FOLLOW_UP: Final = "follow_up"
ID: Final = "id"
OPEN: Final = "open"
SLOTS: Final = "slots"
QUEUED: Final = "queued#"
STARTS: Final = "starts#"
# A partition of an index takes 1,000 writes a second; every start and every end of the whole stack is one.
OPEN_SHARDS: Final = 16
# An item holds 400 KB; what is not counted here, keys and an error, is small.
_MOST_BYTES: Final = 350_000


def head_item(execution: Execution, expires_at: int) -> FullItem:
    """Write the head of an execution; that of a running one has `open_attributes` besides."""
    return {
        "pk": execution.id,
        "sk": HEAD,
        "workspace": execution.workspace,
        "workflow_id": execution.workflow_id,
        "workflow_name": execution.workflow_name,
        "started_at": moment.write(execution.started_at),
        "finished_at": None if execution.finished_at is None else moment.write(execution.finished_at),
        "trigger_kind": execution.trigger_kind.value,
        "trigger_node": execution.trigger_node,
        "request_hash": execution.request_hash,
        "retry_of": execution.retry_of,
        "revision": execution.revision,
        "labels": json.write(execution.labels) if execution.labels else None,
        "tags": json.write(execution.tags) if execution.tags else None,
        "is_rerun": 1 if execution.is_rerun else None,
        "is_express": 1 if execution.is_express else None,
        "is_limited": 1 if execution.is_limited else None,
        "slot_key": execution.slot_key or None,
        "subjects": json.write(execution.subjects) if execution.subjects else None,
        **_parent_attributes(execution.parent),
        "expires_at": expires_at,
        **_listed_attributes(execution),
        **status_attributes(execution, execution.status),
    }


def _parent_attributes(parent: Parent | None) -> FullItem:
    return {
        "parent": None if parent is None else parent.execution_id,
        "parent_node": None if parent is None else parent.node_id,
    }


def _listed_attributes(execution: Execution) -> FullItem:
    """Write the keys of the indexes that list all executions of a place, the newest first."""
    return {
        "in_workspace": execution.workspace,
        "in_workflow": f"{execution.workspace}#{execution.workflow_id}",
        "listed_at": f"{moment.write(execution.started_at)}#{execution.id}",
    }


def open_attributes(execution: Execution, check_at: datetime) -> FullItem:
    """Write what lets the sweep find a running execution."""
    return {"open": open_partition(OPEN, shard_of(execution.id)), "check_at": moment.write(check_at)}


def status_attributes(execution: Execution, status: ExecutionStatus) -> FullItem:
    """Write the status, also into the keys of the indexes that filter by it."""
    workspace, workflow_id, kind = execution.workspace, execution.workflow_id, execution.trigger_kind
    node = execution.trigger_node
    return {
        "status": status.value,
        "in_status": status_partition(workspace, status, kind),
        "in_workflow_status": workflow_status_partition(workspace, workflow_id, status, kind, node),
    }


def open_partition(kind: str, shard: int) -> str:
    """Return one of the partitions of `open` that hold what runs, or the marks."""
    return f"{kind}#{shard}"


def shard_of(execution_id: str) -> int:
    """Return the shard of `open` that an execution is in."""
    return zlib.crc32(execution_id.encode()) % OPEN_SHARDS


def status_partition(workspace: str, status: ExecutionStatus, kind: TriggerKind) -> str:
    """Return the partition of `by_status`."""
    return f"{workspace}#{status}#{kind}"


def workflow_status_partition(
    workspace: str, workflow_id: str, status: ExecutionStatus, kind: TriggerKind, node: str
) -> str:
    """Return the partition of `by_workflow_and_status`."""
    return f"{workspace}#{workflow_id}#{status}#{kind}#{node}"


def execution_of(item: Item) -> Execution:
    """Read a head."""
    finished_at, revision = item.get("finished_at"), item.get("revision")
    return Execution(
        id=str(item["pk"]),
        workspace=str(item["workspace"]),
        workflow_id=str(item["workflow_id"]),
        workflow_name=str(item["workflow_name"]),
        status=ExecutionStatus(str(item["status"])),
        started_at=moment.read(str(item["started_at"])),
        trigger_kind=TriggerKind(str(item["trigger_kind"])),
        trigger_node=str(item["trigger_node"]),
        finished_at=None if finished_at is None else moment.read(str(finished_at)),
        request_hash=_text_or_none(item, "request_hash"),
        retry_of=_text_or_none(item, "retry_of"),
        revision=None if revision is None else int(str(revision)),
        labels=tuple((name, value) for name, value in cast("list[list[str]]", _list_of(item, "labels"))),
        tags=tuple(cast("list[str]", _list_of(item, "tags"))),
        is_limited="is_limited" in item,
        is_queued="is_queued" in item,
        is_rerun="is_rerun" in item,
        parent=_parent_of(item),
        slot_key=_text_or_none(item, "slot_key") or "",
        is_express="is_express" in item,
        subjects=tuple(cast("list[str]", _list_of(item, "subjects"))),
    )


def _parent_of(item: Item) -> Parent | None:
    parent_id = _text_or_none(item, "parent")
    return None if parent_id is None else Parent(parent_id, _text_or_none(item, "parent_node"))


def error_code_of(item: Item) -> str | None:
    """Read the code with which an execution failed from its head."""
    return _text_or_none(item, "error_code")


def slots_partition(workspace: str, lane: str) -> str:
    """Return the partition of what bounds the executions of a workflow, or of one value of its key."""
    return f"slots#{workspace}#{lane}"


def queue_key(execution: Execution) -> Item:
    """Return the key of the item by which an execution waits; they sort by time."""
    sort_key = f"{QUEUED}{moment.write(execution.started_at)}#{execution.id}"
    return {"pk": slots_partition(execution.workspace, execution.lane), "sk": sort_key}


def id_key(key: str) -> Item:
    """Return the key of the item that knows the id of an execution by its key."""
    return {"pk": key, "sk": ID}


def id_item(execution: Execution, expires_at: int) -> FullItem:
    """Write the id of an execution that a node started."""
    return {**id_key(key_of(execution.id)), "execution_id": execution.id, "expires_at": expires_at}


def mark_keys(execution: Execution) -> list[Item]:
    """Return the keys of the items by which labels, tags and the like find the execution."""
    return [_mark_key(execution, mark) for mark in sorted(execution.marks)]


def error_mark_key(execution: Execution, error_code: str) -> Item:
    """Return the key of the item by which an error code finds the execution."""
    return _mark_key(execution, f"error#{error_code}")


def marks_of_filter(workspace: str, matching: ExecutionFilter) -> list[str]:
    """Return the partitions of the marks that everything has which the filter shows."""
    codes = () if matching.error_code is None else (f"error#{matching.error_code}",)
    return [_mark_partition(workspace, mark) for mark in (*sorted(matching.marks), *codes)]


def _mark_key(execution: Execution, mark: str) -> Item:
    sort_key = f"{moment.write(execution.started_at)}#{execution.id}"
    return {"pk": _mark_partition(execution.workspace, mark), "sk": sort_key}


def _mark_partition(workspace: str, mark: str) -> str:
    return f"mark#{workspace}#{mark}"


def _list_of(item: Item, name: str) -> Json:
    return json.read(str(item[name])) if name in item else []


def retry_key(original: str, retry: Execution) -> Item:
    """Return the key of the item by which an execution knows its retry; they sort by time."""
    return {"pk": original, "sk": f"{RETRY}{moment.write(retry.started_at)}#{retry.id}"}


def input_items(record: ExecutionRecord, expires_at: int) -> list[FullItem]:
    """Write what the execution was started with; as one item if it can be one."""
    execution, packed = record.execution, pack(record.input)
    given: FullItem = {
        "pk": execution.id,
        "sk": INPUT,
        "input": packed,
        "error_workflow": record.error_workflow,
        "expires_at": expires_at,
    }
    beside = {SOURCE_MAP: pack_source_map(record.source_map)}
    if record.pins:
        beside[PINS] = pack(pins_json(record.pins))
    if sum(map(len, (packed, *beside.values()))) <= _MOST_BYTES:
        return [{**given, **beside}]
    return [
        given,
        *(each for name, data in beside.items() for each in in_parts(execution, name, data, expires_at)),
    ]


def is_beside_input(sort_key: str) -> bool:
    """Whether an item holds what found no room in that of the input, or a part of it."""
    return sort_key.partition(_PART)[0] in {SOURCE_MAP, PINS}


def in_parts(execution: Execution, name: str, data: bytes, expires_at: int) -> list[FullItem]:
    """Write data under their name as an item, or as several where one does not hold them."""
    pieces = [data[at : at + _MOST_BYTES] for at in range(0, len(data), _MOST_BYTES)]
    written: list[FullItem] = [
        {"pk": execution.id, "sk": _part_key(name, number), name: piece, "expires_at": expires_at}
        for number, piece in enumerate(pieces)
    ]
    written[0]["parts"] = len(pieces)
    return written


def _part_key(name: str, number: int) -> str:
    return f"{name}{_PART}{number:03}" if number else name


def _joined(items: dict[str, Item], name: str, first: Item | None) -> bytes | None:
    """Read what lies in an item beside other things, or in items of its own; None unless all of it is there.

    Parts are written, and removed when they have expired, one after the other.
    """
    if first is not None and name in first:
        return cast("bytes", first[name])
    count = cast("int", items.get(name, {}).get("parts", 1))
    keys = [_part_key(name, number) for number in range(count)]
    if not items.keys() >= set(keys):
        return None
    return b"".join(cast("bytes", items[key][name]) for key in keys)


def end_items(execution: Execution, end: ExecutionEnd, expires_at: int) -> list[FullItem]:
    """Write output, error and steps; as one item, which costs half as much to write, if it can be one."""
    output, error = pack(end.output), end.error
    result: FullItem = {
        "pk": execution.id,
        "sk": RESULT,
        "output": output,
        "error": None if error is None else error_bytes(error),
        "expires_at": expires_at,
    }
    if end.steps is None:
        return [result]
    steps = packed_steps(end.steps)
    if len(output) + len(steps) > _MOST_BYTES:
        return [result, *in_parts(execution, STEPS, steps, expires_at)]
    return [{**result, STEPS: steps}]


def error_bytes(error: ExecutionError) -> bytes:
    """Write an error."""
    return pack([error.code, error.message, error.node_id])


def packed_steps(steps: Sequence[Step]) -> bytes:
    """Write steps."""
    rows = [
        [
            step.node_id,
            step.node_name,
            step.status.value,
            moment.write(step.started_at),
            None if step.finished_at is None else moment.write(step.finished_at),
        ]
        for step in steps
    ]
    return pack(rows)


def follow_up_key(execution_id: str) -> Item:
    """Return the key of the mark."""
    return {"pk": execution_id, "sk": FOLLOW_UP}


def follow_up_item(execution: Execution, check_at: datetime, expires_at: int) -> FullItem:
    """Write the mark; of all indexes only `open` holds it, beside the heads of those that run."""
    return {
        **follow_up_key(execution.id),
        "open": open_partition(FOLLOW_UP, shard_of(execution.id)),
        "check_at": moment.write(check_at),
        "expires_at": expires_at,
    }


def is_whole(items: dict[str, Item]) -> bool:
    """Whether there is all of a record that one must have."""
    return {HEAD, INPUT} <= items.keys() and _joined(items, SOURCE_MAP, items[INPUT]) is not None


def record_of(items: dict[str, Item]) -> ExecutionRecord:
    """Read a whole record from its items by sort key."""
    given, result = items[INPUT], items.get(RESULT)
    # What was closed without steps has them in an item of their own, once somebody has read them.
    steps = _joined(items, STEPS, result)
    source_map, pins = _joined(items, SOURCE_MAP, given), _joined(items, PINS, given)
    error_workflow = given.get("error_workflow")
    return ExecutionRecord(
        execution=execution_of(items[HEAD]),
        input=unpack(cast("bytes", given["input"])),
        source_map=unpack_source_map(cast("bytes", source_map)),
        output=None if result is None else unpack(cast("bytes", result["output"])),
        error=None if result is None or "error" not in result else _error_of(cast("bytes", result["error"])),
        steps=None if steps is None else _steps_of(steps),
        retries=tuple(key.rpartition("#")[2] for key in sorted(items) if key.startswith(RETRY)),
        error_workflow=None if error_workflow is None else str(error_workflow),
        has_follow_up=FOLLOW_UP in items,
        pins={} if pins is None else pins_of(cast("dict[str, Any]", unpack(pins))),
    )


def first_day(now: datetime, retention: timedelta) -> datetime:
    """Return the beginning of the first day whose executions are still kept."""
    return datetime.combine((now - retention).astimezone(UTC).date(), time(), UTC)


def expiry(execution: Execution, retention: timedelta) -> int:
    """Return when DynamoDB may remove the execution: once `first_day` has passed its day."""
    day = execution.started_at.astimezone(UTC).date()
    return int((datetime.combine(day, time(), UTC) + retention + timedelta(days=2)).timestamp())


def _text_or_none(item: Item, name: str) -> str | None:
    return str(item[name]) if name in item else None


def _error_of(data: bytes) -> ExecutionError:
    code, message, node_id = cast("tuple[str, str, str | None]", unpack(data))
    return ExecutionError(code, message, node_id)


def _steps_of(data: bytes) -> tuple[Step, ...]:
    return tuple(_step_of(row) for row in cast("list[list[Json]]", unpack(data)))


def _step_of(row: list[Json]) -> Step:
    node_id, node_name, status, started_at, finished_at = row
    return Step(
        node_id=str(node_id),
        node_name=str(node_name),
        status=ExecutionStatus(str(status)),
        started_at=moment.read(str(started_at)),
        finished_at=None if finished_at is None else moment.read(str(finished_at)),
    )
