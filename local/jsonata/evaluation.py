"""Evaluates one JSONata expression over bound values, as a Step Functions state does.

The local stack's stand-in for the evaluator inside Step Functions. Values are bound, never written into the
expression's text, so that strings need no escaping and the cost does not grow with the variables in scope.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jsonata.jexception import JException
from jsonata.jsonata import Jsonata
from jsonata.parser import Parser

from local.jsonata.functions import ASL_FUNCTIONS
from local.jsonata.values import to_json, to_jsonata

_TIME_LIMIT_MS: Final = 10_000
_EVALUATOR_FAULTS: Final = (
    JException,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class EvaluationError(Exception):
    """The expression cannot be evaluated, or yields nothing where Step Functions needs a value."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    program: Jsonata
    free_variables: frozenset[str]


def evaluate(source: str, values: Mapping[str, Any]) -> Any:
    """Return the JSON value of the expression `source` with each of `values` bound to its `$name`.

    Raises EvaluationError: a syntax error, a failing function, a result that is undefined or no JSON value,
    or a variable that was never assigned (Step Functions fails such a state, JSONata alone would go on).
    """
    compiled = _compile(source)
    unassigned = compiled.free_variables - values.keys()
    if unassigned:
        raise EvaluationError(f"The variable '${min(unassigned)}' was never assigned.")
    bindings = {name: to_jsonata(values[name]) for name in compiled.free_variables}
    try:
        result = _for_this_thread(compiled.program).evaluate(None, bindings)
        value = to_json(result)
    except _EVALUATOR_FAULTS as fault:
        raise EvaluationError(str(fault)) from fault
    if result is None:
        raise EvaluationError(f"The JSONata expression '{source}' returned nothing (undefined).")
    return value


@lru_cache(maxsize=4_096)
def _compile(source: str) -> _Compiled:
    try:
        program = Jsonata.jsonata(source)
    except _EVALUATOR_FAULTS as fault:
        raise EvaluationError(str(fault)) from fault
    program.set_validate_input(False)
    program.set_output_convert_nulls(False)
    for name, function in ASL_FUNCTIONS.items():
        program.register_lambda(name, function)
    program.assign("eval", None)  # Step Functions has no $eval
    return _Compiled(program, frozenset(_free_variables(program)))


def _for_this_thread(program: Jsonata) -> Jsonata:
    """Return a copy for this thread alone: an evaluation keeps its state on the object and on the thread."""
    own = copy.copy(program)
    own.environment = own.create_frame(program.environment)
    own.environment.set_runtime_bounds(_TIME_LIMIT_MS, None)
    Jsonata.CURRENT.jsonata = own
    return own


def _free_variables(program: Jsonata) -> set[str]:
    used: set[str] = set()
    bound: set[str] = {"", "$"}
    for symbol in _symbols(program.ast):
        match getattr(symbol, "type", None):
            case "variable":
                used.add(symbol.value)
            case "bind":
                bound.add(symbol.lhs.value)
            case "lambda":
                bound.update(argument.value for argument in symbol.arguments)
            case "index":
                bound.add(symbol.value)
        if isinstance(getattr(symbol, "focus", None), str):
            bound.add(symbol.focus)
        if isinstance(getattr(symbol, "index", None), str):
            bound.add(symbol.index)
    functions = {*Jsonata.static_frame.bindings, *ASL_FUNCTIONS}
    return used - bound - functions


def _symbols(root: Any) -> Iterator[Any]:
    seen: set[int] = set()
    pending = [root]
    while pending:
        part = pending.pop()
        if isinstance(part, (list, tuple)):
            pending.extend(part)
        elif isinstance(part, Parser.Symbol) and id(part) not in seen:
            seen.add(id(part))
            pending.extend(vars(part).values())
            yield part
