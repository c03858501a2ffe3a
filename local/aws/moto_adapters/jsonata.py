"""Gap: moto evaluates no JSONata (it would need a Java VM), and writes variables into the expression's text.

The expressions of a state are evaluated by `local.jsonata.evaluation` with the state's values bound.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from moto.stepfunctions.parser.api import EvaluationFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import (
    StatesErrorNameType,
)
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringJSONata
from moto.stepfunctions.parser.asl.component.state.choice.comparison.comparison import ConditionStringJSONata
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.eval.variable_store import VariableStore
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

from local.aws.replacement import replaced
from local.jsonata.evaluation import EvaluationError, evaluate


@contextmanager
def jsonata_states() -> Iterator[None]:
    """Let moto's state machines evaluate JSONata."""
    with ExitStack() as stack:
        stack.enter_context(replaced(StringJSONata, "_eval_body", _evaluate_string))
        stack.enter_context(replaced(ConditionStringJSONata, "_eval_body", _evaluate_condition))
        stack.enter_context(replaced(VariableStore, "get_assigned_variables", _assigned_variables))
        yield


def _evaluate_string(string: StringJSONata, env: Environment) -> None:
    try:
        env.stack.append(evaluate(string.expression, _values_in_scope(env)))
    except EvaluationError as error:
        raise _query_evaluation_error(env, str(error)) from error


def _evaluate_condition(condition: ConditionStringJSONata, env: Environment) -> None:
    condition.string_jsonata.eval(env=env)
    if not isinstance(env.stack[-1], bool):
        cause = f"The JSONata expression '{condition.string_jsonata.expression}' did not return a boolean."
        raise _query_evaluation_error(env, cause)


def _values_in_scope(env: Environment) -> dict[str, Any]:
    variables = env.variable_store
    return {**variables._outer_scope, **variables._inner_scope, "states": _states(env)}


def _states(env: Environment) -> dict[str, Any]:
    """Return `$states`; `errorOutput` exists only in a Catch."""
    data = env.states._states_data
    context = _with_timestamps_as_text(data["context"])
    states = {"input": data["input"], "context": context, "result": data.get("result")}
    if data.get("errorOutput") is not None:
        states["errorOutput"] = data["errorOutput"]
    return states


def _with_timestamps_as_text(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case dict():
            return {key: _with_timestamps_as_text(member) for key, member in value.items()}
    return value


def _assigned_variables(variables: VariableStore) -> dict[str, str]:
    """Return the variables that the state assigned as JSON texts (moto leaves quotes unescaped)."""
    names = variables._declaration_tracing
    return {name: to_json_str(variables.get(name), separators=(",", ":")) for name in names}


def _query_evaluation_error(env: Environment, cause: str) -> FailureEventException:
    error = StatesErrorName(typ=StatesErrorNameType.StatesQueryEvaluationError)
    details = EvaluationFailedEventDetails(error=error.error_name, cause=cause)
    failure = FailureEvent(
        env=env,
        error_name=error,
        event_type=HistoryEventType.EvaluationFailed,
        event_details=EventDetails(evaluationFailedEventDetails=details),
    )
    exception = FailureEventException(failure_event=failure)
    env.event_manager.add_event(
        context=env.event_history_context,
        event_type=HistoryEventType.EvaluationFailed,
        event_details=EventDetails(
            evaluationFailedEventDetails=exception.get_evaluation_failed_event_details()
        ),
    )
    return exception
