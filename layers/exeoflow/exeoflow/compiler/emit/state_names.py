"""Names of states: the author's, and for the others what they are there for; unique in the whole machine."""

from operator import itemgetter
from typing import assert_never

from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    OF_NODES,
    Begin,
    Conclusion,
    Decision,
    Entry,
    Exhausted,
    Finish,
    Guard,
    MapState,
    NodeState,
    Parallel,
    Scope,
    State,
    scopes_of,
)

MAX_LENGTH = 80


class StateNames:
    """Gives names in the order in which they are asked for; the author's come first."""

    def __init__(self, flow: Flow, machine: Scope) -> None:
        self.flow = flow
        self._taken: set[str] = set()
        self._names: dict[State, str] = {}
        self._next: dict[str, int] = {}
        self._origins: dict[State, str] = {}
        """The author's name of the node from which each state is reached first; of a node's state its own."""
        of_nodes: list[tuple[int, State]] = []
        others: list[State] = []
        for scope in scopes_of(machine):
            for state in scope.states:
                if isinstance(state.kind, OF_NODES):
                    of_nodes.append((state.kind.vertex, state))
                else:
                    others.append(state)
        for _, state in sorted(of_nodes, key=itemgetter(0)):
            self._origins[state] = self._purpose(state)
            self._names[state] = self.free(self._origins[state])
        for state in others:
            self._names[state] = self.free(self._purpose(state))

    def of(self, state: State) -> str:
        """The state's name."""
        return self._names[state]

    def free(self, wish: str) -> str:
        """A name like the wish that no other state has."""
        name = wish[:MAX_LENGTH]
        if name not in self._taken:
            self._taken.add(name)
            return name
        number = self._next.get(name, 2)
        free = name
        while free in self._taken:
            suffix = f" ({number})"
            free = name[: MAX_LENGTH - len(suffix)] + suffix
            number += 1
        self._next[name] = number
        self._taken.add(free)
        return free

    def _author_name(self, vertex: int) -> str:
        node = self.flow.vertices[vertex].node
        return node.name or node.id

    def _purpose(self, state: State) -> str:
        """What a state is there for, which for one of a node the node's name says."""
        match state.kind:
            case Decision():
                return f"What follows {self._origin(state)}?"
            case Begin():
                return f"Begin {self._origin(state)}"
            case Finish() | Conclusion():
                return f"End after {self._origin(state)}"
            case Parallel():
                return f"Fork after {self._origin(state)}"
            case Guard(header):
                return f"Repeat {self._author_name(header)}?"
            case Exhausted(header):
                return f"Too many iterations of {self._author_name(header)}"
            case Entry():
                return "Which trigger?"
            case NodeState(vertex) | MapState(vertex):
                return self._author_name(vertex)
            case _:
                assert_never(state.kind)

    def _origin(self, state: State) -> str:
        """The author's name of the node from which a state is reached first."""
        passed = []
        origin = self._origins.get(state)
        while origin is None:
            passed.append(state)
            before = state.scope.parent if isinstance(state.kind, Begin) else state.arrivals[0].state
            if before is None or isinstance(before.kind, Entry):
                origin = self._author_name(self.flow.triggers[0])
            else:
                state = before
                origin = self._origins.get(state)
        # Kept for all on the way, for forks follow each other in long rows.
        for each in passed:
            self._origins[each] = origin
        return origin
