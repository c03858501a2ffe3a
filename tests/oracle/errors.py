"""Errors of a running workflow or state machine, by name, as Step Functions matches them."""

from collections.abc import Iterable
from typing import Final

from tests.oracle.json_value import Json
from tests.oracle.virtual_time import ProcessFailed

EVALUATION_ERROR: Final = ("States.QueryEvaluationError", "An expression could not be evaluated")
"""The code and, here, the one message of a failed expression; AWS writes the expression into the message."""

UNCATCHABLE: Final = frozenset({"States.DataLimitExceeded", "States.Runtime"})


class WorkflowError(ProcessFailed):
    """A node or a state failed; `node_id` is the node whose failure it is, once that is known."""

    def __init__(self, code: str, message: str = "", node_id: str | None = None) -> None:
        super().__init__(code, message, node_id)
        self.code = code
        self.message = message
        self.node_id = node_id

    def at(self, node_id: str) -> "WorkflowError":
        """Return the error as this node's, unless it is another's already."""
        return self if self.node_id else WorkflowError(self.code, self.message, node_id)


class LoopLeft(ProcessFailed):
    """A node ended the for_each around it and hands out a value: no failure, though it ends the others."""

    def __init__(self, value: Json) -> None:
        super().__init__()
        self.value = value


def is_named(code: str, names: Iterable[str]) -> bool:
    """Whether an error is one of the names, as in `ErrorEquals`."""
    for name in names:
        if name == code:
            return True
        if name == "States.ALL" and code not in UNCATCHABLE:
            return True
        if name == "States.TaskFailed" and code not in UNCATCHABLE and code != "States.Timeout":
            return True
    return False
