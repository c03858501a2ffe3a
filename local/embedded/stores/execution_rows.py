"""Executions and their records as rows of SQLite, and back."""

from collections.abc import Sequence
from typing import Any, Final

from exeoflow.model.execution import (
    Execution,
    ExecutionError,
    ExecutionRecord,
    ExecutionStatus,
    Parent,
    Step,
    TriggerKind,
    pins_of,
)
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of, moment_or_none
from local.embedded.stores.workflow_rows import source_map_of

HEAD: Final = (
    "id, workspace, workflow_id, workflow_name, status, started_at, trigger_kind, trigger_node,"
    " finished_at, request_hash, retry_of, revision, labels, tags, is_limited,"
    " is_queued, is_rerun, is_express, parent, parent_node, slot_key, subjects"
)
_COLUMNS: Final = tuple(HEAD.split(", "))
RECORD: Final = f"{HEAD}, error_workflow, follow_up_at, input, output, error, steps, pins, m.document"


def head_row(execution: Execution) -> tuple[Any, ...]:
    """Return the columns of `HEAD`."""
    return (
        execution.id,
        execution.workspace,
        execution.workflow_id,
        execution.workflow_name,
        execution.status.value,
        milliseconds(execution.started_at),
        execution.trigger_kind.value,
        execution.trigger_node,
        None if execution.finished_at is None else milliseconds(execution.finished_at),
        execution.request_hash,
        execution.retry_of,
        execution.revision,
        json_text(execution.labels),
        json_text(execution.tags),
        execution.is_limited,
        execution.is_queued,
        execution.is_rerun,
        execution.is_express,
        execution.parent.execution_id if execution.parent else None,
        execution.parent.node_id if execution.parent else None,
        execution.slot_key,
        json_text(execution.subjects),
    )


def execution_of(row: tuple[Any, ...]) -> Execution:
    """Read what `head_row` wrote."""
    head = dict(zip(_COLUMNS, row, strict=True))
    return Execution(
        id=head["id"],
        workspace=head["workspace"],
        workflow_id=head["workflow_id"],
        workflow_name=head["workflow_name"],
        status=ExecutionStatus(head["status"]),
        started_at=moment_of(head["started_at"]),
        trigger_kind=TriggerKind(head["trigger_kind"]),
        trigger_node=head["trigger_node"],
        finished_at=moment_or_none(head["finished_at"]),
        request_hash=head["request_hash"],
        retry_of=head["retry_of"],
        revision=head["revision"],
        labels=tuple((name, value) for name, value in json_of(head["labels"])),
        tags=tuple(json_of(head["tags"])),
        is_limited=bool(head["is_limited"]),
        is_queued=bool(head["is_queued"]),
        is_rerun=bool(head["is_rerun"]),
        is_express=bool(head["is_express"]),
        parent=None if head["parent"] is None else Parent(head["parent"], head["parent_node"]),
        slot_key=head["slot_key"],
        subjects=tuple(json_of(head["subjects"])),
    )


def record_of(row: tuple[Any, ...]) -> ExecutionRecord:
    """Read a whole row: `HEAD`, then what `RECORD` names."""
    *head, error_workflow, follow_up_at, input_, output, error, steps, pins, source_map = row
    return ExecutionRecord(
        execution=execution_of(tuple(head)),
        input=json_of(input_),
        source_map=source_map_of(source_map),
        output=None if output is None else json_of(output),
        error=None if error is None else ExecutionError(*json_of(error)),
        steps=None if steps is None else tuple(map(_step_of, json_of(steps))),
        error_workflow=error_workflow,
        has_follow_up=follow_up_at is not None,
        pins=pins_of(json_of(pins)),
    )


def error_text(error: ExecutionError | None) -> str | None:
    """Write code, message and node, or nothing."""
    return None if error is None else json_text([error.code, error.message, error.node_id])


def steps_text(steps: Sequence[Step]) -> str:
    """Write one row a step."""
    return json_text(
        [
            (
                step.node_id,
                step.node_name,
                step.status,
                milliseconds(step.started_at),
                None if step.finished_at is None else milliseconds(step.finished_at),
            )
            for step in steps
        ]
    )


def _step_of(row: list[Any]) -> Step:
    node_id, node_name, status, started_at, finished_at = row
    return Step(
        node_id, node_name, ExecutionStatus(status), moment_of(started_at), moment_or_none(finished_at)
    )
