"""One run of a node: its attempts, what becomes of its failure, and what its connections then carry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tests.oracle.errors import LoopLeft, WorkflowError, is_named
from tests.oracle.interpreter.environment import HTTP_TIMEOUT, Failure, Rejection
from tests.oracle.interpreter.execution import DEAD, START, Settled
from tests.oracle.interpreter.graph import first_handle
from tests.oracle.interpreter.joins import Arrival
from tests.oracle.interpreter.node_results import (
    Result,
    late_result,
    patience,
    pure_result,
    question,
    wait_seconds,
)
from tests.oracle.interpreter.reads import roots_for
from tests.oracle.interpreter.region_run import RegionRun
from tests.oracle.interpreter.requests import ACTIONS, request_of_action
from tests.oracle.interpreter.trace import NodeRun
from tests.oracle.json_value import Json
from tests.oracle.virtual_time import Process

EVERY_ERROR: Final = ("States.ALL",)
RunItems = Callable[[Json], Process[Result]]


def run_node(
    around: RegionRun, node_id: str, arrivals: list[Arrival], data: Json, run_items: RunItems | None = None
) -> Process[Settled]:
    """Run a node; returns what all its connections carry. `run_items` is a for_each's body."""
    execution = around.execution
    node = execution.graph.nodes[node_id]
    items = tuple(run.scope.index for run in around.around if run.scope.index is not None)
    after = tuple(source for source, _ in arrivals)
    record = NodeRun(node_id, execution.clock.now, data, items, after)
    execution.runs.append(record)
    if node["type"] == "trigger":
        data = record.input = execution.data
    try:
        result = yield from _result(around, node, arrivals, record, run_items)
    except WorkflowError as error:
        record.error = error.code
        record.end = execution.clock.now
        result = _recovered(node, error.at(node_id))
    except LoopLeft:
        record.end, record.output = execution.clock.now, data
        raise
    else:
        if node.get("when_empty") == "stop" and not node.get("disabled") and result.output == []:
            result = replace(result, handles=())
    record.end, record.output = execution.clock.now, result.output
    return _carried(around, node_id, result)


def _result(
    around: RegionRun, node: Json, arrivals: list[Arrival], record: NodeRun, run_items: RunItems | None
) -> Process[Result]:
    if node.get("disabled"):
        return Result(record.input, first_handle(node))
    attempt = 0
    while True:
        try:
            if run_items:
                return (yield from run_items(record.input))
            return (yield from _attempt(around, node, arrivals, record, attempt))
        except WorkflowError as error:
            pause = _pause(node.get("retry"), error.code, attempt)
            if pause is None:
                raise
            yield pause
            attempt += 1


def _attempt(
    around: RegionRun, node: Json, arrivals: list[Arrival], record: NodeRun, attempt: int
) -> Process[Result]:
    roots = roots_for(around, node["id"], record.input)
    if (limit := patience(node)) is not None:
        return (yield from _asked(around, node, record, attempt, question(node, roots), limit))
    if node["type"] == "wait":
        yield wait_seconds(node["config"], roots, around.execution.clock.now, START)
        return Result(record.input)
    if node["type"] not in ACTIONS:
        return pure_result(node, roots, arrivals)
    request = request_of_action(node, roots)
    record.requests.append(request)
    # Code has no state and reaches nothing: the same values give the same, however often it is tried.
    tried = 0 if node["type"] == "code" else attempt
    answer = around.execution.environment.answer(node["id"], request, tried)
    limit = node.get("timeout")
    if limit is not None and answer.seconds > limit:
        yield limit
        raise WorkflowError(HTTP_TIMEOUT.code, HTTP_TIMEOUT.message)
    yield answer.seconds
    if isinstance(answer, Failure):
        raise WorkflowError(answer.code, answer.message)
    return Result(answer.output)


def _asked(  # noqa: PLR0913, PLR0917 - a run and what it asks
    around: RegionRun, node: Json, record: NodeRun, attempt: int, request: Json, limit: float
) -> Process[Result]:
    """Wait for an answer from outside; only that asking fails is an error."""
    record.requests.append(request)
    answer = around.execution.environment.answer(node["id"], request, attempt)
    if answer.seconds > limit:
        yield limit
        return late_result(node)
    yield answer.seconds
    match answer:
        case Failure(code=code, message=message):
            raise WorkflowError(code, message)
        case Rejection(output=output):
            return Result(output, ("rejected",))
        case _:
            return Result(answer.output, first_handle(node))


def _pause(retry: Mapping[str, Json] | None, code: str, attempt: int) -> float | None:
    """Return the seconds before the next attempt, or None for no further one."""
    if retry is None or attempt >= retry.get("max_attempts", 3):
        return None
    if not _is_meant(code, retry.get("errors") or EVERY_ERROR):
        return None
    seconds = retry.get("interval", 1) * retry.get("backoff", 2) ** attempt
    if "max_interval" in retry:
        seconds = min(seconds, retry["max_interval"])
    assert isinstance(seconds, float | int)
    return seconds


def _is_meant(code: str, names: Sequence[str]) -> bool:
    """Whether an error is one of the names; who names overruns means those of requests, too."""
    own = ("Http.Timeout",) if "States.Timeout" in names else ()
    return is_named(code, (*names, *own))


def _recovered(node: Json, error: WorkflowError) -> Result:
    """Return what a failed node yields by its `on_error`; raises the error when it says nothing of it."""
    rule = node.get("on_error") or "fail"
    action, names = (rule["action"], rule["errors"]) if isinstance(rule, dict) else (rule, EVERY_ERROR)
    if action == "fail" or not _is_meant(error.code, names):
        raise error
    output = {"error": {"code": error.code, "message": error.message}}
    return Result(output, ("error",) if action == "branch" else first_handle(node))


def _carried(around: RegionRun, node_id: str, result: Result) -> Settled:
    """Note the output in the scope; returns what the node's connections carry."""
    connections = around.execution.graph.outgoing[node_id]
    carried: Settled = {
        each.index: (result.parts or {}).get(each.handle, result.output)
        if each.handle in result.handles
        else DEAD
        for each in connections
    }
    around.scope.outputs[node_id] = result.output
    around.scope.is_end[node_id] = all(value is DEAD for value in carried.values())
    return carried
