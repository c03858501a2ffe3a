"""What AWS refuses in the structure of a JSONata state machine, and what no reader would want in it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.oracle.json_value import byte_size
from tests.oracle.jsonata_engine import EvaluationError, free_names
from tests.oracle.judges.scopes import all_scopes, all_states, expressions, inner_scopes, transitions

MOST_BYTES: Final = 1_048_576
LONGEST_NAME: Final = 80
_COMMON: Final = frozenset({"Type", "Comment", "QueryLanguage"})
_GOES_ON: Final = _COMMON | {"Next", "End", "Output", "Assign"}
_MAY_FAIL: Final = _GOES_ON | {"Retry", "Catch"}
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "Pass": _GOES_ON,
    "Wait": _GOES_ON | {"Seconds", "Timestamp"},
    "Choice": _COMMON | {"Choices", "Default", "Output", "Assign"},
    "Succeed": _COMMON | {"Output"},
    "Fail": _COMMON | {"Error", "Cause"},
    "Task": _MAY_FAIL | {"Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds", "Credentials"},
    "Parallel": _MAY_FAIL | {"Branches", "Arguments"},
    "Map": _MAY_FAIL | {"Items", "ItemSelector", "ItemProcessor", "MaxConcurrency", "Label"},
}
_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "Choice": frozenset({"Choices"}),
    "Task": frozenset({"Resource"}),
    "Parallel": frozenset({"Branches"}),
    "Map": frozenset({"ItemProcessor"}),
}


def structure_faults(definition: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the states and transitions of a definition."""
    if definition.get("QueryLanguage") != "JSONata":
        yield "the machine's query language is not JSONata"
    if byte_size(dict(definition)) > MOST_BYTES:
        yield "the definition is larger than 1 MB"
    names = Counter(name for name, _ in all_states(definition))
    yield from (f"{name}: the name is used {times} times" for name, times in names.items() if times > 1)
    yield from (f"{name}: the name is longer than 80" for name in names if not 0 < len(name) <= LONGEST_NAME)
    for scope in all_scopes(definition):
        yield from _scope_faults(scope)
    for name, state in all_states(definition):
        yield from (f"{name}: {fault}" for fault in _state_faults(state))


def _scope_faults(scope: Mapping[str, Any]) -> Iterator[str]:
    states = scope["States"]
    targets = {name: [way.target for way in transitions(state)] for name, state in states.items()}
    targets[""] = [scope["StartAt"]]
    for name, ways in targets.items():
        yield from (
            f"{name}: {target} is not in its scope" for target in ways if target and target not in states
        )
    reached = set()
    pending = [""]
    while pending:
        name = pending.pop()
        if name not in reached and name in targets:
            reached.add(name)
            pending.extend(target for target in targets[name] if target)
    yield from (f"{name}: is never reached" for name in states if name not in reached)


def _state_faults(state: Mapping[str, Any]) -> Iterator[str]:
    kind = state["Type"]
    if kind not in _FIELDS:
        yield f"there is no type {kind}"
        return
    yield from (f"{kind} has no field {field}" for field in state if field not in _FIELDS[kind])
    yield from (f"{kind} needs {field}" for field in _NEEDED.get(kind, ()) if not state.get(field))
    if kind not in {"Choice", "Succeed", "Fail"} and ("Next" in state) == (state.get("End") is True):
        yield "needs either Next or End"
    if kind == "Wait" and ("Seconds" in state) == ("Timestamp" in state):
        yield "needs either Seconds or Timestamp"
    yield from _rule_faults(state)
    yield from _expression_faults(state)
    for scope in inner_scopes(state):
        yield from (f"no field {key} in a scope" for key in scope if key not in _SCOPE_FIELDS)


_SCOPE_FIELDS: Final = frozenset({"StartAt", "States", "ProcessorConfig", "Comment"})


def _rule_faults(state: Mapping[str, Any]) -> Iterator[str]:
    for field in ("Retry", "Catch"):
        rules = state.get(field, [])
        for position, rule in enumerate(rules):
            names = rule["ErrorEquals"]
            if not names:
                yield f"{field} names no error"
            if "States.ALL" in names and (len(names) > 1 or position + 1 < len(rules)):
                yield f"States.ALL stands neither alone nor last in {field}"
    for retrier in state.get("Retry", []):
        interval = retrier.get("IntervalSeconds", 1)
        if not isinstance(interval, int) or interval < 1:
            yield "IntervalSeconds is not a positive whole number"


def _expression_faults(state: Mapping[str, Any]) -> Iterator[str]:
    for expression in expressions(dict(state)):
        if not expression.endswith("%}"):
            yield f"{expression}: is not closed"
            continue
        try:
            free_names(expression[2:-2].strip())
        except EvaluationError as error:
            yield str(error)
    for field, value in state.items():
        has_result = field in {"Output", "Assign"} and state["Type"] in {"Task", "Parallel", "Map"}
        for expression in expressions({field: value}):
            if "$states.errorOutput" in expression and field != "Catch":
                yield f"$states.errorOutput outside Catch: {expression}"
            if "$states.result" in expression and not has_result:
                yield f"$states.result where there is none: {expression}"
