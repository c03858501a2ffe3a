"""From n8n's arrows to instances that run once: who is run once for each arrow has a copy for each arrow.

A plain node of n8n with two arrows into it runs twice, here every node runs once. The pass copies such a
node and what follows it, unless only one of the arrows can be live in a run; where copies become too many,
the arrows' items are appended, which the report says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from exeoflow.digraph import reachable
from exeoflow.importers.n8n.instances.instance import Arrival, Instance, Unfolded, drawn_at
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
        outgoing.sort(key=lambda arrow: drawn_at(export.nodes[arrow.target]))
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


def _order(names: set[str], arrows: list[Arrow], export: Export) -> list[str]:
    """The nodes, each behind those before it; among several the upper one first."""
    open_arrows = dict.fromkeys(names, 0)
    following: dict[str, list[str]] = defaultdict(list)
    for each in arrows:
        open_arrows[each.target] += 1
        following[each.source].append(each.target)
    ready = sorted(
        (name for name in names if not open_arrows[name]),
        key=lambda name: (*drawn_at(export.nodes[name]), name),
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
            sorted(freed, key=lambda target: (*drawn_at(export.nodes[target]), target), reverse=True)
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
