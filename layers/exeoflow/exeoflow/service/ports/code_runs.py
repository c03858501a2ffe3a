"""Port: where authors' code runs."""

from typing import Protocol

from exeoflow.model.json import JsonObject


class CodeRuns(Protocol):
    """Runs the code of one workspace where that of no other ran, and where it can do no harm."""

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        """Return `{"output", "logs"}`, or `{"error": {"code", "message"}, "logs"}`. Raises `Unavailable`."""
        ...
