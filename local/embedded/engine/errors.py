"""Failures of states, and which rules they fall under.

https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

from collections.abc import Set as AbstractSet
from typing import Final

RUNTIME: Final = "States.Runtime"
TIMEOUT: Final = "States.Timeout"
TASK_FAILED: Final = "States.TaskFailed"
EVALUATION: Final = "States.QueryEvaluationError"
TOO_LARGE: Final = "States.DataLimitExceeded"
NO_CHOICE: Final = "States.NoChoiceMatched"
INTERRUPTED: Final = "Local.Interrupted"
_ALL: Final = "States.ALL"
_TERMINAL: Final = frozenset({RUNTIME, TOO_LARGE})


class StateFailed(Exception):
    """A state failed; `Retry` and `Catch` look at the error's name."""

    def __init__(self, error: str, cause: str = "") -> None:
        super().__init__(error, cause)
        self.error = error
        self.cause = cause


def is_named(error: str, names: AbstractSet[str]) -> bool:
    """Tell whether one of the names of a rule stands for an error.

    >>> is_named("Http.Status500", {"States.ALL"}), is_named("States.Runtime", {"States.ALL"})
    (True, False)
    """
    if error in names:
        return True
    if error in _TERMINAL:
        return False
    return _ALL in names or (TASK_FAILED in names and error != TIMEOUT)
