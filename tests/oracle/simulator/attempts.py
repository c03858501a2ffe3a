"""Retry and Catch of a Task, Parallel or Map state."""

from collections.abc import Callable
from typing import Any

from tests.oracle.errors import WorkflowError, is_named
from tests.oracle.json_value import Json
from tests.oracle.simulator.walk import Flow, Step, Visit
from tests.oracle.virtual_time import Process

Attempt = Callable[[Flow, Visit, int], Process[Json]]


def with_retry_and_catch(flow: Flow, visit: Visit, attempt: Attempt) -> Process[Step]:
    """Run a state as often as its retriers want, then by its catchers; raises `WorkflowError` without one."""
    state, reader = visit.state, visit.reader
    retriers = state.get("Retry", [])
    retries = [0] * len(retriers)
    while True:
        try:
            result = yield from attempt(flow, visit, sum(retries))
            return visit.step(state, reader.with_states(result=result), result)
        except WorkflowError as error:
            index = _first_named(retriers, error)
            if index is None or retries[index] >= retriers[index].get("MaxAttempts", 3):
                return _caught(visit, error)
            yield _pause(retriers[index], retries[index])
            retries[index] += 1


def _caught(visit: Visit, error: WorkflowError) -> Step:
    catchers = visit.state.get("Catch", [])
    index = _first_named(catchers, error)
    if index is None:
        raise error
    visit.record.is_caught = True
    error_output = {"Error": error.code} | ({"Cause": error.message} if error.message else {})
    return visit.step(catchers[index], visit.reader.with_states(errorOutput=error_output), error_output)


def _first_named(rules: list[dict[str, Any]], error: WorkflowError) -> int | None:
    return next(
        (index for index, rule in enumerate(rules) if is_named(error.code, rule["ErrorEquals"])), None
    )


def _pause(retrier: dict[str, Any], retries: int) -> float:
    seconds: float = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** retries
    longest: float = retrier.get("MaxDelaySeconds", seconds)
    return min(seconds, longest)
