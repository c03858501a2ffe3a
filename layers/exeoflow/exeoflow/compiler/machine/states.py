"""States in scopes, their exits, and what is known there. Kinds of states are a closed union.

States and exits point at each other, so they cannot be frozen: `control` builds a machine as a whole, and no
stage behind it changes one. What a later stage learns of a state stands in a value of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from exeoflow.compiler.flow.vertices import Outcome
from exeoflow.compiler.machine.facts import NOTHING_KNOWN, Facts
from exeoflow.digraph import NO_NUMBERS, NumberSet
from exeoflow.fixed import fixed
from exeoflow.nodes.lowering import Each, Shape


class Output(NamedTuple):
    """The latest output of a vertex."""

    vertex: int
    kind: Literal["output"] = "output"


class Earlier(NamedTuple):
    """The output of a vertex as it was when the running iteration of a loop began."""

    vertex: int
    header: int
    kind: Literal["earlier"] = "earlier"


class Carried(NamedTuple):
    """What an outlet carried when it fired last, where that may be older than its vertex' latest output."""

    outlet: int
    kind: Literal["carried"] = "carried"


class Fired(NamedTuple):
    """Whether an outlet has fired."""

    outlet: int
    kind: Literal["fired"] = "fired"


class Count(NamedTuple):
    """The number of the running iteration of a loop, from 1; named by the loop's header."""

    header: int
    kind: Literal["count"] = "count"


class Item(NamedTuple):
    """The item, or with `is_index` its position, that a for_each's body runs for."""

    vertex: int
    is_index: bool = False
    kind: Literal["item"] = "item"


class Trigger(NamedTuple):
    """What started the execution."""

    kind: Literal["trigger"] = "trigger"


Symbol = Output | Earlier | Carried | Fired | Count | Item | Trigger
"""A value that states read and exits define; it may become a variable.

Tuples, for a compilation looks up hundreds of thousands of them, and a tuple is hashed and compared without a
call; `kind` tells them apart.
"""


@fixed
class NodeState:
    """The state of a node: one state, whatever its shape."""

    vertex: int
    shape: Shape | None
    """None for a disabled node."""


@fixed
class Parallel:
    """A fork; `inner` are the branches' scopes, `branch_of` has the branch of each vertex inside."""

    inner: "tuple[Scope, ...]"
    branch_of: Mapping[int, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        branch_of: dict[int, int] = {}
        for number, scope in enumerate(self.inner):
            branch_of |= dict.fromkeys(scope.vertices, number)
        object.__setattr__(self, "branch_of", branch_of)


@fixed
class MapState:
    """A for_each with a body."""

    vertex: int
    shape: Each
    body: "Scope"


@fixed
class Decision:
    """A Choice over which outlets have fired; the last exit is taken when no other is."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A Choice that lets a loop run again while it may."""

    header: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A Choice over which trigger started the execution."""


@dataclass(frozen=True, slots=True)
class Exhausted:
    """A Fail after too many iterations."""

    header: int


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a scope is entered: no state, or a Pass where something must be assigned first."""


@dataclass(frozen=True, slots=True)
class Finish:
    """A Succeed, for exits that cannot end their scope themselves."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A Succeed that says what its scope yields, for all ways that end it."""


Kind = Begin | NodeState | Parallel | MapState | Decision | Guard | Entry | Exhausted | Finish | Conclusion
OF_NODES: Final = (NodeState, MapState)
"""The kinds that stand for a node."""


@dataclass(eq=False, slots=True)
class Loop:
    """A loop that lies in one scope. `leaving` are its outlets that lead out of it, ends included."""

    header: int
    vertices: frozenset[int]
    leaving: frozenset[int]
    repeating: frozenset[int]
    """Those of `leaving` that may fire in an iteration that is not the last."""


@dataclass(eq=False, slots=True)
class Exit:
    """One way out of a state. `target` None ends the scope.

    `facts` hold when the state is left this way, and the vertices in `live` will run, by whichever outlet.
    `fired` are the outlets that a Decision asks for.
    """

    state: "State"
    outcome: Outcome | None = None
    target: "State | None" = None
    facts: Facts = NOTHING_KNOWN
    live: NumberSet = NO_NUMBERS
    fired: tuple[int, ...] = ()
    enters: Loop | None = None
    repeats: Loop | None = None
    is_guarded: bool = False
    """The exit repeats a loop and checks the number of iterations itself."""
    folded: tuple[int, ...] = ()
    """Vertices that have no state: they run when the state is left this way, in this order."""
    ahead: tuple[int, ...] = ()
    """The last of them, of which not this state being left but the target being entered tells."""
    receiver: "State | None" = None
    """The state for which the output is meant, where that is not the target but lies behind a Guard."""

    @property
    def counted(self) -> Loop | None:
        """The loop that the exit repeats, if it checks the number of iterations itself."""
        return self.repeats if self.is_guarded else None

    @property
    def is_caught(self) -> bool:
        """Whether it is taken after an error that the author catches."""
        return self.outcome is not None and self.outcome.is_caught

    @property
    def follows_error(self) -> bool:
        """Whether it is taken after an error, be it one of the node or one that tells of its handle."""
        outcome = self.outcome
        return outcome is not None and (outcome.is_caught or outcome.error is not None)


@dataclass(eq=False, slots=True)
class State:
    """A state to be; `number` is its place in the scope."""

    kind: Kind
    scope: "Scope"
    number: int
    exits: list[Exit] = field(default_factory=list)
    arrivals: list[Exit] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Scope:
    """States among which transitions are free: the whole machine, a branch, or a for_each's body."""

    parent: "State | None" = None
    states: list[State] = field(default_factory=list)
    ends: list[Exit] = field(default_factory=list)
    vertices: frozenset[int] = frozenset()
    """All vertices that run in the scope or deeper."""
    for_each: int | None = None
    """The for_each whose body this is, if it is one."""
    inner: "list[Scope]" = field(init=False, default_factory=list)
    """The scopes inside its states, in their order."""

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.scope.inner.append(self)

    @property
    def begin(self) -> State:
        """Its first state."""
        return self.states[0]


def inner_scopes(state: State) -> tuple[Scope, ...]:
    """The scopes inside a state."""
    match state.kind:
        case Parallel(inner):
            return inner
        case MapState(body=body):
            return (body,)
        case _:
            return ()


def scopes_of(machine: Scope) -> Iterator[Scope]:
    """A scope and all scopes inside, the outer ones first, in the author's order."""
    pending = [machine]
    while pending:
        scope = pending.pop()
        yield scope
        pending += reversed(scope.inner)


def loop_beginnings(scope: Scope) -> dict[Loop, int]:
    """The loops that begin in a scope, each with the number of the state with which its iterations do."""
    return {
        leaving.enters: leaving.target.number
        for state in scope.states
        for leaving in state.exits
        if leaving.enters is not None and leaving.target is not None
    }
