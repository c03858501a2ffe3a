"""Divides a region top down: into parts that do not touch each other, and by barriers where they do.

Units that no path connects run beside each other. Where all are connected, a barrier must part them into what
runs before and what runs behind it: whatever stands behind waits for everything before. Candidates are the
steps between levels, counted from the beginning or from the end; the barrier is taken that costs a sample of
executions least: by how much it lengthens them, and delays the starts behind it. Both sides are divided
further, where they often fall apart.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.sample import Execution, Sample
from exeoflow.compiler.schedule.structure import FEW_BRANCHES, MAX_DEPTH, Fork, Sequence, Unit

MOST_RUNS = 80_000
"""So many runs of units are looked at; what is still connected then is parted at every level at once."""

_Levels = list[list[int]]


def divide(exclusion: Exclusion, sample: Sample, depth: int, weight_of_starts: float) -> Sequence:
    """The structure of a region that lies inside `depth` forks.

    A barrier costs by how much it lengthens executions, and, with the weight, delays their mean start.
    """
    return _Division(exclusion, sample, weight_of_starts).run(depth)


@dataclass(frozen=True, slots=True)
class _Paths:
    """One execution of a part alone: when each unit starts and ends, and how long it takes from its start."""

    starts: Mapping[int, float]
    ends: Mapping[int, float]
    rests: Mapping[int, float]
    count: int
    """The units of the whole execution."""


class _Division:
    """The structure while parts are divided."""

    def __init__(self, exclusion: Exclusion, sample: Sample, weight_of_starts: float) -> None:
        self.exclusion = exclusion
        self.sample = sample
        self.weight = weight_of_starts
        self.runs = 0
        self.sources = exclusion.sources

    def run(self, depth: int) -> Sequence:
        top = Sequence(depth)
        pending = [(top, list(self.exclusion.region.units))]
        while pending:
            sequence, units = pending.pop()
            parts = self._connected(units)
            if len(units) == 1:
                sequence.elements.append(Unit(units[0], sequence))
            elif len(parts) == 1:
                pending += [(sequence, part) for part in reversed(self._cut(units))]
            else:
                pending += self._beside(sequence, parts)
        return top

    def _connected(self, units: list[int]) -> list[list[int]]:
        """The units in parts between which no connection leads."""
        leader = {unit: unit for unit in units}
        for unit in units:
            for source in self.sources[unit]:
                if source in leader:
                    leader[_led_by(leader, unit)] = _led_by(leader, source)
        parts: dict[int, list[int]] = {}
        for unit in units:
            parts.setdefault(_led_by(leader, unit), []).append(unit)
        return list(parts.values())

    def _beside(self, sequence: Sequence, parts: list[list[int]]) -> list[tuple[Sequence, list[int]]]:
        """Where each of some parts stands that may run beside each other, the last one first."""
        branches = self._branches(parts) if sequence.depth < MAX_DEPTH else [parts]
        if len(branches) == 1:
            return [(sequence, part) for part in reversed(parts)]
        fork = Fork(sequence)
        sequence.elements.append(fork)
        places = [(fork.add_branch([]), inside) for inside in branches]
        return [(branch, part) for branch, inside in places for part in reversed(inside)]

    def _branches(self, parts: list[list[int]]) -> list[list[list[int]]]:
        """The parts by the branch that they share, because they exclude each other."""
        branches: list[list[list[int]]] = []
        for part in parts:
            few = branches if len(branches) <= FEW_BRANCHES else []
            free = next((branch for branch in few if not self._may_run_beside(part, branch)), None)
            if free is None:
                branches.append([part])
            else:
                free.append(part)
        return branches

    def _may_run_beside(self, part: list[int], branch: list[list[int]]) -> bool:
        others = [unit for each in branch for unit in each]
        return self._is_any_after(part, others) or self._is_any_after(others, part)

    def _is_any_after(self, units: list[int], others: list[int]) -> bool:
        """Whether one of some units may run in the same execution as an earlier one of others."""
        held = 0
        for unit in others:
            held |= self.exclusion.bit(unit)
        return any(self.exclusion.earlier_companions(unit) & held for unit in units)

    def _cut(self, units: list[int]) -> list[list[int]]:
        """Connected units in parts each of which runs behind the one before."""
        executions = self.sample.executions
        self.runs += len(units) * len(executions)
        from_start = self._levels_from_start(units)
        if self.runs > MOST_RUNS:
            return from_start
        paths = [_paths(units, each) for each in executions]
        ways = from_start, self._levels_from_end(units)
        cuts = (
            (loss, abs(len(levels) - 2 * at), way, at)
            for way, levels in enumerate(ways)
            for at, loss in enumerate(_losses(levels, paths, self.weight), 1)
        )
        *_, way, at = min(cuts)
        first = {unit for level in ways[way][:at] for unit in level}
        return [[unit for unit in units if unit in first], [unit for unit in units if unit not in first]]

    def _levels_from_start(self, units: list[int]) -> _Levels:
        """The units by the number of those on the longest path that leads to them."""
        level: dict[int, int] = {}
        for unit in units:
            level[unit] = max([level[each] + 1 for each in self.sources[unit] if each in level], default=0)
        return _by_level(level)

    def _levels_from_end(self, units: list[int]) -> _Levels:
        """The units by the number of those on the longest path that leads away from them."""
        level = dict.fromkeys(units, 0)
        for unit in reversed(units):
            for source in self.sources[unit]:
                if source in level:
                    level[source] = min(level[source], level[unit] - 1)
        return _by_level(level)


def _led_by(leader: dict[int, int], unit: int) -> int:
    """The unit that stands for all that are connected with it; on the way there, paths are halved."""
    while leader[unit] != unit:
        leader[unit] = unit = leader[leader[unit]]
    return unit


def _by_level(level: Mapping[int, int]) -> _Levels:
    first = min(level.values())
    found: _Levels = [[] for _ in range(first, max(level.values()) + 1)]
    for unit, number in level.items():
        found[number - first].append(unit)
    return found


def _paths(units: list[int], execution: Execution) -> _Paths:
    """The longest paths of an execution within a part."""
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    rests: dict[int, float] = {}
    live = [unit for unit in units if unit in execution.durations]
    for unit in live:
        starts[unit] = start = max([ends.get(each, 0.0) for each in execution.sources[unit]], default=0.0)
        ends[unit] = start + execution.durations[unit]
    for unit in reversed(live):
        rests[unit] = rest = rests.get(unit, 0.0) + execution.durations[unit]
        for source in execution.sources[unit]:
            if source in ends and rests.get(source, 0.0) < rest:
                rests[source] = rest
    return _Paths(starts, ends, rests, len(execution.durations))


def _losses(levels: _Levels, paths: Iterable[_Paths], weight_of_starts: float) -> list[float]:
    """What a barrier costs all executions, for each step from one level to the next."""
    losses = [0.0] * (len(levels) - 1)
    level_of = {unit: number for number, level in enumerate(levels) for unit in level}
    for each in paths:
        firsts = list(accumulate(_latest(each.ends, level_of, len(levels)), max))
        rests = list(accumulate(reversed(_latest(each.rests, level_of, len(levels))), max))[::-1]
        delays = _delays(levels, firsts, each.starts)
        weight = weight_of_starts / max(each.count, 1)
        for at in range(len(losses)):
            losses[at] += firsts[at] + rests[at + 1] - firsts[-1] + weight * delays[at]
    return losses


def _delays(levels: _Levels, firsts: list[float], starts: Mapping[int, float]) -> list[float]:
    """By how much each barrier delays all starts in sum: behind it nothing starts before its `firsts`.

    That grows from barrier to barrier, so a unit is delayed by those from the first that is later than its
    start up to its level; where they begin and end, the number of delayed units and the sum of starts change.
    """
    delayed, sums = [0] * (len(levels) + 1), [0.0] * (len(levels) + 1)
    for number, level in enumerate(levels):
        for start in [starts[unit] for unit in level if unit in starts]:
            first = bisect_right(firsts, start, 0, number)
            delayed[first] += 1
            delayed[number] -= 1
            sums[first] += start
            sums[number] -= start
    steps = zip(firsts, accumulate(delayed), accumulate(sums), strict=False)
    return [first * count - total for first, count, total in steps]


def _latest(times: Mapping[int, float], level_of: Mapping[int, int], count: int) -> list[float]:
    """The latest time of each level; units are gone over and not levels, most of which have one or none."""
    latest = [0.0] * count
    for unit, time in times.items():
        level = level_of[unit]
        if time > latest[level]:  # noqa: PLR1730 - a call of `max` for each would take three times as long
            latest[level] = time
    return latest
