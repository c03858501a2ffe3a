"""EventBridge's "Step Functions Execution Status Change", read into our values.

https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

from collections.abc import Mapping
from typing import Any

from exeoflow.adapters.step_functions.execution_history import STATUSES
from exeoflow.model import json, moment
from exeoflow.model.execution import ExecutionEnd, ExecutionStatus
from exeoflow.service.executions.history_reading import TIMEOUT, error_of
from exeoflow.service.executions.recording.record_start import StartedRun


def reported_start(detail: Mapping[str, Any]) -> StartedRun:
    """Return what has been started; the id of its workflow is the last part of its machine's name."""
    return StartedRun(
        id=detail["name"],
        workflow_id=f"wf_{detail['stateMachineArn'].rpartition('wf_')[2]}",
        started_at=moment.from_seconds(detail["startDate"] / 1000),
        input=detail.get("input"),
    )


def reported_end(detail: Mapping[str, Any]) -> tuple[str, ExecutionEnd | None]:
    """Return the execution's id and how it ended; None if the event was too large to carry the output."""
    status = STATUSES[detail["status"]]
    output = detail.get("output")
    if output is None and status is ExecutionStatus.SUCCESS:
        return detail["name"], None
    kind = TIMEOUT if detail["status"] == "TIMED_OUT" else detail.get("error")
    end = ExecutionEnd(
        status=status,
        finished_at=moment.from_seconds(detail["stopDate"] / 1000),
        output=None if output is None else json.read(output),
        error=error_of(status, kind, detail.get("cause"), None),
    )
    return detail["name"], end
