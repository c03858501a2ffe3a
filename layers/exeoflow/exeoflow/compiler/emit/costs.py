"""What states cost: how many are entered, and how many events a history gets.

Events as AWS counts them: a Task has 5 and 3 more per retry (one more each if it waits for what it has
called), a Parallel or Map state 4 and 2 more per retry, each item 2, the others 2
(https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). The number of items is not known,
so a for_each counts as empty in the totals and its items are listed on their own; an item that runs again,
because its for_each is tried again, is one more.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
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
)
from exeoflow.compiler.machine.exit_kinds import needs_guard
from exeoflow.fixed import fixed
from exeoflow.nodes.lowering import Shape, Task

_PLAIN = (Decision, Guard, Entry, Finish, Conclusion)
"""States that run nothing."""
_WAITING = (".waitForTaskToken", ".sync:2")


@fixed
class Cost:
    """States entered and history events."""

    states: int
    events: int

    def __add__(self, other: "Cost") -> "Cost":
        if other is _NOTHING:  # as mostly
            return self
        return Cost(self.states + other.states, self.events + other.events)

    def times(self, count: int) -> "Cost":
        """The cost of several repetitions."""
        return Cost(self.states * count, self.events * count)


@fixed
class Bounds:
    """The fewest and the most states and events, each for itself; flat, for each state adds up some."""

    fewest_states: int
    fewest_events: int
    most_states: int
    most_events: int

    def __add__(self, other: "Bounds") -> "Bounds":
        return Bounds(
            self.fewest_states + other.fewest_states,
            self.fewest_events + other.fewest_events,
            self.most_states + other.most_states,
            self.most_events + other.most_events,
        )

    @property
    def least(self) -> Cost:
        """The fewest of both."""
        return Cost(self.fewest_states, self.fewest_events)

    @property
    def most(self) -> Cost:
        """The most of both."""
        return Cost(self.most_states, self.most_events)


def _exactly(states: int, events: int) -> Bounds:
    """The bounds of what always costs the same."""
    return Bounds(states, events, states, events)


def _up_to(cost: Cost) -> Bounds:
    """The bounds of what may cost nothing."""
    return Bounds(0, 0, cost.states, cost.events)


_NOTHING = Cost(0, 0)
PREPARATION = _exactly(1, 5)
"""A Task that prepares what is read when the execution begins."""
_FREE = _exactly(0, 0)
_PLAIN_STATE = _exactly(1, 2)
"""One of no special kind: it is entered and left."""
_EXHAUSTED = _exactly(1, 1)
"""The Fail state after too many iterations."""


class Costs:
    """Adds up costs, from the inside out; notes what the repetitions of nodes cost, by the nodes' ids.

    `begins` are the scopes that begin with a state of their own, and `added` says how many more states were
    written for a state of the machine.
    """

    def __init__(self, flow: Flow, begins: frozenset[Scope], added: Mapping[State, int]) -> None:
        self.flow = flow
        self.begins = begins
        self.added = added
        self.per_iteration: dict[str, Cost] = {}
        self.per_item: dict[str, Cost] = {}

    def of_scope(self, scope: Scope) -> Bounds:
        """What a scope costs."""
        own = {state: self._state(state) for state in scope.states}
        order = _Order(scope)
        repeated = self._repetitions(order, own) if order.repeating else {}
        behind: dict[State, Bounds] = {}
        for state in order.states:
            cost = own[state]
            before = [behind[each.state] for each in state.arrivals if each.repeats is None]
            if before:
                cost += _either(before)
            if state in repeated:
                cost += _up_to(repeated[state])
            behind[state] = cost
        ends = [behind[state] for state in order.ending]
        # No exit stands for a rule that ends a loop.
        ends += [behind[each.state] + _EXHAUSTED for each in order.repeating if each.is_guarded]
        return _either(ends)

    def _repetitions(self, order: "_Order", own: dict[State, Bounds]) -> dict[State, Cost]:
        """For each header what all iterations after the first may cost, the inner loops first."""
        found: dict[State, Cost] = {}
        position = {state: index for index, state in enumerate(order.states)}
        headers = {each.target for each in order.repeating if each.target is not None}
        for header in sorted(headers, key=position.__getitem__, reverse=True):
            backs = {each.state: each.repeats for each in header.arrivals if each.repeats is not None}
            # No longer than to the last state that leads back, so that many loops cost no more than one.
            last = max(position[state] for state in backs)
            costs = _longest(order.states[position[header] : last + 1], own, found)
            cost = _largest([costs[state] for state in backs if state in costs])
            loop = next(iter(backs.values()))
            _note_dearest(self.per_iteration, self.flow.vertices[loop.header].id, cost)
            found[header] = cost.times(self.flow.workflow.settings.max_iterations - 1)
        return found

    def _state(self, state: State) -> Bounds:
        if isinstance(state.kind, _PLAIN):
            return _PLAIN_STATE
        match state.kind:
            case NodeState(vertex, shape):
                return self._node(state, vertex, shape)
            case Begin():
                return _PLAIN_STATE if state.scope in self.begins else _FREE
            case Parallel(inner):
                return sum((self.of_scope(scope) for scope in inner), _exactly(1, 4))
            case MapState(vertex=vertex, body=body):
                item = Cost(0, 2) + self.of_scope(body).most
                _note_dearest(self.per_item, self.flow.vertices[vertex].id, item)
                return Bounds(1, 4, 1, 2 + 2 * (1 + self._retries(vertex)))
            case Exhausted():
                return _EXHAUSTED
            case _:
                assert_never(state.kind)

    def _node(self, state: State, vertex: int, shape: Shape | None) -> Bounds:
        if isinstance(shape, Task):
            return _of_task(shape, self._retries(vertex))
        added = self.added.get(state, 0)
        if needs_guard(self.flow.vertices[vertex].node, shape):
            # A Parallel state and the one inside; what is added stands behind them, if the node succeeds.
            return Bounds(2, 6, 2 + added, 6 + 2 * added)
        return _exactly(1 + added, 2 + 2 * added) if added else _PLAIN_STATE

    def _retries(self, vertex: int) -> int:
        """How often a node is tried again at most because its author wants it."""
        retry = self.flow.vertices[vertex].node.retry
        return retry.max_attempts if retry else 0


def _of_task(task: Task, retries: int) -> Bounds:
    """What a task costs whose author wants it to be tried again so often."""
    own_retries = sum([each.max_attempts for each in task.retry])
    tries = 1 + retries
    if task.unpacked is not None:
        # A Parallel state, and within it the task, the Choice and what ends it.
        inside = 9 + 3 * own_retries
        return Bounds(4, 13, 1 + 3 * tries, 2 + (2 + inside) * tries)
    if task.renamed is not None:
        # A Parallel state, and within it the task, which waits, and what fails for it.
        return Bounds(2, 10, 1 + 2 * tries, 2 + 9 * tries)
    # TaskScheduled, TaskStarted, TaskSubmitted of one that waits, and its end
    attempt = 4 if task.resource.endswith(_WAITING) else 3
    return Bounds(1, 2 + attempt, 1, 2 + attempt * (tries + own_retries))


def _note_dearest(costs: dict[str, Cost], node_id: str, cost: Cost) -> None:
    """Notes what a node costs; of the copies that several triggers have of it, the dearest counts."""
    costs[node_id] = _largest([costs.get(node_id, _NOTHING), cost])


class _Order:
    """The states of a scope in topological order, back edges aside.

    `ending` are those that may end the scope, `repeating` the exits that lead back.
    """

    __slots__ = ("ending", "repeating", "states")

    def __init__(self, scope: Scope) -> None:
        self.states: list[State] = []
        self.ending: list[State] = []
        self.repeating: list[Exit] = []
        awaited = {
            state: len([each for each in state.arrivals if each.repeats is None]) for state in scope.states
        }
        ready = [scope.begin]
        while ready:
            state = ready.pop()
            self.states.append(state)
            may_end = not state.exits
            for leaving in state.exits:
                target = leaving.target
                if target is None:
                    may_end = True
                elif leaving.repeats is not None:
                    self.repeating.append(leaving)
                elif awaited[target] == 1:
                    ready.append(target)
                else:
                    awaited[target] -= 1
            if may_end:
                self.ending.append(state)


def _longest(order: list[State], own: dict[State, Bounds], repeated: dict[State, Cost]) -> dict[State, Cost]:
    """The most that it costs to get from the first of some states behind each that it leads to."""
    header, *others = order
    cost = {header: own[header].most}
    for state in others:
        before = [cost[each.state] for each in state.arrivals if each.repeats is None and each.state in cost]
        cost[state] = _largest(before) + own[state].most + repeated.get(state, _NOTHING)
    return cost


def _largest(costs: Sequence[Cost]) -> Cost:
    """The most states and the most events of any."""
    if len(costs) == 1:  # as mostly
        return costs[0]
    return Cost(
        max([each.states for each in costs], default=0), max([each.events for each in costs], default=0)
    )


def _either(bounds: Sequence[Bounds]) -> Bounds:
    """What one of several costs, whichever it is; of the ends of a scope there is one at least."""
    if len(bounds) == 1:  # as mostly
        return bounds[0]
    return Bounds(
        min([each.fewest_states for each in bounds]),
        min([each.fewest_events for each in bounds]),
        max([each.most_states for each in bounds]),
        max([each.most_events for each in bounds]),
    )
