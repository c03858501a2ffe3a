"""A machine as it is, to be changed: states point at each other, so none can be replaced alone."""

from dataclasses import replace

from exeoflow.compiler.machine.states import Exit, Kind, MapState, Parallel, Scope, State, scopes_of


def copied(machine: Scope) -> Scope:
    """A machine with scopes, states and exits of its own; what these hold is shared."""
    return _Copy(machine).scopes[machine]


class _Copy:
    """The copies by their originals."""

    def __init__(self, machine: Scope) -> None:
        self.scopes: dict[Scope, Scope] = {}
        self.states: dict[State, State] = {}
        self.exits: dict[Exit, Exit] = {}
        outer_first = list(scopes_of(machine))
        for scope in outer_first:
            self._add(scope)
        for scope in reversed(outer_first):
            for state in scope.states:
                self._fill(state)
            self.scopes[scope].ends = [self.exits[end] for end in scope.ends]

    def _add(self, scope: Scope) -> None:
        parent = None if scope.parent is None else self.states[scope.parent]
        copy = self.scopes[scope] = Scope(parent, vertices=scope.vertices, for_each=scope.for_each)
        for state in scope.states:
            self.states[state] = State(state.kind, copy, state.number)
        copy.states = [self.states[state] for state in scope.states]
        for state in scope.states:
            for leaving in state.exits:
                self.exits[leaving] = self._exit(leaving)

    def _exit(self, leaving: Exit) -> Exit:
        # By hand, because `dataclasses.replace` takes six times as long.
        return Exit(
            self.states[leaving.state],
            leaving.outcome,
            None if leaving.target is None else self.states[leaving.target],
            leaving.facts,
            leaving.live,
            leaving.fired,
            leaving.enters,
            leaving.repeats,
            leaving.is_guarded,
            leaving.folded,
            leaving.ahead,
            None if leaving.receiver is None else self.states[leaving.receiver],
        )

    def _fill(self, state: State) -> None:
        """What a state has once all scopes are there; those inside it come before it."""
        copy = self.states[state]
        copy.exits = [self.exits[leaving] for leaving in state.exits]
        copy.arrivals = [self.exits[arriving] for arriving in state.arrivals]
        copy.kind = self._kind(state.kind)

    def _kind(self, kind: Kind) -> Kind:
        match kind:
            case Parallel(inner):
                return Parallel(tuple(self.scopes[scope] for scope in inner))
            case MapState(body=body):
                return replace(kind, body=self.scopes[body])
            case _:
                return kind
