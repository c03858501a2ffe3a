"""Which exit of which state defines which symbol."""

from typing import assert_never

from exeoflow.compiler.flow.build import Flow
from exeoflow.compiler.machine import (
    Begin,
    Carried,
    Count,
    Decision,
    Each,
    Earlier,
    Entry,
    Exit,
    Fired,
    Item,
    Output,
    Parallel,
    Symbol,
    Task,
    Trigger,
)
from exeoflow.nodes.lowering import Branch, End, Pause

_INNER = Count | Earlier | Item | Trigger
"""Symbols that mean nothing outside the loop, the body or the machine that defines them."""


def vertex_of(flow: Flow, symbol: Symbol) -> int:
    """The vertex whose run defines the symbol."""
    match symbol:
        case Output(vertex) | Item(vertex):
            return vertex
        case Fired(port) | Carried(port):
            return flow.ports[port].source
        case Count(header) | Earlier(header=header):
            return header
        case Trigger():
            return flow.root
        case _:
            assert_never(symbol)


def defines(flow: Flow, leaving: Exit, symbol: Symbol) -> bool:
    """Whether the symbol has a new value once a state is left by this exit."""
    return (isinstance(symbol, Fired) and is_reset(flow, leaving, symbol)) or makes(flow, leaving, symbol)


def makes(flow: Flow, leaving: Exit, symbol: Symbol) -> bool:
    """Whether the symbol has a new value when a state is left by this exit, before a loop resets any."""
    if is_carried(flow, leaving, symbol):
        return True
    vertex = vertex_of(flow, symbol)
    match symbol:
        case Output():
            return vertex in own_vertices(flow, leaving)
        case Fired(port) | Carried(port) if flow.is_loop(port):
            return vertex in own_vertices(flow, leaving) and not is_caught(leaving)
        case Fired(port) if isinstance(leaving.state.kind, Entry):
            return vertex in own_vertices(flow, leaving) and port in flow.outcomes[vertex][0].fires
        case Fired(port) if vertex in leaving.folded:
            return port in flow.outcomes[vertex][0].fires
        case Fired(port):
            if vertex not in own_vertices(flow, leaving) or leaving.outcome is None:
                return False
            return port in leaving.outcome.fires or flow.ports[port].is_end
        case Carried(port) if vertex in leaving.folded:
            return port in flow.outcomes[vertex][0].fires
        case Carried(port):
            return (
                vertex in own_vertices(flow, leaving)
                and leaving.outcome is not None
                and port in leaving.outcome.fires
            )
        case Count(header) | Earlier(header=header):
            loop = leaving.enters or leaving.repeats
            return loop is not None and loop.header == header
        case Item():
            parent = leaving.state.scope.parent
            return (
                isinstance(leaving.state.kind, Begin)
                and parent is not None
                and isinstance(parent.kind, Each)
                and parent.kind.vertex == vertex
            )
        case Trigger():
            return isinstance(leaving.state.kind, Entry)
        case _:
            assert_never(symbol)


def is_caught(leaving: Exit) -> bool:
    """Whether the exit is taken after an error."""
    return leaving.outcome is not None and leaving.outcome.is_caught


def own_vertices(flow: Flow, leaving: Exit) -> tuple[int, ...]:
    """The vertices that run in the state itself, or when it is left this way."""
    match leaving.state.kind:
        case Task(vertex=vertex) | Each(vertex=vertex):
            return (vertex, *leaving.folded)
        case Entry():
            assert leaving.outcome is not None
            return (*flow.ports[leaving.outcome.fires[0]].targets, *leaving.folded)
        case _:
            return leaving.folded


def is_carried(flow: Flow, leaving: Exit, symbol: Symbol) -> bool:
    """Whether a Parallel or Map state's result holds the symbol."""
    vertex = vertex_of(flow, symbol)
    match leaving.state.kind:
        case Parallel(branch_of=branch_of):
            return vertex in branch_of and not isinstance(symbol, _INNER)
        case Each(vertex=head, body=body):
            is_inside = vertex in body.vertices or _is_of_items(flow, symbol, head)
            return is_inside and not is_caught(leaving) and not isinstance(symbol, _INNER)
        case _:
            return False


def _is_of_items(flow: Flow, symbol: Symbol, head: int) -> bool:
    """Whether the symbol is about a port by which a for_each sends its items."""
    if not isinstance(symbol, Fired | Carried):
        return False
    return flow.ports[symbol.port].source == head and flow.is_loop(symbol.port)


def is_reset(flow: Flow, leaving: Exit, symbol: Fired) -> bool:
    """Whether a port counts as not fired from here on because a loop begins, or begins its next iteration."""
    port = flow.ports[symbol.port]
    if port.is_end:
        return False
    if leaving.enters is not None and port.source in leaving.enters.vertices:
        return True
    loop = leaving.repeats
    return loop is not None and port.source in loop.vertices and symbol.port not in loop.leaving


def natural(leaving: Exit) -> Symbol | None:
    """The symbol that a state puts out if the exit says nothing."""
    state = leaving.state
    if leaving.folded:
        return Output(leaving.folded[-1])
    match state.kind:
        case Task(vertex=vertex, shape=shape):
            passes = shape is None or isinstance(shape, Branch | Pause | End)
            return None if passes and state.is_package else Output(vertex)
        case Each(vertex=vertex):
            return Output(vertex)
        case Begin():
            return _given(leaving)
        case Decision():
            before = state.arrivals[0]
            return None if isinstance(before.state.kind, Begin | Parallel) else natural(before)
        case _:
            return None


def _given(leaving: Exit) -> Symbol | None:
    """What a scope is entered with: the trigger's output, or the item."""
    parent = leaving.state.scope.parent
    if parent is None:
        return Trigger()
    return Item(parent.kind.vertex) if isinstance(parent.kind, Each) else None
