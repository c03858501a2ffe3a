"""What states cost: how many are entered, and how many events a history gets.

Events as AWS counts them: a Task has 5 and 3 more per retry (one more each if it waits for what it has
called), a Parallel or Map state 4 and 2 more per retry, each item 2, the others 2
(https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). The number of items is not known,
so a for_each counts as empty in the totals and its items are listed on their own; an item that runs again,
because its for_each is tried again, is one more.
"""

from collections.abc import Mapping, Sequence

from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import (
    Begin,
    Decision,
    Entry,
    Exhausted,
    Finish,
    Guard,
    MapState,
    NodeState,
    Scope,
    State,
    inner_scopes,
)
from exeoflow.compiler.machine.exit_kinds import needs_guard
from exeoflow.fixed import fixed
from exeoflow.nodes.lowering import Task

_PLAIN = (Decision, Guard, Entry, Finish)
"""States that run nothing."""
_WAITING = (".waitForTaskToken", ".sync:2")


@fixed
class Cost:
    """States entered and history events."""

    states: int
    events: int

    def __add__(self, other: "Cost") -> "Cost":
        if other is NOTHING:  # as mostly
            return self
        return Cost(self.states + other.states, self.events + other.events)

    def times(self, count: int) -> "Cost":
        """The cost of several repetitions."""
        return Cost(self.states * count, self.events * count)


NOTHING = Cost(0, 0)
PLAIN_STATE = Cost(1, 2)
"""One of no special kind: it is entered and left."""
PREPARATION = Cost(1, 5)
"""A Task that prepares what is read when the execution begins."""
EXHAUSTED = Cost(1, 1)
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

    def of_scope(self, scope: Scope) -> tuple[Cost, Cost]:
        """The least and the most that a scope costs."""
        own = {state: self._state(state) for state in scope.states}
        sources = {state: _sources(state) for state in scope.states}
        order = _order(scope, sources)
        repeated = self._repetitions(order, own, sources)
        most: dict[State, Cost] = {}
        least: dict[State, Cost] = {}
        ends: list[tuple[Cost, Cost]] = []
        for state in order:
            low, high = own[state]
            before = [each for each in sources[state] if each in least]
            if before:
                low += _cheapest([least[each] for each in before])
                high += _largest([most[each] for each in before])
            if state in repeated:
                high += repeated[state]
            least[state], most[state] = low, high
            ends += [(low + end, high + end) for end in _ends(state)]
        return _cheapest([low for low, _ in ends]), _largest([high for _, high in ends])

    def _repetitions(
        self,
        order: list[State],
        own: dict[State, tuple[Cost, Cost]],
        sources: dict[State, list[State]],
    ) -> dict[State, Cost]:
        """For each header what all iterations after the first may cost, the inner loops first."""
        found: dict[State, Cost] = {}
        headers = [state for state in order if len(sources[state]) < len(state.arrivals)]
        if not headers:
            return found
        position = {state: index for index, state in enumerate(order)}
        for header in reversed(headers):
            backs = {each.state: each.repeats for each in header.arrivals if each.repeats is not None}
            # No longer than to the last state that leads back, so that many loops cost no more than one.
            last = max(position[state] for state in backs)
            costs = _longest(order[position[header] : last + 1], own, found)
            cost = _largest([costs[state] for state in backs if state in costs])
            loop = next(iter(backs.values()))
            _note_dearest(self.per_iteration, self.flow.vertices[loop.header].id, cost)
            found[header] = cost.times(self.flow.workflow.settings.max_iterations - 1)
        return found

    def _state(self, state: State) -> tuple[Cost, Cost]:
        if isinstance(state.kind, _PLAIN):
            return PLAIN_STATE, PLAIN_STATE
        inner = [self.of_scope(scope) for scope in inner_scopes(state)]
        match state.kind:
            case Begin():
                own = PLAIN_STATE if state.scope in self.begins else NOTHING
                return own, own
            case MapState(vertex=vertex):
                _note_dearest(self.per_item, self.flow.vertices[vertex].id, Cost(0, 2) + inner[0][1])
                return Cost(1, 4), Cost(1, 2 + 2 * (1 + self._retries(vertex)))
            case NodeState(vertex=vertex, shape=Task() as task):
                return _of_task(task, self._retries(vertex))
            case NodeState(vertex=vertex, shape=shape) if needs_guard(self.flow.vertices[vertex].node, shape):
                # A Parallel state and the one inside; what is added stands behind them, if the node succeeds.
                return Cost(2, 6), self._with_added(Cost(2, 6), state)
            case Exhausted():
                return EXHAUSTED, EXHAUSTED
            case _:
                low = high = self._with_added(Cost(1, 4) if inner else PLAIN_STATE, state)
                for least, most in inner:
                    low, high = low + least, high + most
                return low, high

    def _retries(self, vertex: int) -> int:
        """How often a node is tried again at most because its author wants it."""
        retry = self.flow.vertices[vertex].node.retry
        return retry.max_attempts if retry else 0

    def _with_added(self, cost: Cost, state: State) -> Cost:
        return cost + PLAIN_STATE.times(self.added[state]) if state in self.added else cost


