"""Evaluates authors' expressions outside a state machine: to explain a run, try a node, or name a delivery.

Whoever asks must not wait for an expression that runs away, and nobody beside him: the engine bounds time,
lists and texts within its functions and regular expressions too, and lets other threads run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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


# What authors say themselves is no fault of the engine's: it says no more than this without their words.
_UNTOLD: Final = frozenset({"$error() function evaluated", "$assert() statement failed"})
_AUTHORS_OWN: Final = frozenset({"D3137", "D3141"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an expression failed: the engine's words, and by what those of a language are found.

    `token` is the function or operator that failed, `value` what it was given, as JSON.
    """

    words: str
    code: str | None = None
    token: str = ""
    value: str | None = None


class NotEvaluated(Exception):
    """An expression failed; its text, and `reason`, say why."""

    def __init__(self, reason: Reason | None = None) -> None:
        super().__init__("" if reason is None else reason.words)
        self.reason = reason or Reason("")


class YieldsNothing(NotEvaluated):
    """An expression found nothing."""


def evaluated(source: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """The value of JSONata over variables by their names. Raises `NotEvaluated`, `YieldsNothing`."""
    try:
        result = _compiled(source).evaluate_json(None, {**values, "eval": None}, timeout=_SECONDS, **_BOUNDS)
    except _FAULTS as fault:
        raise NotEvaluated(_reason_of(fault)) from fault
    if result is None:
        raise YieldsNothing
    return json.read(result)


def _reason_of(fault: Exception) -> Reason:
    # What one of Step Functions' functions returns may hold a function, of which the engine makes no JSON.
    code = "no-json" if isinstance(fault, TypeError) else getattr(fault, "code", None)
    words = str(fault)
    if code in _AUTHORS_OWN and words not in _UNTOLD:
        return Reason(words)
    return Reason(words, code, getattr(fault, "token", None) or "", _shown(getattr(fault, "value", None)))


def _shown(value: Any) -> str | None:  # noqa: ANN401 - of the engine
    """Write what was given as JSON; None where it is nothing, or holds a function or what is no number."""
    try:
        return None if value is None else json.write(value)
    except (TypeError, ValueError):
        return None


@lru_cache(maxsize=512)
def _compiled(source: str) -> Expression:
    return program_of(source)
