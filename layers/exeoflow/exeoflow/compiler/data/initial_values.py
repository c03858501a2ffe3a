"""Where a variable is given the value from outside its scope, so that no path leaves it unassigned.

That is a matter of each way on which nothing has made the value, at its end. Where very many ways meet and
thousands of values are read, the definition would grow with the square of their number; then it is done once,
where these ways have not parted yet.
"""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from itertools import islice

from exeoflow.compiler.data.definitions import defines
from exeoflow.compiler.data.unchanged import Course
from exeoflow.compiler.machine import Exit, State
from exeoflow.fixed import fixed

MOST = 16
"""So many exits assign it one by one. Of 1,047 published graphs none needs more."""


@fixed
class InitialValues:
    """Answers for one symbol in one scope; `assigned` are the states before which it has its variable."""

    course: Course
    definitions: Collection[Exit]
    assigned: AbstractSet[State]

    def exits_to(self, state: State) -> list[Exit]:
        """The exits that assign the value from outside for the ways to a state that would bring no value."""
        few = list(islice(self._unassigned_ways(state), MOST + 1))
        if len(few) <= MOST:
            return few
        # Nothing can have made a value before it: these ways, which all come from there, would bring it.
        last = self._last_before(state)
        return [each for each in last.exits if each.target is not None and not self._is_made_by(each)]

    def _unassigned_ways(self, state: State) -> Iterator[Exit]:
        for arriving in state.arrivals:
            if arriving not in self.definitions and not self._is_assigned_at(arriving.state):
                yield arriving

    def _last_before(self, state: State) -> State:
        """The last state on all ways to another one of which few ways lead on."""
        last = self.course.dominance.last_before(state)
        while len(last.exits) > MOST:
            last = self.course.dominance.last_before(last)
        return last

    def _is_made_by(self, leaving: Exit) -> bool:
        return defines(self.course.flow, leaving, self.course.symbol)

    def _is_assigned_at(self, state: State) -> bool:
        return self.course.since(state) in self.assigned