def _of_task(task: Task, retries: int) -> tuple[Cost, Cost]:
    """The least and the most that a task costs whose author wants it to be tried again so often."""
    own_retries = sum(each.max_attempts for each in task.retry)
    tries = 1 + retries
    if task.unpacked is not None:
        # A Parallel state, and within it the task, the Choice and what ends it.
        inside = 9 + 3 * own_retries
        return Cost(4, 13), Cost(1 + 3 * tries, 2 + (2 + inside) * tries)
    if task.renamed is not None:
        # A Parallel state, and within it the task, which waits, and what fails for it.
        return Cost(2, 10), Cost(1 + 2 * tries, 2 + 9 * tries)
    # TaskScheduled, TaskStarted, TaskSubmitted of one that waits, and its end
    attempt = 4 if task.resource.endswith(_WAITING) else 3
    return Cost(1, 2 + attempt), Cost(1, 2 + attempt * (tries + own_retries))


def _note_dearest(costs: dict[str, Cost], node_id: str, cost: Cost) -> None:
    """Notes what a node costs; of the copies that several triggers have of it, the dearest counts."""
    costs[node_id] = _largest([costs.get(node_id, NOTHING), cost])


def _sources(state: State) -> list[State]:
    """The states that lead to one, back edges aside."""
    return [each.state for each in state.arrivals if each.repeats is None]


def _order(scope: Scope, sources: dict[State, list[State]]) -> list[State]:
    """The states in topological order, back edges aside."""
    open_arrivals = {state: len(leading) for state, leading in sources.items()}
    ready = [scope.begin]
    order = []
    while ready:
        state = ready.pop()
        order.append(state)
        for leaving in state.exits:
            if leaving.target is not None and leaving.repeats is None:
                open_arrivals[leaving.target] -= 1
                if open_arrivals[leaving.target] == 0:
                    ready.append(leaving.target)
    return order


def _ends(state: State) -> list[Cost]:
    """What the scope may end with behind a state; no exit stands for a rule that ends a loop."""
    may_end, may_be_exhausted = not state.exits, False
    for leaving in state.exits:
        may_end |= leaving.target is None
        may_be_exhausted |= leaving.is_guarded
    return [NOTHING] * may_end + [EXHAUSTED] * may_be_exhausted


def _longest(
    order: list[State], own: dict[State, tuple[Cost, Cost]], repeated: dict[State, Cost]
) -> dict[State, Cost]:
    """The most that it costs to get from the first of some states behind each that it leads to."""
    header, *others = order
    cost = {header: own[header][1]}
    for state in others:
        before = [cost[each.state] for each in state.arrivals if each.repeats is None and each.state in cost]
        cost[state] = _largest(before) + own[state][1] + repeated.get(state, NOTHING)
    return cost


def _cheapest(costs: Sequence[Cost]) -> Cost:
    """The one with the fewest states, the first of several."""
    if len(costs) == 1:  # as mostly
        return costs[0]
    return min(costs, key=lambda cost: cost.states, default=NOTHING)


def _largest(costs: Sequence[Cost]) -> Cost:
    """The most states and the most events of any."""
    if len(costs) == 1:  # as mostly
        return costs[0]
    states, events = 0, 0
    for cost in costs:
        states, events = max(states, cost.states), max(events, cost.events)
    return Cost(states, events)
