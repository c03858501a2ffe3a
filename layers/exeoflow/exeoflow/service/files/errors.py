"""Why a file is of no use; Lambda hands the name of the class to Step Functions as the error's name.

FileFailed
├── FileMissing       File.NotFound         the workspace has no such file, or no longer
├── FileInvalid       File.Invalid          its bytes are not what is asked for: no JSON, no list
├── RequestInvalid    File.InvalidRequest   the node's words are wrong: what it names is no file
├── Unreachable       File.Unavailable      the place of files does not answer now
└── TooLarge          File.TooLarge         more than a state may carry, or a file hold
"""

from exeoflow.task_failure import TaskFailure


class FileFailed(TaskFailure):
    """There is no result; the message repeats none of the data."""


class FileMissing(FileFailed, code="File.NotFound"):
    """The file is of another workspace, or has been forgotten with its execution."""


class FileInvalid(FileFailed, code="File.Invalid"):
    """The bytes are not of the type that they are said to be of, or not what the operation needs."""


class RequestInvalid(FileFailed, code="File.InvalidRequest"):
    """What the node asks for cannot be done with any file."""


class Unreachable(FileFailed, code="File.Unavailable"):
    """The place of files is out of order, or asked too often."""


class TooLarge(FileFailed, code="File.TooLarge"):
    """The result is larger than a state's output, or a file, may be."""
