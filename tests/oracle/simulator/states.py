"""What each type of state does."""

from datetime import datetime
from functools import partial
from typing import Final

from tests.oracle.errors import EVALUATION_ERROR, WorkflowError
from tests.oracle.interpreter.execution import START
from tests.oracle.json_value import Json
from tests.oracle.simulator.attempts import with_retry_and_catch
from tests.oracle.simulator.expressions import Reader
from tests.oracle.simulator.history import ATTEMPT_OF_TASK, STARTED_AND_ENDED
from tests.oracle.simulator.tasks import WAITING
from tests.oracle.simulator.variables import Variables
from tests.oracle.simulator.walk import Flow, Step, Visit
from tests.oracle.virtual_time import Group, Process

_YEARS: Final = 99_999_999.0


def run_state(flow: Flow, visit: Visit) -> Process[Step]:
    """Run one state; raises `WorkflowError` when it fails."""
    match visit.state["Type"]:
        case "Pass" | "Succeed":
            return visit.step(visit.state, visit.reader, visit.input)
        case "Choice":
            return _choice(visit)
        case "Wait":
            yield _seconds_to_wait(flow, visit)
            return visit.step(visit.state, visit.reader, visit.input)
        case "Fail":
            raise WorkflowError(*_error_and_cause(visit))
        case "Task":
            return (yield from with_retry_and_catch(flow, visit, _task))
        case "Parallel":
            return (yield from with_retry_and_catch(flow, visit, _parallel))
        case "Map":
            return (yield from with_retry_and_catch(flow, visit, _map))
    raise WorkflowError("States.Runtime", f"unknown type of state {visit.state['Type']}")


def _choice(visit: Visit) -> Step:
    for rule in visit.state["Choices"]:
        holds = visit.reader.value(rule["Condition"])
        if not isinstance(holds, bool):
            raise WorkflowError(*EVALUATION_ERROR)
        if holds:
            return visit.step(rule, visit.reader, visit.input)
    if "Default" not in visit.state:
        raise WorkflowError("States.NoChoiceMatched")
    return visit.step({**visit.state, "Next": visit.state["Default"]}, visit.reader, visit.input)


def _seconds_to_wait(flow: Flow, visit: Visit) -> float:
    if "Seconds" in visit.state:
        return whole_number(visit.reader, visit.state["Seconds"], least=0)
    timestamp = visit.reader.value(visit.state["Timestamp"])
    try:
        until = datetime.fromisoformat(timestamp)
    except (TypeError, ValueError) as error:
        raise WorkflowError(*EVALUATION_ERROR) from error
    return max(0.0, (until - START).total_seconds() - flow.clock.now)


def _error_and_cause(visit: Visit) -> tuple[str, str]:
    error, cause = (visit.reader.value(visit.state.get(field, "")) for field in ("Error", "Cause"))
    if not isinstance(error, str) or not isinstance(cause, str):
        raise WorkflowError(*EVALUATION_ERROR)
    return error, cause


def _task(flow: Flow, visit: Visit, attempt: int) -> Process[Json]:
    is_waiting = visit.state["Resource"] == WAITING
    flow.history.note(ATTEMPT_OF_TASK + is_waiting)
    reader = visit.reader
    if is_waiting:
        context = {**reader.states["context"], "Task": {"Token": f"token {attempt} of {visit.name}"}}
        reader = reader.with_states(context=context)
    arguments = reader.value(visit.state["Arguments"]) if "Arguments" in visit.state else visit.input
    limit: float = _YEARS
    if "TimeoutSeconds" in visit.state:
        limit = whole_number(visit.reader, visit.state["TimeoutSeconds"], least=1)
    visit.record.arguments.append(arguments)
    node = flow.machine.node_of_state.get(visit.name, visit.name)
    return (yield from flow.tasks.call(node, visit.state, arguments, attempt, limit))


def _parallel(flow: Flow, visit: Visit, _attempt: int) -> Process[Json]:
    flow.history.note(STARTED_AND_ENDED)
    data = visit.field("Arguments", visit.input)
    branches = visit.state["Branches"]
    results: list[Json] = [None] * len(branches)
    group = Group(flow.clock)
    for index, branch in enumerate(branches):
        scope = Variables(visit.reader.variables)
        group.start(
            flow.run_states(branch, data, scope, visit.iterations),
            partial(results.__setitem__, index),
        )
    yield group
    return results


def _map(flow: Flow, visit: Visit, _attempt: int) -> Process[Json]:
    flow.history.note(STARTED_AND_ENDED)
    items = visit.field("Items", visit.input)
    if not isinstance(items, list):
        raise WorkflowError(*EVALUATION_ERROR)
    limit = whole_number(visit.reader, visit.state.get("MaxConcurrency", 0), least=0)
    results: list[Json] = [None] * len(items)
    group = Group(flow.clock, min(limit, 40) or 40)
    for index, item in enumerate(items):
        group.start(
            _iteration(flow, visit, index, item),
            partial(results.__setitem__, index),
        )
    yield group
    return results


def _iteration(flow: Flow, visit: Visit, index: int, item: Json) -> Process[Json]:
    flow.history.note(STARTED_AND_ENDED)
    context = {**visit.reader.states["context"], "Map": {"Item": {"Index": index, "Value": item}}}
    data = item
    if "ItemSelector" in visit.state:
        data = visit.reader.with_states(context=context).value(visit.state["ItemSelector"])
    scope = Variables(visit.reader.variables)
    return (yield from flow.run_states(visit.state["ItemProcessor"], data, scope, (*visit.iterations, index)))


def whole_number(reader: Reader, template: Json, *, least: int) -> int:
    """Evaluate a field that takes a whole number; raises `WorkflowError` for anything else."""
    number = reader.value(template)
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= _YEARS:
        raise WorkflowError(*EVALUATION_ERROR)
    return number
