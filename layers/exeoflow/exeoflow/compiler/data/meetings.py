"""Which values come to a state where very many ways meet, without a look at each way for each value.

Where a thousand errors lead to one handler that reads a thousand nodes, most ways bring the same: a node's
value is one on the ways from before it and another on those from behind it. So the ways are looked at once,
and asked for each value by where it changes.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from exeoflow.compiler.machine import Dominance, Exit, State


@dataclass(frozen=True, slots=True)
class Meeting:
    """The ways to one state, none of which begins or repeats a loop; all are in the same one, if in any.

    `numbers` are those of the states that they come from, `header` that of the first state of the loop around
    them, which lies on all ways to them.
    """

    states: Sequence[State]
    numbers: Sequence[int]
    header: int
    beginnings: "_Intervals"

    def since(self, changes: Sequence[int], makers: Collection[Exit]) -> list[State] | None:
        """The states since which a value is as the ways bring it that do not make it themselves.

        `changes` are the numbers of the states before which it may be another. None where a closer look is
        needed: the value changes more than once, or other than in the order of the states.
        """
        before = bisect_right(changes, self.numbers[-1])
        if before == 0:
            first = self.header if changes else 0
            return [self.states[first]] if len(self.numbers) > len(makers) else []
        change = changes[0]
        if before > 1 or change <= self.header or any(each.state.number >= change for each in makers):
            return None
        earlier = [self.header] if bisect_left(self.numbers, change) > len(makers) else []
        return [self.states[number] for number in (*earlier, *self.beginnings.around(change))]


def meeting_at(state: State, headers: Sequence[int], dominance: Dominance) -> Meeting | None:
    """What there is to know of the ways to a state; `headers` has the number of each state's loop."""
    states = state.scope.states
    numbers = sorted(arriving.state.number for arriving in state.arrivals)
    header = headers[numbers[0]]
    is_plain = all(
        arriving.enters is None and arriving.repeats is None and headers[arriving.state.number] == header
        for arriving in state.arrivals
    )
    if (
        not is_plain
        or numbers[-1] >= state.number
        or any(dominance.first_since(states[number], header) is not states[header] for number in numbers)
    ):
        return None
    return Meeting(states, numbers, header, _beginnings(states, numbers, dominance))


def _beginnings(states: Sequence[State], numbers: Sequence[int], dominance: Dominance) -> "_Intervals":
    """For each state on all ways to one of these: the numbers of which it is the first one from there on."""
    found = _Intervals(len(states))
    seen: set[int] = set()
    for each in numbers:
        number = each
        while number not in seen:
            seen.add(number)
            last = dominance.last_before(states[number]).number
            found.add(last + 1, number + 1, number)
            number = last
    return found


class _Intervals:
    """Intervals of numbers, each with a value: a segment tree, which finds those around a number at once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, start: int, end: int, value: int) -> None:
        """Adds the interval from `start` to before `end`, if that holds any number."""
        low, high = start + self._size, end + self._size
        while low < high:
            if low & 1:
                self._values[low].append(value)
                low += 1
            if high & 1:
                high -= 1
                self._values[high].append(value)
            low, high = low >> 1, high >> 1

    def around(self, number: int) -> list[int]:
        """The values of all intervals that hold a number, in their order."""
        return sorted(self._values_on(number + self._size))

    def _values_on(self, node: int) -> Iterator[int]:
        while node:
            yield from self._values.get(node, ())
            node >>= 1
