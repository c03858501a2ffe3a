"""A state for each way to a node, where ways that exclude each other meet.

The name of such a state tells which way was taken, so that a pure node on the way needs no state. A node that
has several states runs in one of them at a time: whatever leads to them is left in one way only.
"""

from dataclasses import dataclass, field, replace
from typing import cast

from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Exit, Finish, NodeState, State

_ROOM = 64_000
"""How many characters all states together that are added may have, for a definition ends at 1 MB."""

_FRAME = 100
"""What a state has beside the configuration of its node."""


@dataclass(slots=True)
class Parting:
    """Parts states of one machine; `parted` are the new ones by the state whose node they run."""

    flow: Flow
    parted: dict[State, list[State]] = field(default_factory=dict)
    room: int = _ROOM

    def can_part(self, leaving: Exit) -> bool:
        """Whether the state that an exit leads to may be there once more, entered by this exit alone.

        Not the header of a loop, which counts iterations, and nothing that has scopes inside.
        """
        target = leaving.target
        return (
            target is not None
            and isinstance(target.kind, NodeState)
            and not any(each.enters or each.repeats for each in target.arrivals)
            and self._size(target.kind) <= self.room
        )

    def part(self, leaving: Exit, target: State) -> None:
        """Leads an exit to a state of its own, which does and leads to what its target does."""
        self.room -= self._size(cast("NodeState", target.kind))
        added = State(target.kind, target.scope, target.number)
        self.parted.setdefault(target, []).append(added)
        target.arrivals.remove(leaving)
        leaving.target, added.arrivals = added, [leaving]
        added.exits = [replace(each, state=added) for each in target.exits]
        for old, new in zip(target.exits, added.exits, strict=True):
            _stand_before(old, new)

    def _size(self, kind: NodeState) -> int:
        return _FRAME + len(str(self.flow.vertices[kind.vertex].node.config))


def _stand_before(old: Exit, new: Exit) -> None:
    """Makes an exit known wherever another one is that it is a copy of."""
    if old.target is not None:
        old.target.arrivals.insert(old.target.arrivals.index(old), new)
    if old.target is None or isinstance(old.target.kind, Finish):
        ends = old.state.scope.ends
        ends.insert(ends.index(old), new)
