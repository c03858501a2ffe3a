"""Evaluates one JSONata expression over bound values, as a Step Functions state does.

The stand-in on one machine for the evaluator inside Step Functions. The engine, `jlens`, answers like JSONata
2.0.6, which Step Functions runs (`tests/properties/test_local_jsonata.py`), and bounds what an expression may
use. Values are bound, never written into the expression's text, so that strings need no escaping and the cost
does not grow with the variables in scope.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jlens import Expression, JlensError

from exeoflow.expressions.asl_functions import ASL_FUNCTIONS, program_of
from local.jsonata.apart import ApartError, evaluate_apart

# Measured on AWS (floci issue 2737): it ends at 100 levels, at 873,783 numbers and at 2^23 characters.
MAX_DEPTH: Final = 100
MAX_LENGTH: Final = 873_782
MAX_CHARACTERS: Final = (1 << 23) - 1
TIME_LIMIT: Final = 1.0
"""Seconds. A runaway expression is an error, and no other thread waits for it."""

# Most expressions take microseconds. They run without giving other threads a turn, which is quicker; what is
# not done after this many seconds is begun anew with others running beside it.
_UNDIVIDED: Final = 0.01
_TIMED_OUT: Final = "D1012"
_TOO_LONG: Final = "U1001"
# So many elements are compared each with each in a tenth of a second at most.
_FEW: Final = 2_000
_NAME: Final = re.compile(r"\$([^\W\d]\w*)")
_ENDED_BY_THE_ENGINE: Final = (
    JlensError,
    ApartError,
    ArithmeticError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class EvaluationError(Exception):
    """The expression cannot be evaluated, or yields nothing where Step Functions needs a value."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    source: str
    program: Expression
    free_variables: frozenset[str]
    named_variables: frozenset[str]
    """Those, and what has a name that the expression binds somewhere, too: it may stand free elsewhere."""

    @property
    def compares_all(self) -> bool:
        """Whether it may compare each element with each, during which the engine looks at no clock."""
        return "$distinct" in self.source


def evaluate(source: str, values: Mapping[str, Any]) -> Any:
    """Return the JSON value of the expression `source` with each of `values` bound to its `$name`.

    Raises EvaluationError: a syntax error, a failing function, a result that is undefined or no JSON value,
    a variable that was never assigned (Step Functions fails such a state, JSONata alone would go on), or an
    expression that needs more depth, memory or time than Step Functions grants.
    """
    compiled = _compile(source)
    unassigned = compiled.free_variables - values.keys()
    if unassigned:
        raise EvaluationError(f"The variable '${min(unassigned)}' was never assigned.")
    # Step Functions has no $eval.
    bindings = {name: values[name] for name in compiled.named_variables & values.keys()} | {"eval": None}
    try:
        if compiled.compares_all:
            return _compared(compiled, bindings)
        result = _run(compiled.program, bindings)
        if result is None and _is_nothing(compiled.program, bindings):
            raise _nothing(source)
    except _ENDED_BY_THE_ENGINE as fault:
        raise EvaluationError(str(fault)) from fault
    return result


def _nothing(source: str) -> EvaluationError:
    return EvaluationError(f"The JSONata expression '{source}' returned nothing (undefined) or a function.")


@lru_cache(maxsize=4_096)
def _compile(source: str) -> _Compiled:
    try:
        program = program_of(source)
    except JlensError as fault:
        raise EvaluationError(str(fault)) from fault
    free = _free_variables(program)
    # The engine names no variable as read whose name a function or a block binds, be it somewhere else.
    named = free.union(filter(_is_variable, _NAME.findall(source)))
    return _Compiled(source, program, free, named)


@lru_cache(maxsize=4_096)
def _is_variable(name: str) -> bool:
    try:
        return name in _free_variables(program_of(f"${name}"))
    except JlensError:  # what looks like a name within a text
        return False


def _free_variables(program: Expression) -> frozenset[str]:
    return frozenset(program.reads()["bindings"]) - ASL_FUNCTIONS.keys() - {"eval"}


def _run(program: Expression, bindings: dict[str, Any]) -> Any:
    try:
        return program.evaluate(None, bindings, timeout=_UNDIVIDED, **_BOUNDS)
    except JlensError as fault:
        if fault.code != _TIMED_OUT:
            raise
    text = program.evaluate_json(None, bindings, timeout=TIME_LIMIT, **_BOUNDS)
    return None if text is None else json.loads(text)


def _compared(compiled: _Compiled, bindings: dict[str, Any]) -> Any:
    """The value of what compares each element with each: where there are many, a process of its own does."""
    text = _compared_few(compiled.program, bindings) if _has_few(bindings) else None
    if text is None:
        text = evaluate_apart(compiled.source, bindings, TIME_LIMIT, _BOUNDS)
    if text is None:
        raise _nothing(compiled.source)
    return json.loads(text)


def _compared_few(program: Expression, bindings: dict[str, Any]) -> str | None:
    """The JSON of the value; None for nothing, and where a list became long."""
    try:
        text: str | None = program.evaluate_json(
            None, bindings, timeout=TIME_LIMIT, **{**_BOUNDS, "max_array_length": _FEW}
        )
    except JlensError as fault:
        if fault.code != _TOO_LONG:
            raise
        return None
    return text


def _has_few(value: Any) -> bool:
    """Whether no list in the values is long."""
    match value:
        case list():
            return len(value) <= _FEW and all(map(_has_few, value))
        case dict():
            return all(map(_has_few, value.values()))
        case _:
            return True


def _is_nothing(program: Expression, bindings: dict[str, Any]) -> bool:
    """Tell JSONata's undefined from null, which `evaluate` does not."""
    return program.evaluate_json(None, bindings, timeout=TIME_LIMIT, **_BOUNDS) is None


_BOUNDS: Final = {
    "max_depth": MAX_DEPTH,
    "max_array_length": MAX_LENGTH,
    "max_string_length": MAX_CHARACTERS,
}
