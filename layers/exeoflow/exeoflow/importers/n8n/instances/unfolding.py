"""From n8n's arrows to instances that run once: who is run once for each arrow has a copy for each arrow.

A plain node of n8n with two arrows into it runs twice, here every node runs once. The pass copies such a
node and what follows it, unless only one of the arrows can be live in a run; where copies become too many,
the arrows' items are appended, which the report says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from exeoflow.digraph import reachable
from exeoflow.importers.n8n.kinds import (
    branches,
    gives_one,
    is_loop,
    is_merge,
    is_trigger,
    loop_output,
    starts_with_one,
)
from exeoflow.importers.n8n.source import Arrow, Export, SourceNode

MAX_INSTANCES: Final = 150
"""Copies are made as long as there are no more instances than this."""


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

    def cycles_through(self, id_: str) -> bool:
        """Whether an instance that is no header lies between a header and an arrow back to it."""
        return any(
            each.id in self.before[id_]
            and any(arrow.source == id_ or id_ in self.before[arrow.source] for arrow in each.returns)
            for each in self.headers
            if not is_loop(each.node)
        )

    def is_within(self, inner: Instance, outer: Instance) -> bool:
        """Whether an instance lies in the body of a loop, by its header."""
        return any(inner.id == each.source or inner.id in self.before[each.source] for each in outer.returns)

    def enters(self, instance: Instance, header: Instance) -> bool:
        """Whether an arrow from outside a loop leads to an instance in its body."""
        before = self.before
        return (
            instance.id != header.id
            and self.is_within(instance, header)
            and header.id in before[instance.id]
            and any(
                each.source != header.id and header.id not in before[each.source]
                for each in instance.arrivals
            )
        )

    @property
    def has_copies(self) -> bool:
        """Whether some node has several instances."""
        return any(each.copy for each in self.instances.values())

    def copies(self, name: str) -> tuple[Instance, ...]:
        """The instances of a node, in their order."""
        return self._copies.get(name, ())


def unfold(export: Export, starts: Mapping[str, bool | None], most: int = MAX_INSTANCES) -> Unfolded:
    """The instances of an export, with copies at `most` so many.

    `starts` says of pinned nodes whether they give at most one item.
    """
    triggers = [node.name for node in export.nodes.values() if is_trigger(node) and not node.is_disabled]
    reached = _reached(triggers, export.arrows)
    arrows = [each for each in export.arrows if each.source in reached and each.target in reached]
    # A trigger that is switched off hands on, behind the one that is added where no other is.
    arrows = [
        each
        for each in arrows
        if export.nodes[each.target].is_disabled or not is_trigger(export.nodes[each.target])
    ]
    returns = _returns(export, arrows, triggers)
    back = returns | _back_arrows(triggers, [each for each in arrows if each not in returns], export)
    order = _order(reached, [each for each in arrows if each not in back], export)
    many: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    while True:
        unfolding = _Unfolding(export, arrows, back, order, starts, many, single, most)
        unfolded = unfolding.run()
        found, entered = unfolding.many_headers(), _entered_headers(unfolded)
        if found <= many and entered <= single:
            unreached = tuple(node for name, node in export.nodes.items() if name not in reached)
            return replace(unfolded, unreached=unreached, many_loops=many)
        many |= found
        single |= entered


def _entered_headers(unfolded: Unfolded) -> frozenset[str]:
    """Nodes with copies that an arrow leads back to, where one copy's loop is entered from another copy.

    What follows them is not copied with them: the loop has to begin at one of them for all.
    """
    return frozenset(
        header.node.name
        for header in unfolded.headers
        if len(unfolded.copies(header.node.name)) > 1
        and any(unfolded.enters(each, header) for each in unfolded.instances.values())
    )


def _reached(starts: Iterable[str], arrows: Iterable[Arrow]) -> set[str]:
    following: dict[str, list[str]] = defaultdict(list)
    for each in arrows:
        following[each.source].append(each.target)
    return reachable(following, starts)


def _returns(export: Export, arrows: list[Arrow], triggers: list[str]) -> set[Arrow]:
    """The arrows by which the bodies of Loop Over Items come back."""
    found: set[Arrow] = set()
    for name, node in export.nodes.items():
        if not is_loop(node) or node.is_disabled:
            continue
        firsts = [each.target for each in arrows if each.source == name and each.output == loop_output(node)]
        body = _reached(firsts, [each for each in arrows if each.source != name])
        around = _reached(triggers, [each for each in arrows if each.source != name])
        found.update(
            each
            for each in arrows
            if each.target == name
            and ((each.source in body and each.source not in around) or each.source == name)
        )
    return found


def _back_arrows(starts: list[str], arrows: list[Arrow], export: Export) -> set[Arrow]:
    """The arrows that close a cycle on a walk from the triggers."""
    following: dict[str, list[Arrow]] = defaultdict(list)
    for each in arrows:
        following[each.source].append(each)
    for outgoing in following.values():
        outgoing.sort(key=lambda arrow: place_of(export.nodes[arrow.target]))
    found: set[Arrow] = set()
    state: dict[str, int] = {}
    for start in starts:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(following[start]))]
        while stack:
            name, outgoing_arrows = stack[-1]
            for arrow in outgoing_arrows:
                if state.get(arrow.target) == 1:
                    found.add(arrow)
                elif arrow.target not in state:
                    state[arrow.target] = 1
                    stack.append((arrow.target, iter(following[arrow.target])))
                    break
            else:
                state[name] = 2
                stack.pop()
    return found


def place_of(node: SourceNode) -> tuple[float, float]:
    """From top to bottom, then from left to right: the order in which n8n runs branches."""
    return node.y, node.x


def _order(names: set[str], arrows: list[Arrow], export: Export) -> list[str]:
    """The nodes, each behind those before it; among several the upper one first."""
    open_arrows = dict.fromkeys(names, 0)
    following: dict[str, list[str]] = defaultdict(list)
    for each in arrows:
        open_arrows[each.target] += 1
        following[each.source].append(each.target)
    ready = sorted(
        (name for name in names if not open_arrows[name]),
        key=lambda name: (*place_of(export.nodes[name]), name),
        reverse=True,
    )
    order: list[str] = []
    while ready:
        name = ready.pop()
        order.append(name)
        freed = []
        for target in following[name]:
            open_arrows[target] -= 1
            if not open_arrows[target]:
                freed.append(target)
        ready.extend(
            sorted(freed, key=lambda target: (*place_of(export.nodes[target]), target), reverse=True)
        )
    return order


Guards = frozenset[tuple[str, int]]


class _Unfolding:
    """One attempt, with the headers of loops that are known to hold many items, and those without copies."""

    def __init__(  # noqa: PLR0913, PLR0917  what the attempt is about
        self,
        export: Export,
        arrows: list[Arrow],
        back: set[Arrow],
        order: list[str],
        pinned: Mapping[str, bool | None],
        many: frozenset[str],
        single: frozenset[str],
        most: int,
    ) -> None:
        self.export = export
        self.pinned = pinned
        self.many = many
        self.single = single
        self.most = most
        self.order = order
        self.arrows = arrows
        self.back = back
        self.incoming: dict[str, list[Arrow]] = defaultdict(list)
        for arrow in arrows:
            self.incoming[arrow.target].append(arrow)
        self.following: dict[str, set[str]] = {}
        self.instances: dict[str, Instance] = {}
        self.of: dict[str, list[str]] = defaultdict(list)
        self.guards: dict[str, Guards] = {}
        self.before: dict[str, frozenset[str]] = {}
        self.tails = self._tails(arrows)

    def _tails(self, arrows: list[Arrow]) -> dict[str, int]:
        """How many nodes a copy of each node would copy with it, about."""
        following: dict[str, list[str]] = defaultdict(list)
        for each in arrows:
            if each not in self.back:
                following[each.source].append(each.target)
        tails: dict[str, set[str]] = {}
        for name in reversed(self.order):
            tails[name] = {name}.union(*(tails[target] for target in following[name]))
        return {name: len(tail) for name, tail in tails.items()}

    def run(self) -> Unfolded:
        for name in self.order:
            self._add(self.export.nodes[name])
        self._close_loops()
        crowded = {each.id for each in self.instances.values() if len(self._groups(list(each.returns))) > 1}
        return Unfolded(self.instances, (), self.before, frozenset(crowded))

    def _add(self, node: SourceNode) -> None:
        arrivals = [
            Arrival(source, arrow.output, arrow.input)
            for arrow in self.incoming[node.name]
            if arrow not in self.back
            for source in self.of[arrow.source]
        ]
        if is_merge(node):
            self._add_merge(node, arrivals)
            return
        groups = self._groups(arrivals)
        if len(groups) <= 1:
            self._make(node, arrivals)
        elif self._may_be_copied(node, len(groups)):
            for copy, group in enumerate(groups):
                self._make(node, group, copy)
        else:
            self._make(node, arrivals, appends=frozenset({0}))

    def _may_be_copied(self, node: SourceNode, copies: int) -> bool:
        """Whether there is room for copies, and none is a loop that a node without copies leads back to."""
        is_large = len(self.instances) + (copies - 1) * self.tails[node.name] > self.most
        if is_large or node.name in self.single:
            return False
        ways = [each.source for each in self.back if each.target == node.name]
        if not is_loop(node) or not ways:
            return True
        behind = _reached([node.name], [each for each in self.arrows if each not in self.back])
        others = (each for each in self.arrows if each.target != node.name)
        before = _reached(ways, [Arrow(each.target, 0, each.source, 0) for each in others])
        return not any(is_merge(self.export.nodes[name]) for name in behind & before)

    def _add_merge(self, node: SourceNode, arrivals: list[Arrival]) -> None:
        appends = {
            input_
            for input_ in {each.input for each in arrivals}
            if len(self._groups([each for each in arrivals if each.input == input_])) > 1
        }
        self._make(node, arrivals, appends=frozenset(appends))

    def _groups(self, arrivals: list[Arrival]) -> list[list[Arrival]]:
        """The arrivals by runs: in each group at most one is live."""
        groups: list[list[Arrival]] = []
        for arrival in arrivals:
            for group in groups:
                if all(self._exclude(arrival, each) for each in group):
                    group.append(arrival)
                    break
            else:
                groups.append([arrival])
        return groups

    def _exclude(self, first: Arrival, second: Arrival) -> bool:
        outputs = dict(self._guards_of(first))
        return any(outputs.get(name, output) != output for name, output in self._guards_of(second))

    def _guards_of(self, arrival: Arrival) -> Guards:
        """The branches that a run must have taken for the arrow to be live."""
        source = self.instances[arrival.source]
        guards = self.guards[source.id]
        if branches(source.node) and (source.takes_one or source.node.executes_once):
            guards |= {(source.id, arrival.output)}
        return guards

    def _make(
        self,
        node: SourceNode,
        arrivals: list[Arrival],
        copy: int = 0,
        appends: frozenset[int] = frozenset(),
    ) -> None:
        id_ = f"{node.name}\0{copy}"
        if not arrivals:
            takes_one = self._starts_with_one(node)
            self.guards[id_] = frozenset({("", sum(1 for _ in self.instances))})
            self.before[id_] = frozenset()
        else:
            guards = [self._guards_of(each) for each in arrivals]
            self.guards[id_] = frozenset.intersection(*guards)
            sources = {each.source for each in arrivals}
            self.before[id_] = frozenset(sources).union(*(self.before[each] for each in sources))
            takes_one = not appends and node.name not in self.many and self._all_one(arrivals)
        self.instances[id_] = Instance(id_, node, tuple(arrivals), copy, takes_one, appends)
        self.of[node.name].append(id_)

    def _starts_with_one(self, node: SourceNode) -> bool:
        pinned = self.pinned.get(node.name)
        return starts_with_one(node) if pinned is None else pinned

    def _all_one(self, arrivals: Iterable[Arrival]) -> bool:
        return all(self._carries_one(each) for each in arrivals)

    def _carries_one(self, arrival: Arrival) -> bool:
        source = self.instances[arrival.source]
        pinned = self.pinned.get(source.node.name)
        if pinned is not None:
            return pinned
        return gives_one(source.node, arrival.output, takes_one=source.takes_one)

    def _close_loops(self) -> None:
        # In the author's order, which the set of those that go back has not.
        for arrow in (each for each in self.arrows if each in self.back):
            for source in self.of[arrow.source]:
                header = self._header(source, arrow.target)
                if header is not None:
                    arrival = Arrival(source, arrow.output, arrow.input, is_back=True)
                    instance = self.instances[header]
                    self.instances[header] = replace(instance, arrivals=(*instance.arrivals, arrival))

    def _header(self, source: str, name: str) -> str | None:
        """The copy of a loop's header that an instance of its body comes from."""
        candidates = [each for each in self.of[name] if each == source or each in self.before[source]]
        return candidates[-1] if candidates else None

    def many_headers(self) -> frozenset[str]:
        """Nodes that an arrow leads back to which may carry more than one item."""
        return frozenset(
            each.node.name
            for each in self.instances.values()
            if not is_loop(each.node)
            and each.returns
            and not (
                each.takes_one and self._all_one(each.returns) and len(self._groups(list(each.returns))) == 1
            )
        )


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
        freed.sort(key=lambda target: place_of(instances[target].node), reverse=True)
        stack.extend(freed)
    return {name: order.get(name, len(order)) for name in instances}
