"""A fixed sample of executions of a region, by which structures are compared."""

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import Fork, Sequence, Unit
from exeoflow.nodes.table import NODE_TYPES

if TYPE_CHECKING:
    from exeoflow.compiler.flow.for_each_bodies import Edge

EXECUTIONS = 32

WEIGHT_OF_STARTS = 1e-4
"""Where two structures end at the same time on average, the one whose units start earlier is better."""


@dataclass(frozen=True, slots=True)
class _Execution:
    """The units that run, each with its duration."""

    durations: dict[int, float]


class Sample:
    """Executions with durations and choices drawn from generators with fixed seeds.

    The same in every compilation.
    """

    def __init__(self, exclusion: Exclusion) -> None:
        self.exclusion = exclusion
        self.into: dict[int, list[Edge]] = {unit: [] for unit in exclusion.region.units}
        for edge in exclusion.region.edges:
            self.into[edge.target].append(edge)
        self.executions = [self._draw(random.Random(seed)) for seed in range(EXECUTIONS)]  # noqa: S311 - a sample

    def cost(self, structure: Sequence) -> float:
        """The mean time after which the region ends, with this structure."""
        return sum(_finish(structure, each.durations) for each in self.executions)

    def _draw(self, chance: random.Random) -> _Execution:
        flow, region = self.exclusion.flow, self.exclusion.region
        fired: set[int] = set()
        durations: dict[int, float] = {}
        for unit in region.units:
            into = self.into[unit]
            if into and not any(edge.port in fired or edge.source < 0 for edge in into):
                continue
            durations[unit] = self._duration(unit, chance)
            inner = region.inner.get(unit)
            if inner is None:
                outcomes = [each for each in flow.outcomes[unit] if not each.is_caught] or flow.outcomes[unit]
                if outcomes:
                    fired.update(chance.choice(outcomes).fires)
            else:
                fired.update(edge.port for edge in region.edges if edge.source == unit)
        return _Execution(durations)

    def _duration(self, unit: int, chance: random.Random) -> float:
        """Actions take a while, loops longer; everything else takes next to nothing."""
        if unit in self.exclusion.region.inner:
            return 3 * chance.expovariate(1)
        if unit == self.exclusion.flow.root:
            return 0
        node_type = NODE_TYPES[self.exclusion.flow.vertices[unit].node.type]
        if node_type.is_task or node_type.takes_time:
            return 0.2 + chance.expovariate(1)
        return 0


def _finish(structure: Sequence, durations: dict[int, float]) -> float:
    """When a structure ends that begins at 0, plus a little for late starts; nests as deeply as forks do."""
    end, starts = _time(structure, 0, durations)
    return end + WEIGHT_OF_STARTS * starts


def _time(sequence: Sequence, start: float, durations: dict[int, float]) -> tuple[float, float]:
    """When the sequence ends, and the sum of the times at which its units start."""
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
