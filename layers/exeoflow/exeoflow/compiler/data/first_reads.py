"""In which order values are read first.

They are followed back in the order that takes the least time, all of a scope at once. But the definition has
them in another one, which does not depend on that: each read is followed to its end before the next one.
"""

from collections import defaultdict

from exeoflow.compiler.data.changes import Kept
from exeoflow.compiler.data.definitions import HandOut

ReadValue = Kept | HandOut


class FirstReads:
    """Notes what is read for what; at first for expressions and outputs themselves."""

    def __init__(self) -> None:
        self._read_for: defaultdict[ReadValue | None, dict[ReadValue, None]] = defaultdict(dict)
        self._reason: ReadValue | None = None

    def begin(self, reason: ReadValue) -> None:
        """What is noted from here on is read for this value."""
        self._reason = reason

    def note(self, value: ReadValue) -> None:
        """Notes that a value is read."""
        self._read_for[self._reason][value] = None

    def in_order(self) -> list[ReadValue]:
        """All values; what scopes yield is followed when all else is, the last first."""
        found: dict[ReadValue, None] = {}
        pending = [*reversed(self._read_for[None])]
        yielded: list[ReadValue] = []
        while pending or yielded:
            if not pending:
                pending += reversed(self._read_for.get(yielded.pop(), {}))
                continue
            value = pending.pop()
            if value in found:
                continue
            found[value] = None
            if isinstance(value, HandOut):
                yielded.append(value)
            else:
                pending += reversed(self._read_for.get(value, {}))
        return list(found)
