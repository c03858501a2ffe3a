"""Evaluates an expression outside a state machine, within bounds of time and depth."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.expressions.depth import MAX_DEPTH
from exeoflow.expressions.scanner import with_end
from exeoflow.model.json import Json

_MILLISECONDS: Final = 250


class EvaluationFailed(Exception):
    """The expression has no value for this data."""


def evaluated(source: str, bindings: Mapping[str, Json]) -> Any:  # noqa: ANN401  (any JSON, or None for nothing)
    """Return the value of JSONata with `bindings` as its variables. Raises `EvaluationFailed`."""
    # Not at the top: few webhooks have an expression that needs it.
    from jsonata import Jsonata  # noqa: PLC0415

    try:
        expression = Jsonata(with_end(source))
        frame = expression.create_frame()
        for name, value in bindings.items():
            frame.bind(name, value)
        frame.set_runtime_bounds(_MILLISECONDS, MAX_DEPTH)
        return expression.evaluate(None, frame)
    except Exception as failure:  # whatever the library trips over
        raise EvaluationFailed from failure
