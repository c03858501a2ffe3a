"""EventBridge's report of an end."""

from datetime import UTC, datetime
from typing import Any

from exeoflow.adapters.step_functions.status_change import reported_end
from exeoflow.model.execution import ExecutionEnd, ExecutionError, ExecutionStatus

STOP = datetime(2024, 1, 20, 10, tzinfo=UTC)


def report(status: str, **more: Any) -> ExecutionEnd | None:
    detail = {"name": "exec_1", "status": status, "stopDate": int(STOP.timestamp() * 1000), **more}
    execution_id, end = reported_end(detail)
    assert execution_id == "exec_1"
    return end


def test_a_success_brings_its_output() -> None:
    assert report("SUCCEEDED", output='{"a": 1}') == ExecutionEnd(ExecutionStatus.SUCCESS, STOP, {"a": 1})


def test_an_output_too_large_for_the_event_must_be_read_elsewhere() -> None:
    assert report("SUCCEEDED", output=None, outputDetails=None) is None


def test_failures_time_outs_and_stops_are_told_apart() -> None:
    failed = report("FAILED", error="Http.Status404", cause='{"errorMessage": "fort"}')
    timed_out, aborted = report("TIMED_OUT"), report("ABORTED", error="x")

    assert failed is not None
    assert failed.error == ExecutionError("Http.Status404", "fort")
    assert timed_out is not None
    assert timed_out.error == ExecutionError("States.Timeout", "")
    assert aborted == ExecutionEnd(ExecutionStatus.CANCELLED, STOP)
