"""Answers of Step Functions about executions, read into our values."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from exeoflow.model import json
from exeoflow.model.execution import ExecutionEnd, ExecutionStatus
from exeoflow.model.history import HistoryEvent
from exeoflow.service.executions.history_reading import TIMEOUT, error_of

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions.type_defs import (
        DescribeExecutionOutputTypeDef,
        HistoryEventTypeDef,
        StartSyncExecutionOutputTypeDef,
    )

STATUSES: Final[Mapping[str, ExecutionStatus]] = {
    "SUCCEEDED": ExecutionStatus.SUCCESS,
    "FAILED": ExecutionStatus.FAILED,
    "TIMED_OUT": ExecutionStatus.FAILED,
    "ABORTED": ExecutionStatus.CANCELLED,
}


def event_of(event: "HistoryEventTypeDef") -> HistoryEvent:
    """Read one event; its details stand under a key that depends on its type."""
    details: dict[str, Any] = {}
    for key, value in event.items():
        if key.endswith("EventDetails") and isinstance(value, dict):
            details = value
    return HistoryEvent(
        id=event["id"],
        previous=event.get("previousEventId", 0),
        kind=event["type"],
        at=event["timestamp"],
        state=details.get("name"),
        error=details.get("error"),
        cause=details.get("cause"),
        data=details.get("output", details.get("input")),
        index=details.get("index"),
    )


def described_end(
    answer: "DescribeExecutionOutputTypeDef | StartSyncExecutionOutputTypeDef",
) -> ExecutionEnd | None:
    """Read how an execution ended; None while it runs."""
    status = STATUSES.get(answer["status"])
    if status is None:
        return None
    kind = TIMEOUT if answer["status"] == "TIMED_OUT" else answer.get("error")
    output = answer.get("output")
    return ExecutionEnd(
        status=status,
        finished_at=answer["stopDate"],
        output=None if output is None else json.read(output),
        error=error_of(status, kind, answer.get("cause"), None),
    )
