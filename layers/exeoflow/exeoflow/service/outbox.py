"""Port: the queues that carry on what follows from the end of an execution."""

from typing import Protocol


class Outbox(Protocol):
    """Puts messages, which arrive at least once. Any method raises `Unavailable`."""

    def put_failure(self, execution_id: str) -> None:
        """Ask for the start of the error workflow of a failed execution."""
        ...
