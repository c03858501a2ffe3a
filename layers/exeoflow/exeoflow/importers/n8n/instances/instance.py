"""Instances: nodes of n8n at places where they run once, and all of an export together."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from exeoflow.importers.n8n.kinds import is_loop, is_merge
from exeoflow.importers.n8n.source import SourceNode


@dataclass(frozen=True, slots=True)
class Arrival:
    """An arrow between instances."""

    source: str
    output: int
    input: int
    is_back: bool = False
    """Whether the arrow leads back into a loop."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A node of n8n at one place: all its arrivals at an input are exclusive, unless it `appends`."""

    id: str
    node: SourceNode
    arrivals: tuple[Arrival, ...] = ()
    copy: int = 0
    takes_one: bool = False
    appends: frozenset[int] = frozenset()
    """Inputs at which several arrivals may be live in one run."""

    def at(self, input_: int) -> tuple[Arrival, ...]:
        """The arrivals at an input, those that lead back into a loop left out."""
        return tuple(each for each in self.arrivals if each.input == input_ and not each.is_back)

    @property
    def returns(self) -> tuple[Arrival, ...]:
        """The arrivals that lead back into the loop whose header this is."""
        return tuple(each for each in self.arrivals if each.is_back)


@dataclass(frozen=True)
class Unfolded:
    """The instances in an order in which everything comes before what follows it, loops' returns left out."""

    instances: Mapping[str, Instance]
    unreached: tuple[SourceNode, ...]
    """Nodes that no trigger reaches."""
    before: Mapping[str, frozenset[str]]
    """Of each instance those from which a path leads to it, returns left out."""
    crowded: frozenset[str] = frozenset()
    """Headers of loops that several arrows may come back to in one pass."""
    many_loops: frozenset[str] = frozenset()
    """Headers of loops by an arrow back, in which more than one item may be."""

    @cached_property
    def headers(self) -> tuple[Instance, ...]:
        """The instances that some arrow leads back to."""
        return tuple(each for each in self.instances.values() if each.returns)

    @cached_property
    def outputs(self) -> Mapping[str, frozenset[int]]:
        """Of each instance the outputs that an arrow leaves."""
        found: dict[str, set[int]] = {id_: set() for id_ in self.instances}
        for each in self.instances.values():
            for arrival in each.arrivals:
                found[arrival.source].add(arrival.output)
        return {id_: frozenset(outputs) for id_, outputs in found.items()}

    @cached_property
    def run_order(self) -> Mapping[str, int]:
        """The place of each instance in the order in which n8n runs them."""
        return _run_order(self.instances)

    @cached_property
    def _copies(self) -> Mapping[str, tuple[Instance, ...]]:
        found: dict[str, list[Instance]] = defaultdict(list)
        for each in self.instances.values():
            found[each.node.name].append(each)
        return {name: tuple(instances) for name, instances in found.items()}

    def leads_back(self, instance: Instance, header: Instance) -> bool:
        """Whether an instance is in a loop, by its header, or before it: what follows it comes back to it."""
        return any(
            instance.id == each.source or instance.id in self.before[each.source] for each in header.returns
        )

    def is_in_body(self, instance: Instance, header: Instance) -> bool:
        """Whether an instance lies behind the header of a loop and leads back to it."""
        return header.id in self.before[instance.id] and self.leads_back(instance, header)

    def is_in_loop(self, instance: Instance) -> bool:
        """Whether it runs in each pass of a loop, in which some step has what it gave in another pass."""
        return any(each.id == instance.id or self.is_in_body(instance, each) for each in self.headers)

    def is_in_cycle(self, instance: Instance) -> bool:
        """Whether an instance is run again by an arrow back to a node before it, not by a Loop Over Items."""
        return any(self.is_in_body(instance, each) for each in self.headers if not is_loop(each.node))

    def enters(self, instance: Instance, header: Instance) -> bool:
        """Whether an arrow from outside a loop leads to an instance in its body."""
        return self.is_in_body(instance, header) and any(
            each.source != header.id and header.id not in self.before[each.source]
            for each in instance.arrivals
        )

    @property
    def has_copies(self) -> bool:
        """Whether some node has several instances."""
        return any(each.copy for each in self.instances.values())

    def copies(self, name: str) -> tuple[Instance, ...]:
        """The instances of a node, in their order."""
        return self._copies.get(name, ())


def drawn_at(node: SourceNode) -> tuple[float, float]:
    """Where a node is drawn; n8n runs branches in this order, from top to bottom, then from left to right."""
    return node.y, node.x


def _run_order(instances: Mapping[str, Instance]) -> Mapping[str, int]:
    """The instances as n8n runs them: each branch to its end, the upper one first; who joins comes last."""
    following: dict[str, list[str]] = defaultdict(list)
    waiting: dict[str, int] = {}
    for each in instances.values():
        forward = [arrival for arrival in each.arrivals if not arrival.is_back]
        waiting[each.id] = (
            len({arrival.source for arrival in forward}) if is_merge(each.node) else min(1, len(forward))
        )
        for arrival in forward:
            following[arrival.source].append(each.id)
    stack = [name for name, count in waiting.items() if not count][::-1]
    order: dict[str, int] = {}
    while stack:
        name = stack.pop()
        if name in order:
            continue
        order[name] = len(order)
        freed = []
        for target in dict.fromkeys(following[name]):
            waiting[target] -= 1
            if waiting[target] <= 0:
                freed.append(target)
        freed.sort(key=lambda target: drawn_at(instances[target].node), reverse=True)
        stack.extend(freed)
    return {name: order.get(name, len(order)) for name in instances}
