"""What a vertex takes in: the outputs of its live predecessors.

In the form that the meaning of a join says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from itertools import groupby
from typing import Protocol

from exeoflow.compiler.data.reads import outlets_by_key
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Carried, Exit, Fired, Item, Loop, Output, Scope, Symbol, scopes_of
from exeoflow.digraph import NO_NUMBERS, NumberSet
from exeoflow.expressions.jsonata import chained, enclosed, operand, text_of
from exeoflow.fixed import fixed
from exeoflow.model.json import Json

_FEW = 8
"""Up to this many outlets are asked one by one, which costs less than a set of those that are live."""


class Writer(Protocol):
    """Says how a symbol is written where the join is made."""

    def field(self, symbol: Symbol) -> Json:
        """As a field of its own."""

    def operand(self, symbol: Symbol) -> str:
        """As part of an expression."""


@fixed
class Arrival:
    """A predecessor whose output may arrive; `fired` are the outlets to ask for.

    None if it arrives for certain. If one of the outlets in `unless` has fired, that one's output counts.
    """

    key: str
    symbol: Symbol
    fired: tuple[Symbol, ...] = ()
    unless: tuple[Symbol, ...] = ()

    def condition(self, writer: Writer) -> str:
        """When it arrives; empty for always."""
        fired = chained([writer.operand(symbol) for symbol in self.fired], "or")
        if not self.unless:
            return fired
        unless = f"$not({chained([writer.operand(symbol) for symbol in self.unless], 'or')})"
        if not self.fired:
            return unless
        return f"{fired if len(self.fired) == 1 else f'({fired})'} and {unless}"


@fixed
class Ending:
    """What a run of the whole or of an item comes to: what leads `back`; if none is live, the `ends`."""

    back: list[Arrival]
    ends: list[Arrival] = field(default_factory=list)

    @property
    def arrivals(self) -> list[Arrival]:
        """All of them."""
        return [*self.back, *self.ends]

    def joined(self, writer: Writer) -> Json:
        """The result as the meaning of a join says."""
        if not self.back or not all(arrival.fired for arrival in self.back):
            return joined(self.arrivals, writer)
        asked = chained([writer.operand(outlet) for arrival in self.back for outlet in arrival.fired], "or")
        back, ends = (operand(joined(arrivals, writer)) for arrivals in (self.back, self.ends))
        return enclosed(f"{asked} ? {back} : {ends}")


class _Ordered:
    """Outlets in their order: of many that meet, few are live at each of many exits."""

    __slots__ = ("_before", "_live_before", "_outlets", "_rank")

    def __init__(self, outlets: Iterable[int]) -> None:
        self._rank = {outlet: position for position, outlet in enumerate(outlets)}
        self._outlets = NumberSet.of(self._rank)
        self._before: NumberSet = NO_NUMBERS
        """What had fired before the state that was asked for last, and which of the outlets had."""
        self._live_before: tuple[int, ...] = ()

    def live(self, leaving: Exit) -> list[int]:
        """Those that may have fired when a state is left."""
        facts = leaving.facts
        if len(self._rank) <= _FEW:
            return [outlet for outlet in self._rank if outlet in facts]
        # Looked for in both parts of what is known, for to put them together takes longer.
        firing = [outlet for outlet in facts.firing if outlet in self._rank]
        if facts.before is not self._before:  # the exits of a state, of which most lead here, share it
            self._before = facts.before
            self._live_before = tuple(facts.before & self._outlets)
        if not self._live_before and len(firing) == 1:
            return firing
        return sorted({*self._live_before, *firing}, key=self._rank.__getitem__)


@fixed
class _Entering:
    """The outlets that lead to a vertex; for each its key in the input."""

    outlets: _Ordered
    key: Mapping[int, str]


class Joins:
    """Finds the arrivals at a vertex or an end.

    `around` has the for_each nodes around each vertex, `repeating` the outlets that may fire in an earlier
    iteration than the last of a loop that they leave.
    """

    def __init__(self, flow: Flow, around: Sequence[tuple[int, ...]], repeating: frozenset[int]) -> None:
        self.flow = flow
        self.around = around
        self.repeating = repeating
        self._entering: dict[int, _Entering] = {}
        self._arriving: defaultdict[int, dict[Exit, tuple[Arrival, ...]]] = defaultdict(dict)
        """Found once, as the endings, for both are asked for when it is found what must be kept, and again
        when it is written."""
        self._alone: dict[tuple[str, Symbol], tuple[Arrival, ...]] = {}
        """What arrives for certain and alone, shared by all exits by which it does: most of very many."""
        self._returning: dict[int, _Ordered] = {}
        self._ending: dict[Exit, Ending] = {}

    def at_vertex(self, vertex: int, leaving: Exit) -> tuple[Arrival, ...]:
        """What arrives at a vertex when a state is left."""
        arriving = self._arriving[vertex]
        known = arriving.get(leaving)
        if known is None:
            known = self._find_arriving(vertex, leaving)
            # What arrives alone is found in no time, by nearly all of very many exits.
            if len(known) != 1:
                arriving[leaving] = known
        return known

    def _find_arriving(self, vertex: int, leaving: Exit) -> tuple[Arrival, ...]:
        entering, around = self._entering.get(vertex) or self._add_entering(vertex), self.around[vertex]
        live = entering.outlets.live(leaving)
        if leaving.enters is not None or leaving.receiver is not None:  # it enters or repeats a loop
            live = [outlet for outlet in live if not self._is_of_another_time(outlet, vertex, leaving)]
        if len(live) == 1:
            return self._arriving_alone(entering.key[live[0]], self._symbol(live[0], around))
        groups: dict[str, list[int]] = {}
        for outlet in live:
            groups.setdefault(entering.key[outlet], []).append(outlet)
        return tuple(_certain_if_single(self._arrivals(groups.items(), leaving, around)))

    def _arriving_alone(self, key: str, symbol: Symbol) -> tuple[Arrival, ...]:
        """What arrives at a vertex to which one live outlet leads: without it the vertex would not run."""
        found = self._alone.get((key, symbol))
        if found is None:
            found = self._alone[key, symbol] = (Arrival(key, symbol),)
        return found

    def _add_entering(self, vertex: int) -> _Entering:
        keyed = outlets_by_key(self.flow, vertex)
        key = {outlet: key for key, outlets in keyed.items() for outlet in outlets}
        found = self._entering[vertex] = _Entering(_Ordered(key), key)
        return found

    def _is_of_another_time(self, outlet: int, vertex: int, leaving: Exit) -> bool:
        """Whether an outlet leads to a loop's header that is entered from the other side.

        From outside before the first iteration, from inside before all others.
        """
        source = self.flow.outlets[outlet].source
        repeated, entered = _repeated(leaving), leaving.enters
        if repeated is not None and vertex == repeated.header and source not in repeated.vertices:
            return True
        return entered is not None and vertex == entered.header and source in entered.vertices

    def at_end(self, leaving: Exit) -> Ending:
        """What arrives at the end of the execution."""
        if leaving not in self._ending:
            ends = self._arrivals(self._by_source(self._ends(leaving, ())), leaving, ())
            self._ending[leaving] = Ending([], _certain_if_single(ends))
        return self._ending[leaving]

    def at_end_of_item(self, leaving: Exit, for_each: int) -> Ending:
        """What arrives at the end of an item."""
        around = (for_each, *self.around[for_each])
        loop_outlet = self.flow.loop_outlet[for_each]
        back = self._returning_to(for_each).live(leaving)
        if loop_outlet in leaving.facts and for_each in self.flow.outlets[loop_outlet].targets:
            back.append(loop_outlet)
        arrivals = self._arrivals(self._by_source(back), leaving, around)
        if any(not arrival.fired for arrival in arrivals):
            return Ending(arrivals)
        return Ending(arrivals, self._arrivals(self._by_source(self._ends(leaving, around)), leaving, around))

    def _returning_to(self, for_each: int) -> _Ordered:
        """The outlets of a for_each's body that lead back to it."""
        if for_each not in self._returning:
            sources = ((outlet, self.flow.outlets[outlet].source) for outlet in self.flow.into[for_each])
            inside = (outlet for outlet, source in sources if for_each in self.around[source])
            self._returning[for_each] = _Ordered(inside)
        return self._returning[for_each]

    def _ends(self, leaving: Exit, around: tuple[int, ...]) -> list[int]:
        """The ends that may have been reached inside the given for_each bodies and no others."""
        outlets = self.flow.outlets
        return [
            outlet
            for outlet in leaving.facts.possible
            if outlets[outlet].is_end and self.around[outlets[outlet].source] == around
        ]

    def by_outlet(self, outlet: int, leaving: Exit, around: tuple[int, ...]) -> Arrival | None:
        """What a single outlet carries out of an item, if it may have fired."""
        if outlet not in leaving.facts:
            return None
        (arrival,) = self._arrivals([("", [outlet])], leaving, around)
        return arrival

    def _by_source(self, outlets: Iterable[int]) -> list[tuple[str, list[int]]]:
        """The outlets of each source; the copies that triggers have of a node are several, in their order."""
        found: dict[int, list[int]] = {}
        for outlet in outlets:
            found.setdefault(self.flow.outlets[outlet].source, []).append(outlet)
        return [(self.flow.vertices[source].id, group) for source, group in found.items()]

    def _arrivals(
        self, groups: Iterable[tuple[str, list[int]]], leaving: Exit, around: tuple[int, ...]
    ) -> list[Arrival]:
        """What arrives by groups of outlets of one source; of what one sends the first live one counts."""
        arrivals: list[Arrival] = []
        before: dict[int, list[int]] = {}
        for key, group in groups:
            for symbol, outlets in self._by_symbol(group, around):
                earlier = before.setdefault(self.flow.outlets[outlets[0]].source, [])
                # An outlet before them has fired for certain: what it carries counts, whatever these do.
                if any(map(leaving.facts.has_fired, earlier)):
                    continue
                is_certain = any(map(leaving.facts.has_fired, outlets))
                fired = () if is_certain else tuple(map(Fired, outlets))
                unless = tuple(
                    Fired(outlet) for outlet in earlier if self._may_both_fire(outlet, outlets, around)
                )
                arrivals.append(Arrival(key, symbol, fired, unless))
                earlier += outlets
        return arrivals

    def _by_symbol(self, outlets: list[int], around: tuple[int, ...]) -> Iterable[tuple[Symbol, list[int]]]:
        """Outlets that carry the same, as far as they stand beside each other."""
        if len(outlets) == 1:  # as mostly
            return [(self._symbol(outlets[0], around), outlets)]
        grouped = groupby(outlets, lambda outlet: self._symbol(outlet, around))
        return [(symbol, list(same)) for symbol, same in grouped]

    def _may_both_fire(self, earlier: int, outlets: list[int], around: tuple[int, ...]) -> bool:
        """Whether an outlet may be live besides later ones of its source, be it since an iteration before."""
        is_old = any(isinstance(self._symbol(outlet, around), Carried) for outlet in (earlier, *outlets))
        return is_old or any(self.flow.cofire(earlier, outlet) for outlet in outlets)

    def _symbol(self, outlet: int, around: tuple[int, ...]) -> Symbol:
        """What an outlet carries, seen from inside the given for_each bodies."""
        source = self.flow.outlets[outlet].source
        if self.flow.is_loop(outlet):
            return Item(source) if source in around else Carried(outlet)
        if self.flow.carries_part(outlet):
            return Carried(outlet)
        # The latest output of the source may be a later one than what the outlet has carried: of another
        # item, or of an iteration in which it did not fire.
        is_older = self.around[source] != around or outlet in self.repeating
        return Carried(outlet) if is_older else Output(source)


