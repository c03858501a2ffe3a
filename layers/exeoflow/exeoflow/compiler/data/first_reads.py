"""In which order values are read first.

They are followed in the order that takes the least time, all of a scope at once. But the definition has them
in the order in which who followed each read to its end before the next one would find them.
"""

from collections import defaultdict

from exeoflow.compiler.data.changes import Kept
from exeoflow.compiler.data.definitions import HandOut

Value = Kept | HandOut


class FirstReads:
    """Notes what is read for what; at first for expressions and outputs themselves."""

    def __init__(self) -> None:
        self._read_for: defaultdict[Value | None, dict[Value, None]] = defaultdict(dict)
        self._reason: Value | None = None

    def begin(self, reason: Value) -> None:
        """What is noted from here on is read for this value."""
        self._reason = reason

    def note(self, value: Value) -> None:
        """Notes that a value is read."""
        self._read_for[self._reason][value] = None

    def in_order(self) -> list[Value]:
        """All values; what scopes yield is followed when all else is, the last first."""
        found: dict[Value, None] = {}
        pending = [*reversed(self._read_for[None])]
        yielded: list[Value] = []
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
