"""Which units of a region can run in the same execution, and which exclude each other.

Two units can both run exactly if there are paths to both that never leave one unit by ports that exclude each
other. The search walks all pairs of such paths backwards at once, always the one that stands later in
topological order, so that paths meet at the unit that they share: the path conditions of program dependence
graphs (Ferrante, Ottenstein and Warren, 1987) without writing them down. The places that are paired with a
place are the bits of a number, so that a join of many paths is no product of their lengths.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE, Edge
from exeoflow.compiler.flow.regions import Region
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.graph import numbers_in

STEPS_PER_QUESTION = 100_000
STEPS_PER_COMPILATION = 400_000
"""Beyond these the answer is "they may both run", which costs a Parallel state but is never wrong."""

_Place = tuple[int, int]
"""A unit, and the port by which a path leaves it (-1 where the path ends)."""


@dataclass(slots=True)
class Effort:
    """Counts search steps over a whole compilation."""

    steps: int = 0


class _Places:
    """The places of a region as numbers, in the order of their units; those `OUTSIDE` come first."""

    def __init__(self, region: Region) -> None:
        ports: dict[int, dict[int, None]] = {unit: {} for unit in (OUTSIDE, *region.units)}
        for edge in region.edges:
            ports[edge.source][edge.port] = None
        self.number: dict[_Place, int] = {}
        self.rank: list[int] = []
        self._port: list[int] = []
        self._start: list[int] = []
        for position, (unit, leaving) in enumerate(ports.items()):
            self._start.append(len(self.rank))
            # The first place is that where a search begins: a path that ends here, or that leaves the region.
            for port in (-1, *leaving):
                self.number[unit, port] = len(self.rank)
                self.rank.append(position - 1)
                self._port.append(port)
        self._start.append(len(self.rank))

    def enter(self, place: _Place) -> int:
        """The number of a place where a search begins, by whatever port."""
        unit, port = place
        number = self.number[unit, -1]
        self._port[number] = port
        return number

    def bounds(self, rank: int) -> tuple[int, int]:
        """The numbers from and up to which places are those at the unit of a rank."""
        return self._start[rank + 1], self._start[rank + 2]

    def port(self, number: int) -> int:
        """The port by which a path leaves a place."""
        return self._port[number]


@dataclass
class Exclusion:
    """Answers for one region."""

    flow: Flow
    region: Region
    effort: Effort
    _rank: dict[int, int] = field(init=False)
    _into: dict[int, list[Edge]] = field(init=False)
    _places: "_Places" = field(init=False)
    _inner: "dict[int, Exclusion]" = field(init=False, default_factory=dict)
    _known: dict[tuple[_Place, _Place], bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._rank = {unit: position for position, unit in enumerate(self.region.units)}
        self._rank[OUTSIDE] = -1
        self._into = {unit: [] for unit in self.region.units}
        for edge in self.region.edges:
            self._into[edge.target].append(edge)
        self._places = _Places(self.region)

    def may_both_run(self, first: int, second: int) -> bool:
        """Whether one execution of the region may run both units."""
        return self._may_both_be((first, -1), (second, -1))

    def _may_both_be(self, first: _Place, second: _Place) -> bool:
        key = (min(first, second), max(first, second))
        if key not in self._known:
            self._known[key] = self._search(*key)
        return self._known[key]

    def _search(self, first: _Place, second: _Place) -> bool:
        if first[0] == second[0]:
            return self._cofire(first[0], first[1], second[1])
        earlier, later = sorted((first, second), key=lambda place: self._rank[place[0]])
        places = self._places
        pairs = {self._rank[later[0]]: 1 << places.enter(earlier)}
        ranks = [-rank for rank in pairs]
        limit = min(self.effort.steps + STEPS_PER_QUESTION, STEPS_PER_COMPILATION)
        while ranks:
            rank = -heappop(ranks)
            paired = pairs.pop(rank)
            for edge in self._into[self.region.units[rank]]:
                before = self._rank[edge.source]
                start, end = places.bounds(before)
                own = paired & ((1 << end) - (1 << start))
                if any(self._cofire(edge.source, edge.port, places.port(each)) for each in numbers_in(own)):
                    return True
                found = [(before, paired & ((1 << start) - 1))]
                here = 1 << places.number[edge.source, edge.port]
                found += [(places.rank[each], here) for each in numbers_in(paired >> end << end)]
                self.effort.steps += len(found)
                if self.effort.steps > limit:
                    return True
                for other, partners in found:
                    if partners and other not in pairs:
                        heappush(ranks, -other)
                    if partners:
                        pairs[other] = pairs.get(other, 0) | partners
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
            return True  # pragma: no cover - drawn graphs come here, but not in every run
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
