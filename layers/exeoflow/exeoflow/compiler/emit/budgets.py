"""What a machine costs before it runs: size, states entered, history events, price."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from exeoflow.compiler import asl
from exeoflow.compiler.data.variables import Variables
from exeoflow.compiler.emit.costs import PREPARATION, Cost, Costs
from exeoflow.compiler.emit.render import Rendered
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Scope

DOLLARS_PER_TRANSITION = 0.000025
LARGEST_DEFINITION = 1_000_000
MOST_EVENTS = 25_000
EVENTS_OF_EXECUTION = 2
"""An execution's own: that it started, and how it ended."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


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


def size_of(value: Any) -> int:  # noqa: ANN401 - any JSON
    """How many bytes a value has as JSON without spaces.

    As pydantic writes it, which takes a third of the time that Python does, but not where objects and lists
    are within each other more than 254 times.
    """
    try:
        return len(to_json(value))
    except PydanticSerializationError:
        return len(_encode(value).encode())


def budgets(flow: Flow, machine: Scope, rendered: Rendered, variables: Variables) -> Budgets:
    """What a machine costs, as it was written down."""
    costs = Costs(flow, rendered.begins, rendered.added)
    whole = sum([PREPARATION] * rendered.preparations, costs.of_scope(machine))
    return Budgets(
        whole.least,
        whole.most,
        costs.per_iteration,
        costs.per_item,
        definition_bytes=size_of(rendered.definition),
        states=sum([len(each[asl.STATES]) for each in rendered.scopes]),
        variables=variables.count() + rendered.preparations,
    )
