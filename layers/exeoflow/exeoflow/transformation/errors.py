"""Why data cannot be transformed; Lambda hands the name of the class to Step Functions as the error's name.

TransformationFailed
├── DataInvalid       Data.Invalid          the data are not of the form that they are said to be of
├── RequestInvalid    Data.InvalidRequest   the node's words are wrong: a pattern, a time zone, a key
└── ResultTooLarge    Data.TooLarge         more than a state may carry
"""

from exeoflow.task_failure import TaskFailure


class TransformationFailed(TaskFailure):
    """There is no result; the message repeats none of the data."""


class DataInvalid(TransformationFailed, code="Data.Invalid"):
    """The data do not fit the form."""


class RequestInvalid(TransformationFailed, code="Data.InvalidRequest"):
    """What the node asks for cannot be done with any data."""


class ResultTooLarge(TransformationFailed, code="Data.TooLarge"):
    """The result is larger than a state's output may be."""