def _repeated(leaving: Exit) -> Loop | None:
    """The loop that an exit repeats itself or through a Guard."""
    if leaving.repeats is None and leaving.receiver is not None and leaving.target is not None:
        return leaving.target.exits[0].repeats
    return leaving.repeats


def _certain_if_single(arrivals: list[Arrival]) -> list[Arrival]:
    """The arrivals at what runs only if one of them is live."""
    if len(arrivals) != 1 or not arrivals[0].fired:
        return arrivals
    (alone,) = arrivals
    return [Arrival(alone.key, alone.symbol, (), alone.unless)]


def repeating_outlets(machine: Scope) -> frozenset[int]:
    """The outlets that may fire in an earlier iteration than the last of a loop that they leave."""
    loops = {
        leaving.enters for scope in scopes_of(machine) for state in scope.states for leaving in state.exits
    }
    return frozenset(outlet for loop in loops if loop is not None for outlet in loop.repeating)


def joined(arrivals: Sequence[Arrival], writer: Writer) -> Json:
    """One live predecessor: its output; several: an object keyed by predecessor; none: null."""
    certain = [each for each in arrivals if not each.fired]
    uncertain = [each for each in arrivals if each.fired]
    if not uncertain and len(certain) == 1:
        return writer.field(certain[0].symbol)
    if not uncertain:
        return {each.key: writer.field(each.symbol) for each in certain} or None
    if not certain and len(uncertain) == 1:
        (arrival,) = uncertain
        return enclosed(f"{arrival.condition(writer)} ? {writer.operand(arrival.symbol)} : null")
    # From two on it is an object in any case; below that only the execution tells whether it is one.
    if len(certain) > 1:
        return keyed(arrivals, writer)
    merged = text_of(keyed(arrivals, writer))
    if certain and not certain[0].unless:
        otherwise = writer.operand(certain[0].symbol)
    else:
        otherwise = "$count($keys($live)) = 1 ? $lookup($live, $keys($live)) : null"
    return enclosed(f"($live := {merged}; $count($keys($live)) > 1 ? $live : {otherwise})")


def keyed(arrivals: Sequence[Arrival], writer: Writer) -> Json:
    """An object keyed by predecessor."""
    if not any(each.fired or each.unless for each in arrivals):
        return {each.key: writer.field(each.symbol) for each in arrivals}
    parts = []
    for each in arrivals:
        value = "{" + f"{text_of(each.key)}: {writer.operand(each.symbol)}" + "}"
        asked = each.condition(writer)
        parts.append(f"{asked} ? {value} : {{}}" if asked else value)
    return enclosed(f"$merge([{', '.join(parts)}])")
