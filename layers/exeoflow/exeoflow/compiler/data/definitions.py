"""Which exit of which state defines which symbol."""

from typing import Final, NamedTuple, assert_never

from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    OF_NODES,
    Begin,
    Carried,
    Count,
    Earlier,
    Entry,
    Exit,
    Fired,
    Item,
    MapState,
    Output,
    Parallel,
    Scope,
    Symbol,
    Trigger,
)

Handed = Output | Fired | Carried
"""Symbols that mean something also outside of what defines them: not so those of a loop, an item, a start."""

# What is asked of every symbol at every exit: a tuple that is there already is asked in a third of the time.
HANDED_KINDS: Final = (Output, Fired, Carried)
_WITH_SCOPES: Final = (Parallel, MapState)
_OF_OUTLETS: Final = (Fired, Carried)


class HandOut(NamedTuple):
    """A symbol that a scope inside a state yields when it ends."""

    symbol: Handed
    scope: Scope


def vertex_of(flow: Flow, symbol: Symbol) -> int:
    """The vertex whose run defines the symbol."""
    if isinstance(symbol, _OF_OUTLETS):
        return flow.outlets[symbol.outlet].source
    if isinstance(symbol, Output):
        return symbol.vertex
    match symbol:
        case Item():
            return symbol.vertex
        case Count() | Earlier():
            return symbol.header
        case Trigger():
            return flow.root
        case _:
            assert_never(symbol)


def is_execution_input(flow: Flow, symbol: Symbol) -> bool:
    """Whether a symbol is simply the execution's input: what the only trigger yields."""
    if isinstance(symbol, Output):
        return symbol.vertex == flow.only_trigger
    return isinstance(symbol, Trigger) and flow.only_trigger is not None


def defines(flow: Flow, leaving: Exit, symbol: Symbol) -> bool:
    """Whether the symbol has a new value once a state is left by this exit."""
    return (isinstance(symbol, Fired) and is_reset(flow, leaving, symbol)) or makes(flow, leaving, symbol)


def makes(flow: Flow, leaving: Exit, symbol: Symbol) -> bool:
    """Whether the symbol has a new value when a state is left by this exit, before a loop resets any."""
    return makes_itself(flow, leaving, symbol) or hand_out_of(flow, leaving, symbol) is not None


def makes_itself(flow: Flow, leaving: Exit, symbol: Symbol) -> bool:
    """The same of a symbol that no scope inside the state hands out."""
    match symbol:
        case Output():
            return symbol.vertex in own_vertices(flow, leaving)
        case Fired() | Carried():
            return _settles(flow, leaving, symbol)
        case Count() | Earlier():
            loop = leaving.enters or leaving.repeats
            return loop is not None and loop.header == symbol.header
        case Item():
            return isinstance(leaving.state.kind, Begin) and leaving.state.scope.for_each == symbol.vertex
        case Trigger():
            return isinstance(leaving.state.kind, Entry)
        case _:
            assert_never(symbol)


def _settles(flow: Flow, leaving: Exit, symbol: Fired | Carried) -> bool:
    """Whether the exit decides anew if the symbol's outlet fires, or what it carries."""
    outlet = flow.outlets[symbol.outlet]
    if outlet.source == flow.root:
        return isinstance(leaving.state.kind, Entry)
    if outlet.source not in own_vertices(flow, leaving):
        return False
    if flow.is_loop(symbol.outlet):
        return not leaving.follows_error
    is_started = isinstance(symbol, Fired) and isinstance(leaving.state.kind, Entry)
    if is_started or outlet.source in leaving.folded:
        return symbol.outlet in flow.outcomes[outlet.source][0].fires
    fires = () if leaving.outcome is None else leaving.outcome.fires
    return symbol.outlet in fires or (isinstance(symbol, Fired) and outlet.is_end)


def own_vertices(flow: Flow, leaving: Exit) -> tuple[int, ...]:
    """The vertices that run in the state itself, or when it is left this way."""
    kind = leaving.state.kind
    if isinstance(kind, OF_NODES):
        return (kind.vertex, *leaving.folded) if leaving.folded else (kind.vertex,)
    if isinstance(kind, Entry) and leaving.outcome is not None and leaving.outcome.fires:
        return (*flow.outlets[leaving.outcome.fires[0]].targets, *leaving.folded)
    return leaving.folded


def hand_out_of(flow: Flow, leaving: Exit, symbol: Symbol) -> HandOut | None:
    """What the result of a Parallel or Map state holds for a symbol, if it does when left this way."""
    kind = leaving.state.kind
    if not isinstance(kind, _WITH_SCOPES) or not isinstance(symbol, HANDED_KINDS):
        return None
    match kind:
        case Parallel() as fork:
            branch = fork.branch_of.get(vertex_of(flow, symbol))
            return None if branch is None else HandOut(symbol, fork.inner[branch])
        case MapState(vertex=head, body=body) if not leaving.follows_error:
            if vertex_of(flow, symbol) not in body.vertices and not _is_of_items(flow, symbol, head):
                return None
            # Items yield what an outlet carried; that list is not empty if it has fired for one of them.
            return HandOut(Carried(symbol.outlet) if isinstance(symbol, Fired) else symbol, body)
        case _:
            return None


def _is_of_items(flow: Flow, symbol: Symbol, head: int) -> bool:
    """Whether the symbol is about an outlet by which a for_each sends its items."""
    if not isinstance(symbol, _OF_OUTLETS):
        return False
    return flow.outlets[symbol.outlet].source == head and flow.is_loop(symbol.outlet)


def is_reset(flow: Flow, leaving: Exit, symbol: Fired) -> bool:
    """Whether an outlet counts as not fired from here on because a loop, or an iteration of it, begins."""
    if leaving.enters is None and leaving.repeats is None:  # as mostly
        return False
    outlet = flow.outlets[symbol.outlet]
    if outlet.is_end:
        return False
    if leaving.enters is not None and outlet.source in leaving.enters.vertices:
        return True
    loop = leaving.repeats
    return loop is not None and outlet.source in loop.vertices and symbol.outlet not in loop.leaving


def kept_outlet(flow: Flow, leaving: Exit, symbol: Symbol, repeating: frozenset[int]) -> int | None:
    """The outlet of a symbol of which an exit makes a new value only if the outlet fires: else the old holds.

    So it is of an outlet that may fire in an iteration before the last one of a loop that it leaves, where
    the exit is taken whether it fires or not.
    """
    if not isinstance(symbol, _OF_OUTLETS) or symbol.outlet not in repeating or leaving.follows_error:
        return None
    if flow.outlets[symbol.outlet].is_end or not makes(flow, leaving, symbol):
        return None
    is_open = leaving.outcome is not None and leaving.outcome.is_choice
    if is_open or isinstance(leaving.state.kind, MapState) or flow.is_loop(symbol.outlet):
        return symbol.outlet
    return None
