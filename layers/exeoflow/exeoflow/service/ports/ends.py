"""Port: changes of an execution as news, for whoever waits for them."""

from datetime import datetime
from typing import Protocol


class Ends(Protocol):
    """Lets calls wait that have seen an execution running."""

    def await_end(self, execution_id: str, attempt: int, until: datetime) -> None:
        """Return when it is worth looking at the execution again, at the latest at `until`.

        `attempt` counts the looks so far, from 0.
        """
        ...

    def await_response(self, execution_id: str, attempt: int, until: datetime) -> None:
        """Likewise, when it may have ended or a `respond` node may have answered."""
        ...

    def await_change(self, execution_id: str, attempt: int) -> None:
        """Return when it is worth looking for another step, which may be more often than for the end."""
        ...
