"""What a machine is said to cost bounds what its executions do cost."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from tests.oracle.drawings.drawing import condition, drawn, for_each, values
from tests.oracle.drawings.small_workflows import TRIGGER
from tests.oracle.drawings.strategies import Case, cases
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import machine_input
from tests.oracle.judges.compiling import machine_of
from tests.oracle.judges.scopes import all_states
from tests.oracle.simulator.machine import Machine, MachineTrace
from tests.oracle.simulator.simulate import simulate

pytestmark = pytest.mark.slow

DOLLARS_PER_1000_STATES = 0.025


CONTINUE: Json = {"on_error": "continue"}
OFTEN: Json = {"retry": {"max_attempts": 9}}
LAST: Json = values(x="{{ $number($trigger.text) }}")
DEAR: dict[str, dict[str, Json]] = {
    "a choice that a loop ends with": drawn("t > a", "a:true > a", "a:false > a", a=condition("true")),
    "a choice that may fail": drawn("t > a", "a:true > b", a=condition("true") | CONTINUE, b=values()),
    "a choice that fails": drawn("t > a", "a:true > b", a=condition("$trigger.text > 1") | CONTINUE),
    "a value that may fail": drawn("t > a", a=values(x=1) | CONTINUE),
    "a for_each that is tried again": drawn("t > a", "a:loop > b", a=for_each() | OFTEN, b=LAST),
    "a body that differs between triggers": drawn(
        "t > a", "a:loop > b > c", "u > a", "u > c", a=for_each(), b=values(), c=values(), u=TRIGGER
    ),
}


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("name", DEAR)
def test_what_is_easily_forgotten_is_in_the_budget(name: str, fold: bool) -> None:  # noqa: FBT001 - a parameter
    for trigger in triggers(DEAR[name]):
        data = {"text": "text", "items": [1, 2]}
        assert_within_budget(Case(DEAR[name], trigger, data, SeededEnvironment(0, 0)), fold=fold)


@pytest.mark.parametrize("fold", [False, True])
@given(case=cases())
def test_an_execution_costs_no_more_than_the_budget(case: Case, fold: bool) -> None:  # noqa: FBT001
    assert_within_budget(case, fold=fold)


def assert_within_budget(case: Case, *, fold: bool) -> None:
    compiled = compile_workflow(case.workflow, fold=fold)
    assert isinstance(compiled, CompiledWorkflow)
    machine = machine_of(compiled)
    budgets = compiled.budgets

    trace = simulate(machine, machine_input(machine, case.trigger, case.data), case.environment)

    items = _items(machine, trace)
    events = budgets["history_events"]
    prices = budgets["price_per_1000_runs"]["per_item"]
    states_of_items = sum(prices[node] / DOLLARS_PER_1000_STATES * count for node, count in items.items())
    assert trace.events <= events["max"] + sum(
        events["per_item"][node] * count for node, count in items.items()
    )
    assert len(trace.runs) <= budgets["states_entered"]["max"] + round(states_of_items)
    if trace.outcome.status == "success":
        assert budgets["states_entered"]["min"] <= len(trace.runs)


def _items(machine: Machine, trace: MachineTrace) -> Counter[str]:
    """How many items the executions of each for_each's body had."""
    entered = Counter(run.state for run in trace.runs)
    items: Counter[str] = Counter()
    for name, state in all_states(machine.definition):
        if state["Type"] == "Map":
            body: Any = state["ItemProcessor"]
            items[machine.node_of_state[name]] += entered[body["StartAt"]]
    return items
