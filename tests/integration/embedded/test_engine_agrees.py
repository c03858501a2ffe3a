"""The embedded engine does what the simulator does, which shares no code with it."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs, with_iterations
from tests.oracle.drawings.small_machines import MACHINES
from tests.oracle.drawings.strategies import Case, cases
from tests.oracle.interpreter.environment import Environment, SeededEnvironment
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json, canonical_text
from tests.oracle.judges.agreement import has_branches, without_reasons
from tests.oracle.judges.comparison import machine_input
from tests.oracle.judges.compiling import compiled_machine
from tests.oracle.judges.engine_run import run_on_engine
from tests.oracle.simulator.machine import Machine
from tests.oracle.simulator.simulate import simulate

pytestmark = pytest.mark.slow

PARTS = 8
_ROUNDING = 1e-3
"""The engine counts milliseconds, the simulator does not."""


def assert_agreement(machine: Machine, data: Json, environment: Environment) -> None:
    simulated = simulate(machine, data, environment)

    run = run_on_engine(machine, data, environment)

    assert run.status == simulated.outcome.status
    if not has_branches(machine):
        assert run.code == (simulated.outcome.code or None)
    assert canonical_text(without_reasons(run.output)) == canonical_text(
        without_reasons(simulated.outcome.output)
    )
    assert run.seconds == pytest.approx(simulated.outcome.seconds, rel=_ROUNDING, abs=0.1)
    if run.status == "success":
        assert run.entered == Counter(each.state for each in simulated.runs)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_visible_graph_runs_alike(part: int) -> None:
    for number in range(part, len(visible_graphs()), PARTS):
        workflow = with_iterations(visible_graphs()[number], 5)
        machine = compiled_machine(workflow, fold=number % 2 == 0)
        if machine is None or not triggers(workflow):
            continue
        data = machine_input(machine, some_trigger(workflow, number), steering(workflow, number))
        assert_agreement(machine, data, SeededEnvironment(number, failing=0.05 * (number % 3)))


@pytest.mark.parametrize("name", MACHINES)
def test_small_machines_run_alike(name: str) -> None:
    assert_agreement(Machine(MACHINES[name], {"T": "T"}), {"n": 1}, SeededEnvironment(1))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_drawn_workflows_run_alike(case: Case) -> None:
    machine = compiled_machine(case.workflow)
    if machine is not None:
        data = machine_input(machine, case.trigger, case.data)
        assert_agreement(machine, data, case.environment)


def test_a_function_that_gives_up_by_itself_does_so_on_both() -> None:
    request = {"id": "b", "type": "http_request", "timeout": 1, "config": {"url": "https://example.com"}}
    workflow = {
        "nodes": [{"id": "a", "type": "trigger"}, request],
        "connections": [{"source": "a", "target": "b"}],
    }
    machine = compiled_machine(workflow)
    assert machine is not None
    environment = SeededEnvironment(0)

    assert environment.answer("b", {}, 0).seconds > 1
    assert simulate(machine, {}, environment).outcome.code == "Http.Timeout"
    assert_agreement(machine, {}, environment)
