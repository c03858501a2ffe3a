"""What tasks raise: a failure of a node that Step Functions knows by a name of its own."""


class TaskFailure(Exception):
    """A task has no result; each kind of task has a tree below, whose root has no code."""

    def __init_subclass__(cls, *, code: str = "") -> None:
        """Rename the class to its code, because Lambda reports `type(error).__name__` as `errorType`."""
        cls.__name__ = code or cls.__name__
