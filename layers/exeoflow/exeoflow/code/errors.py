"""Why code has no result, one tree; Lambda hands the name of the class to Step Functions as the error's name.

CodeError
├── CodeInvalid         Code.InvalidSource     the source has a fault of syntax, or asks for what there is not
├── CodeFailed          Code.Failed            the code raised an error, or ended its process
├── CodeTimedOut        Code.Timeout           it ran longer than it may
├── CodeOutOfMemory     Code.OutOfMemory       it wanted more memory than it may have
├── ResultInvalid       Code.InvalidResult     it returned something that is no JSON
└── ResultTooLarge      Code.ResultTooLarge    it returned more than a state may carry
"""

from collections.abc import Sequence
from typing import Final

from exeoflow.task_failure import TaskFailure


class CodeError(TaskFailure):
    """The code has no result; the message ends with the line of the author's source where that is known."""

    def __init__(self, message: str, line: int | None = None, logs: Sequence[str] = ()) -> None:
        super().__init__(message if line is None else f"{message} (line {line})")
        self.reason = message
        self.line = line
        self.logs = tuple(logs)


class CodeInvalid(CodeError, code="Code.InvalidSource"):
    """The source cannot be run."""


class CodeFailed(CodeError, code="Code.Failed"):
    """The code raised an error that it did not catch."""


class CodeTimedOut(CodeError, code="Code.Timeout"):
    """The code ran longer than it may."""


class CodeOutOfMemory(CodeError, code="Code.OutOfMemory"):
    """The code wanted more memory than it may have."""


class ResultInvalid(CodeError, code="Code.InvalidResult"):
    """What the code returned is no JSON."""


class ResultTooLarge(CodeError, code="Code.ResultTooLarge"):
    """What the code returned is larger than a state's output may be."""


ERRORS: Final = {
    error.__name__: error
    for error in (CodeInvalid, CodeFailed, CodeTimedOut, CodeOutOfMemory, ResultInvalid, ResultTooLarge)
}
"""The errors by the names that the worker gives them."""
