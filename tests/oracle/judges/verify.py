"""What must hold of a machine after every pass that makes one.

The passes rely on it without asking; tests ask, so that a compilation does not pay for it.
"""

from collections.abc import Iterator

from exeoflow.compiler.machine.states import (
    Begin,
    Conclusion,
    Decision,
    Entry,
    Exhausted,
    Exit,
    Finish,
    Guard,
    MapState,
    NodeState,
    Parallel,
    Scope,
    State,
    inner_scopes,
    loop_beginnings,
    scopes_of,
)
from exeoflow.digraph import reachable, strong_components


def verify(machine: Scope) -> tuple[str, ...]:
    """What is wrong with a machine, as sentences; nothing if it is as it must be."""
    return (*_wrong_nodes(machine), *(fault for scope in scopes_of(machine) for fault in _wrong_in(scope)))


def _wrong_nodes(machine: Scope) -> Iterator[str]:
    states: dict[int, list[State]] = {}
    for scope in scopes_of(machine):
        for state in scope.states:
            if isinstance(state.kind, (NodeState, MapState)):
                states.setdefault(state.kind.vertex, []).append(state)
    following = _within_iterations(machine)
    for vertex, found in states.items():
        if any(state.scope is not found[0].scope for state in found):
            yield f"vertex {vertex} has states in several scopes"
        elif any(not reachable(following, following[each]).isdisjoint(found) for each in found):
            yield f"vertex {vertex} has a state behind another of its states"


def _within_iterations(machine: Scope) -> dict[State, list[State]]:
    """The states that follow each in the same iteration of all loops."""
    return {
        state: [each.target for each in state.exits if each.target is not None and each.repeats is None]
        for scope in scopes_of(machine)
        for state in scope.states
    }


def _wrong_in(scope: Scope) -> Iterator[str]:
    for position, state in enumerate(scope.states):
        name = f"state {position} ({type(state.kind).__name__})"
        yield from (f"{name} {fault}" for fault in _wrong_state(scope, state, position))
        yield from (f"{name} {fault}" for leaving in state.exits for fault in _wrong_exit(state, leaving))
    ends = {
        leaving
        for state in scope.states
        for leaving in state.exits
        if leaving.target is None or isinstance(leaving.target.kind, Finish)
    }
    if ends != set(scope.ends) or len(scope.ends) != len(ends):
        yield "the ends of a scope are not the exits that end it"
    if _has_secret_loop(scope):
        yield "a scope has a loop that no exit repeats"
    if _has_scattered_loop(scope):
        yield "a scope has a loop that is entered or repeated in two places"


def _wrong_state(scope: Scope, state: State, position: int) -> Iterator[str]:
    if state.scope is not scope or state.number != position:
        yield "does not stand where it says"
    if isinstance(state.kind, Begin) != (position == 0):
        yield "is no scope's begin, or a scope begins without one"
    # A rule of a Choice leads to an Exhausted state; no exit stands for it.
    if not state.arrivals and not isinstance(state.kind, (Begin, Exhausted)):
        yield "is never entered"
    if any(inner.parent is not state for inner in inner_scopes(state)):
        yield "has a scope inside that names another parent"
    items_of = state.kind.vertex if isinstance(state.kind, MapState) else None
    if any(inner.for_each != items_of for inner in inner_scopes(state)):
        yield "has a scope inside that names another for_each"
    if any(arriving.target is not state for arriving in state.arrivals):
        yield "has an arrival that leads elsewhere"
    if any(leaving.state is not state for leaving in state.exits):
        yield "has an exit of another state"
    fault = _wrong_count(state)
    if fault:
        yield fault


def _wrong_count(state: State) -> str | None:
    """What is wrong with how many exits a state has."""
    exits = state.exits
    match state.kind:
        case Begin():
            is_right, fault = len(exits) == 1 and exits[0].target is not None, "does not lead into its scope"
        case Parallel(inner):
            is_right, fault = len(exits) <= 1 and len(inner) > 1, "is no fork"
        case Decision() | Entry():
            is_right, fault = len(exits) > 1, "has nothing to decide"
        case Guard():
            repeating = [leaving.repeats is not None for leaving in exits]
            is_right, fault = repeating == [True, False], "does not repeat a loop or else fail"
        case Conclusion():
            is_right, fault = [each.target for each in exits] == [None], "does not end its scope"
        case Exhausted() | Finish():
            is_right, fault = not exits, "leads on"
        case _:
            return None
    return None if is_right else fault


def _wrong_exit(state: State, leaving: Exit) -> Iterator[str]:
    target = leaving.target
    if target is not None and (target.scope is not state.scope or leaving not in target.arrivals):
        yield "has an exit of which its target does not know"
    if isinstance(state.kind, (NodeState, MapState)):
        if leaving.outcome is None:
            yield "has an exit that is no outcome of its node"
        elif not all(outlet in leaving.facts for outlet in leaving.outcome.fires):
            yield "has an exit that does not know what fires there"
    if bool(leaving.fired) != (isinstance(state.kind, Decision) and leaving is not state.exits[-1]):
        yield "asks which outlets have fired where it may not, or does not where it must"
    if leaving.is_guarded and leaving.repeats is None:
        yield "counts the iterations of no loop"
    if leaving.folded[len(leaving.folded) - len(leaving.ahead) :] != leaving.ahead:
        yield "has nodes that run ahead of a target, but not behind all others"


def _has_secret_loop(scope: Scope) -> bool:
    """Whether a way leads from a state to itself by exits that repeat no loop."""
    graph = [
        [
            leaving.target.number
            for leaving in state.exits
            if leaving.target is not None and leaving.repeats is None
        ]
        for state in scope.states
    ]
    return any(number in targets for number, targets in enumerate(graph)) or any(
        len(component) > 1 for component in strong_components(graph)
    )


def _has_scattered_loop(scope: Scope) -> bool:
    """Whether exits that enter or repeat a loop lead elsewhere than where it begins."""
    ways = {
        (loop, leaving.target.number)
        for state in scope.states
        for leaving in state.exits
        for loop in (leaving.enters, leaving.repeats)
        if loop is not None and leaving.target is not None
    }
    return ways != set(loop_beginnings(scope).items())
