"""Evaluates authors' expressions outside a state machine: to explain a run, try a node, or name a delivery.

Whoever asks must not wait for an expression that runs away, and nobody beside him: the engine bounds time,
lists and texts within its functions and regular expressions too, and lets other threads run.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from jlens import Expression, JlensError

from exeoflow.expressions.asl_functions import program_of
from exeoflow.model import json

_SECONDS: Final = 0.5
# Depth and texts as Step Functions grants them (`local.jsonata.evaluation`); shorter lists, for `$distinct`
# compares each element with each and looks at no clock.
_BOUNDS: Final = {"max_depth": 100, "max_array_length": 30_000, "max_string_length": (1 << 23) - 1}
_FAULTS: Final = (JlensError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError)


class NotEvaluated(Exception):
    """An expression failed; its text says why."""


class YieldsNothing(NotEvaluated):
    """An expression found nothing."""


def evaluated(source: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """The value of JSONata over variables by their names. Raises `NotEvaluated`, `YieldsNothing`."""
    try:
        result = _compiled(source).evaluate_json(None, {**values, "eval": None}, timeout=_SECONDS, **_BOUNDS)
    except _FAULTS as fault:
        raise NotEvaluated(str(fault)) from fault
    if result is None:
        raise YieldsNothing
    return json.read(result)


@lru_cache(maxsize=512)
def _compiled(source: str) -> Expression:
    return program_of(source)
