"""A fixed sample of executions of a region, by which structures are compared."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from exeoflow.compiler.flow.for_each_bodies import OUTSIDE, Edge
from exeoflow.compiler.flow.vertices import Outcome
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import Fork, Sequence, Unit
from exeoflow.nodes.table import NODE_TYPES

MOST_EXECUTIONS = 32
FEWEST_EXECUTIONS = 4

MOST_RUNS = 4_000
"""Runs of units in all executions of a sample, as long as there are enough of these."""

WEIGHT_OF_STARTS = 0.1
"""What starts late fails late, while others run that should not: a later mean start counts that much."""


@dataclass(frozen=True, slots=True)
class Execution:
    """The units that run, each with its duration and the units for which it waits."""

    durations: Mapping[int, float]
    sources: Mapping[int, list[int]]


class Sample:
    """Executions with durations and choices drawn from generators with fixed seeds.

    The same in every compilation.
    """

    def __init__(self, exclusion: Exclusion) -> None:
        self.exclusion = exclusion
        self._into: dict[int, list[Edge]] = {unit: [] for unit in exclusion.region.units}
        self._leaving: dict[int, list[int]] = {unit: [] for unit in exclusion.region.inner}
        """The outlets by which loops are left, all of which fire."""
        for edge in exclusion.region.edges:
            self._into[edge.target].append(edge)
            if edge.source in self._leaving:
                self._leaving[edge.source].append(edge.outlet)
        self._outcomes = {unit: self._taken(unit) for unit in exclusion.region.units}
        self._takes_time = frozenset(filter(self._is_slow, exclusion.region.units))
        affordable = MOST_RUNS // len(exclusion.region.units)
        count = max(FEWEST_EXECUTIONS, min(MOST_EXECUTIONS, affordable))
        self.executions = [self._draw(random.Random(seed)) for seed in range(count)]  # noqa: S311 - a sample
        self.ideal = sum(map(_ideal_cost, self.executions))
        """What a structure costs that makes no unit wait for another one in vain."""

    def cost(self, structure: Sequence) -> float:
        """The time after which the region ends with this structure, plus a part of the mean start; summed."""
        return sum(
            _cost(*_time(structure, 0, each.durations), len(each.durations)) for each in self.executions
        )

    def _draw(self, chance: random.Random) -> Execution:
        fired: set[int] = set()
        durations: dict[int, float] = {}
        sources: dict[int, list[int]] = {}
        for unit, into in self._into.items():
            live = [edge.source for edge in into if edge.outlet in fired or edge.source == OUTSIDE]
            if into and not live:
                continue
            sources[unit] = [source for source in live if source != OUTSIDE]
            durations[unit] = self._duration(unit, chance)
            if unit in self._leaving:
                fired.update(self._leaving[unit])
                continue
            if self._outcomes[unit]:
                fired.update(chance.choice(self._outcomes[unit]).fires)
        return Execution(durations, sources)

    def _taken(self, unit: int) -> list[Outcome] | tuple[Outcome, ...]:
        """The outcomes among which an execution chooses: those after no failure, if there are any."""
        outcomes = self.exclusion.flow.outcomes[unit]
        return [each for each in outcomes if not each.is_caught] or outcomes

    def _is_slow(self, unit: int) -> bool:
        if unit == self.exclusion.flow.root:
            return False
        node_type = NODE_TYPES[self.exclusion.flow.vertices[unit].node.type]
        return node_type.is_task or node_type.takes_time

    def _duration(self, unit: int, chance: random.Random) -> float:
        """Actions take a while, loops longer; everything else takes next to nothing."""
        if unit in self.exclusion.region.inner:
            return 3 * chance.expovariate(1)
        return 0.2 + chance.expovariate(1) if unit in self._takes_time else 0


def _cost(end: float, starts: float, count: int) -> float:
    return end + WEIGHT_OF_STARTS * starts / max(count, 1)


def _ideal_cost(execution: Execution) -> float:
    """The cost where each unit starts as soon as all that lead to it are over."""
    ends: dict[int, float] = {}
    starts = 0.0
    for unit, duration in execution.durations.items():
        start = max([ends[source] for source in execution.sources[unit]], default=0)
        starts += start
        ends[unit] = start + duration
    return _cost(max(ends.values(), default=0), starts, len(ends))


def _time(sequence: Sequence, start: float, durations: Mapping[int, float]) -> tuple[float, float]:
    """When the sequence ends that begins at a time, and the sum of the times at which its units start.

    Nests as deeply as forks do.
    """
    starts = 0.0
    for element in sequence.elements:
        match element:
            case Unit(vertex):
                if vertex in durations:
                    starts += start
                    start += durations[vertex]
            case Fork(branches=branches):
                times = [_time(branch, start, durations) for branch in branches]
                start = max(end for end, _ in times)
                starts += sum(each for _, each in times)
            case _:
                assert_never(element)
    return start, starts
