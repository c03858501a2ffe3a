"""Evaluates expressions over known values, to explain what a run did; no machine runs by this."""

import copy
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from jsonata.jexception import JException
from jsonata.jsonata import Jsonata
from jsonata.utils import Utils

from exeoflow.expressions.scanner import with_end
from exeoflow.model import json

# Who explains a run must not wait for an expression that ran away in it.
_TIME_LIMIT_MS: Final = 500
_MAX_DEPTH: Final = 100
_FAULTS: Final = (
    JException,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)


class NotEvaluated(Exception):
    """An expression failed; its text says why."""


class YieldsNothing(NotEvaluated):
    """An expression found nothing."""


def evaluated(source: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """The value of JSONata over variables by their names. Raises `NotEvaluated`, `YieldsNothing`."""
    try:
        program = _for_this_call(_compiled(source))
        result = program.evaluate(None, {name: _to_jsonata(value) for name, value in values.items()})
        value = _to_json(result)
    except _FAULTS as fault:
        raise NotEvaluated(str(fault)) from fault
    if result is None:
        raise YieldsNothing
    return value


@lru_cache(maxsize=512)
def _compiled(source: str) -> Jsonata:
    program = Jsonata.jsonata(with_end(source))
    program.set_validate_input(False)
    program.set_output_convert_nulls(False)
    program.assign("eval", None)
    program.register_lambda("parse", lambda text=None: None if text is None else _to_jsonata(json.read(text)))
    return program


def _for_this_call(program: Jsonata) -> Jsonata:
    """A copy of its own: an evaluation keeps its state on the object and on the thread."""
    own = copy.copy(program)
    own.environment = own.create_frame(program.environment)
    own.environment.set_runtime_bounds(_TIME_LIMIT_MS, _MAX_DEPTH)
    Jsonata.CURRENT.jsonata = own
    return own


def _to_jsonata(value: Any) -> Any:  # noqa: ANN401 - for the library None is undefined, null a value of its own
    match value:
        case None:
            return Utils.NULL_VALUE
        case dict():
            return {key: _to_jsonata(member) for key, member in value.items()}
        case list() | tuple():
            return [_to_jsonata(member) for member in value]
        case _:
            return value


def _to_json(result: Any) -> Any:  # noqa: ANN401 - as above
    match result:
        case None | bool() | str() | int():
            return result
        case float():
            return int(result) if result.is_integer() and abs(result) < 2**53 else result
        case dict():
            return {key: _to_json(member) for key, member in result.items()}
        case list():
            return [_to_json(member) for member in result]
        case _ if result is Utils.NULL_VALUE:
            return None
        case _:
            raise ValueError("A function is no JSON value.")
