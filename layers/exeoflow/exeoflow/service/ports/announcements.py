"""Port: the event bus of the stack, by which rules and workflows get to know what happens here."""

from typing import Final, Protocol

from exeoflow.model.json import JsonObject

SOURCE: Final = "exeoflow.approval"
"""Who says so, in events."""


class Announcements(Protocol):
    """Tells whoever listens."""

    def announce(self, detail_type: str, detail: JsonObject) -> None:
        """Put an event on the bus; raises `Unavailable` if it was not taken, or perhaps not."""
        ...
