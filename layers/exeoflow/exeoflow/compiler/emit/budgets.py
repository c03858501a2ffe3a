"""What a machine costs before it runs: size, states entered, history events, price.

History events as AWS counts them: a Task has 5 and 3 more per retry (one more each if it waits for what it
has called), a Parallel or Map state 4 and 2 more per retry, each item 2, the others 2, the execution itself 2
(https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). The number of items is not known,
so a for_each counts as empty in the totals and its items are listed on their own; an item that runs again,
because its for_each is tried again, is one more.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exeoflow.compiler.control.exit_kinds import needs_guard
from exeoflow.compiler.data.variables import Variables
from exeoflow.compiler.emit.render import Rendered, states_of
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Begin, Exhausted, Exit, MapState, NodeState, Scope, State, inner_scopes
from exeoflow.nodes.lowering import Task

DOLLARS_PER_TRANSITION = 0.000025
LARGEST_DEFINITION = 1_000_000
MOST_EVENTS = 25_000
EVENTS_OF_EXECUTION = 2
_WAITING = (".waitForTaskToken", ".sync:2")


@dataclass(frozen=True, slots=True)
class Cost:
    """States entered and history events."""

    states: int
    events: int

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.states + other.states, self.events + other.events)

    def times(self, count: int) -> "Cost":
        """The cost of several repetitions."""
        return Cost(self.states * count, self.events * count)


NOTHING = Cost(0, 0)
EXHAUSTED = Cost(1, 1)
"""The Fail state after too many iterations."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """What a machine costs; `per_iteration` and `per_item` by the node that repeats."""

    least: Cost
    most: Cost
    per_iteration: Mapping[str, Cost]
    per_item: Mapping[str, Cost]
    definition_bytes: int
    states: int
    variables: int

    @property
    def events(self) -> tuple[int, int]:
        """The history events of an execution, at least and at most."""
        return self.least.events + EVENTS_OF_EXECUTION, self.most.events + EVENTS_OF_EXECUTION

    def report(self) -> dict[str, Any]:
        """The budgets as the product shows them."""
        return {
            "definition_bytes": self.definition_bytes,
            "states": self.states,
            "variables": self.variables,
            "states_entered": {"min": self.least.states, "max": self.most.states},
            "history_events": {
                "max": self.events[1],
                "per_iteration": {node: cost.events for node, cost in self.per_iteration.items()},
                "per_item": {node: cost.events for node, cost in self.per_item.items()},
            },
            "price_per_1000_runs": {
                "currency": "USD",
                "min": _price(self.least),
                "max": _price(self.most),
                "per_item": {node: _price(cost) for node, cost in self.per_item.items()},
            },
        }


def _price(cost: Cost) -> float:
    """Of 1,000 runs, in dollars."""
    return round(1000 * cost.states * DOLLARS_PER_TRANSITION, 4)


def budgets(flow: Flow, machine: Scope, rendered: Rendered, variables: Variables) -> Budgets:
    """What a machine costs, as it was written down."""
    costs = _Costs(flow, rendered.begins, rendered.added)
    least, most = costs.of_scope(machine)
    text = json.dumps(rendered.definition, ensure_ascii=False, separators=(",", ":"))
    return Budgets(
        least,
        most,
        costs.per_iteration,
        costs.per_item,
        definition_bytes=len(text.encode()),
        states=sum(1 for _ in states_of(rendered.definition)),
        variables=sum(bool(each.definitions or each.initial) for each in variables.by_place.values()),
    )


class _Costs:
    """Adds up costs, from the inside out."""

    def __init__(self, flow: Flow, begins: frozenset[Scope], added: Mapping[State, int]) -> None:
        self.flow = flow
        self.begins = begins
        self.added = added
        self.per_iteration: dict[str, Cost] = {}
        self.per_item: dict[str, Cost] = {}

    def of_scope(self, scope: Scope) -> tuple[Cost, Cost]:
        """The least and the most that a scope costs."""
        own = {state: self._state(state) for state in scope.states}
        order = _order(scope)
        repeated = self._repetitions(order, own)
        most = {state: repeated.get(state, NOTHING) for state in order}
        least: dict[State, Cost] = {}
        total_least, total_most = None, NOTHING
        for state in order:
            low, high = own[state]
            arrivals = [each for each in state.arrivals if each.repeats is None and each.state in least]
            before = [least[each.state] for each in arrivals]
            least[state] = low + min(before, key=lambda cost: cost.states, default=NOTHING)
            most[state] += high + _largest([most[each.state] for each in arrivals])
            for end in _ends(state):
                total_most = _largest([total_most, most[state] + end])
                if total_least is None or (least[state] + end).states < total_least.states:
                    total_least = least[state] + end
        return total_least or NOTHING, total_most

    def _repetitions(self, order: list[State], own: dict[State, tuple[Cost, Cost]]) -> dict[State, Cost]:
        """For each header what all iterations after the first may cost, the inner loops first."""
        found: dict[State, Cost] = {}
        for header in reversed(order):
            backs = [each for each in header.arrivals if each.repeats is not None]
            for loop in {each.repeats for each in backs if each.repeats is not None}:
                cost = _longest(order, header, backs, own, found)
                _note_dearest(self.per_iteration, self.flow.vertices[loop.header].id, cost)
                found[header] = cost.times(self.flow.workflow.settings.max_iterations - 1)
        return found

    def _state(self, state: State) -> tuple[Cost, Cost]:
        inner = [self.of_scope(scope) for scope in inner_scopes(state)]
        match state.kind:
            case Begin():
                own = Cost(1, 2) if state.scope in self.begins else NOTHING
                return own, own
            case MapState(vertex=vertex):
                _note_dearest(self.per_item, self.flow.vertices[vertex].id, Cost(0, 2) + inner[0][1])
                return Cost(1, 4), Cost(1, 2 + 2 * (1 + self._retries(vertex)))
            case NodeState(vertex=vertex, shape=Task(resource=resource, retry=retry)):
                retries = sum(each.max_attempts for each in retry) + self._retries(vertex)
                # TaskScheduled, TaskStarted, TaskSubmitted of one that waits, and its end
                attempt = 4 if resource.endswith(_WAITING) else 3
                return Cost(1, 2 + attempt), Cost(1, 2 + attempt * (1 + retries))
            case NodeState(vertex=vertex, shape=shape) if needs_guard(self.flow.vertices[vertex].node, shape):
                # A Parallel state and the one inside; what is added stands behind them, if the node succeeds.
                return Cost(2, 6), Cost(2, 6) + self._added(state)
            case Exhausted():
                return EXHAUSTED, EXHAUSTED
            case _:
                base = Cost(1, 4 if inner else 2) + self._added(state)
                low = high = base
                for least, most in inner:
                    low, high = low + least, high + most
                return low, high

    def _retries(self, vertex: int) -> int:
        """How often a node is tried again at most because its author wants it."""
        retry = self.flow.vertices[vertex].node.retry
        return retry.max_attempts if retry else 0

    def _added(self, state: State) -> Cost:
        return Cost(1, 2).times(self.added.get(state, 0))


def _note_dearest(costs: dict[str, Cost], node_id: str, cost: Cost) -> None:
    """Notes what a node costs; of the copies that several triggers have of it, the dearest counts."""
    costs[node_id] = _largest([costs.get(node_id, NOTHING), cost])


def _order(scope: Scope) -> list[State]:
    """The states in topological order, back edges aside."""
    open_arrivals = {state: sum(each.repeats is None for each in state.arrivals) for state in scope.states}
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
    ends = [NOTHING] if not state.exits or any(each.target is None for each in state.exits) else []
    return [*ends, EXHAUSTED] if any(each.is_guarded for each in state.exits) else ends


def _longest(
    order: list[State],
    header: State,
    backs: list[Exit],
    own: dict[State, tuple[Cost, Cost]],
    repeated: dict[State, Cost],
) -> Cost:
    """The most that one iteration costs."""
    cost = {header: own[header][1]}
    for state in order[order.index(header) + 1 :]:
        before = [cost[each.state] for each in state.arrivals if each.repeats is None and each.state in cost]
        if before:
            cost[state] = _largest(before) + own[state][1] + repeated.get(state, NOTHING)
    return _largest([cost[each.state] for each in backs if each.state in cost])


def _largest(costs: list[Cost]) -> Cost:
    return Cost(
        max((cost.states for cost in costs), default=0), max((cost.events for cost in costs), default=0)
    )
