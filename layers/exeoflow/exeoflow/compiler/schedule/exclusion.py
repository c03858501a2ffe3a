"""Which units of a region can run in the same execution, and which exclude each other.

Two units can both run exactly if there are paths to both that never leave one unit by ports that exclude each
other. The search walks both paths backwards at once, always the one that stands later in topological order,
so that paths meet at the unit that they share: the path conditions of program dependence graphs (Ferrante,
Ottenstein and Warren, 1987) without writing them down.
"""

from dataclasses import dataclass, field

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE, Edge
from exeoflow.compiler.flow.regions import Region
from exeoflow.compiler.flow.vertices import Flow

STEPS_PER_QUESTION = 2_000
STEPS_PER_COMPILATION = 400_000
"""Beyond these the answer is "they may both run", which costs a Parallel state but is never wrong."""

_Place = tuple[int, int]
"""A unit, and the port by which a path leaves it (-1 where the path ends)."""


@dataclass(slots=True)
class Effort:
    """Counts search steps over a whole compilation."""

    steps: int = 0


@dataclass
class Exclusion:
    """Answers for one region."""

    flow: Flow
    region: Region
    effort: Effort
    _rank: dict[int, int] = field(init=False)
    _into: dict[int, list[Edge]] = field(init=False)
    _inner: "dict[int, Exclusion]" = field(init=False, default_factory=dict)
    _known: dict[tuple[_Place, _Place], bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._rank = {unit: position for position, unit in enumerate(self.region.units)}
        self._rank[OUTSIDE] = -1
        self._into = {unit: [] for unit in self.region.units}
        for edge in self.region.edges:
            self._into[edge.target].append(edge)

    def may_both_run(self, first: int, second: int) -> bool:
        """Whether one execution of the region may run both units."""
        return self._may_both_be((first, -1), (second, -1))

    def _may_both_be(self, first: _Place, second: _Place) -> bool:
        key = (min(first, second), max(first, second))
        if key not in self._known:
            self._known[key] = self._search(*key)
        return self._known[key]

    def _search(self, first: _Place, second: _Place) -> bool:
        seen = {(first, second)}
        pending = [(first, second)]
        limit = self.effort.steps + STEPS_PER_QUESTION
        while pending:
            left, right = pending.pop()
            self.effort.steps += 1
            if self.effort.steps > min(limit, STEPS_PER_COMPILATION):
                return True
            if left[0] == right[0]:
                if self._cofire(left[0], left[1], right[1]):
                    return True
                continue
            if self._rank[left[0]] > self._rank[right[0]]:
                left, right = right, left
            for edge in self._into[right[0]]:
                pair = (left, (edge.source, edge.port))
                if pair not in seen:
                    seen.add(pair)
                    pending.append(pair)
        return False

    def _cofire(self, unit: int, first: int, second: int) -> bool:
        """Whether a unit may be left by both ports in one run of it."""
        if first < 0 or second < 0 or first == second or unit == OUTSIDE:
            return True
        sources = {self.flow.ports[first].source, self.flow.ports[second].source}
        inner = self.region.inner.get(unit)
        if inner is None or (inner.kind == "for_each" and sources == {unit}):
            return self.flow.cofire(first, second)
        if inner.kind == "for_each":
            return True
        return self.loop(unit).may_leave_by_both(first, second)

    def loop(self, unit: int) -> "Exclusion":
        """The answers for the region inside a loop or for_each."""
        if unit not in self._inner:
            self._inner[unit] = Exclusion(self.flow, self.region.inner[unit], self.effort)
        return self._inner[unit]

    def may_leave_by_both(self, first: int, second: int) -> bool:
        """Whether two ports that leave this loop may both have fired when it is over."""
        if self.may_repeat(first) or self.may_repeat(second):
            return True
        return self._may_both_be(self._place(first), self._place(second))

    def may_repeat(self, port: int) -> bool:
        """Whether an iteration may fire this port and still be followed by another iteration."""
        place = self._place(port)
        return any(self._may_both_be(place, self._place(back)) for back in self.back_ports)

    @property
    def back_ports(self) -> list[int]:
        """The ports that lead back to the loop's header."""
        return [port for port in self.flow.into[self.region.head] if self._unit_of_port(port) is not None]

    def _place(self, port: int) -> _Place:
        unit = self._unit_of_port(port)
        return (OUTSIDE if unit is None else unit, port)

    @property
    def all_vertices(self) -> frozenset[int]:
        """All vertices within the region."""
        self.unit_of(self.region.head)
        return frozenset(self._members)

    def _unit_of_port(self, port: int) -> int | None:
        """The unit of this region that the port leaves."""
        return self.unit_of(self.flow.ports[port].source)

    def unit_of(self, vertex: int) -> int | None:
        """The unit of this region that contains the vertex."""
        if not hasattr(self, "_members"):
            self._members = _members(self.region)
        return self._members.get(vertex)


def _members(region: Region) -> dict[int, int]:
    """For every vertex within the region's units, its unit."""
    found: dict[int, int] = {}
    for unit in region.units:
        found[unit] = unit
        pending = [region.inner[unit]] if unit in region.inner else []
        while pending:
            inner = pending.pop()
            found.update(dict.fromkeys(inner.units, unit))
            pending += inner.inner.values()
    return found
