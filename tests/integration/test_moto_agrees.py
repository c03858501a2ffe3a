"""The simulator's word on Step Functions is held against moto's, an implementation that is not ours."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

import boto3
import pytest
from hypothesis import HealthCheck, assume, given, settings

from local.aws.services import REGION, local_aws
from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs, with_iterations
from tests.oracle.drawings.small_machines import MACHINES
from tests.oracle.drawings.strategies import Case, cases
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import machine_input
from tests.oracle.judges.compiling import compiled_machine
from tests.oracle.judges.moto_machine import EnvironmentFunctions, InstantEnvironment, MotoRun, run_under_moto
from tests.oracle.judges.scopes import all_states, inner_scopes
from tests.oracle.simulator.machine import Machine
from tests.oracle.simulator.simulate import simulate

SAMPLE = [number for number in range(0, len(visible_graphs()), 21) if triggers(visible_graphs()[number])]
"""Visible graphs by their number."""

# moto's threads complain when the failure of another branch ends theirs
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")

RunMachine = Callable[[Machine, Json], MotoRun]


@pytest.fixture(scope="module", params=[0, 5], ids=["nothing fails", "some requests fail"])
def environment(request: pytest.FixtureRequest) -> InstantEnvironment:
    return InstantEnvironment(request.param)


@pytest.fixture(scope="module")
def run(environment: InstantEnvironment) -> Iterator[RunMachine]:
    numbers = count()
    with local_aws(functions=EnvironmentFunctions(environment)):
        client = boto3.client("stepfunctions", region_name=REGION)
        yield lambda machine, data: run_under_moto(client, machine, data, name=f"machine-{next(numbers)}")


def assert_agreement(run: RunMachine, machine: Machine, data: Json, environment: InstantEnvironment) -> None:
    simulated = simulate(machine, data, environment)

    moto = run(machine, data)

    assert moto.status == simulated.outcome.status
    if not has_branches(machine):  # which of two branches fails first is chance where nothing takes time
        assert moto.code == simulated.outcome.code
    assert without_reasons(moto.output) == without_reasons(simulated.outcome.output)
    if moto.status == "success":
        assert moto.entered == Counter(each.state for each in simulated.runs)


def has_branches(machine: Machine) -> bool:
    return any(inner_scopes(state) for _, state in all_states(machine.definition))


def without_reasons(output: Json) -> Json:
    """Return the output without what each implementation says in words of its own."""
    match output:
        case {"code": "States.QueryEvaluationError", "message": str()}:
            return {**output, "message": ""}
        case dict():
            return {key: without_reasons(value) for key, value in output.items()}
        case list():
            return [without_reasons(value) for value in output]
    return output


@pytest.mark.parametrize("name", MACHINES)
def test_small_machines_run_alike(run: RunMachine, environment: InstantEnvironment, name: str) -> None:
    assert_agreement(run, Machine(MACHINES[name], {"T": "T"}), {"n": 1}, environment)


@pytest.mark.parametrize("number", SAMPLE)
def test_visible_graphs_run_alike(run: RunMachine, environment: InstantEnvironment, number: int) -> None:
    workflow = without_pauses(with_iterations(visible_graphs()[number], 3))
    machine = compiled_machine(workflow)
    assert machine
    trigger = some_trigger(workflow, number)

    data = machine_input(machine, trigger, steering(workflow, number))

    assert_agreement(run, machine, data, environment)


@settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(case=cases())
def test_drawn_workflows_run_alike(run: RunMachine, environment: InstantEnvironment, case: Case) -> None:
    workflow = without_pauses(case.workflow)
    machine = compiled_machine(workflow)
    assume(machine)
    assert machine

    data = machine_input(machine, case.trigger, case.data)

    assert_agreement(run, machine, data, environment)


def without_pauses(workflow: Json) -> Json:
    """Return the workflow without anything that takes real seconds."""
    return {**workflow, "nodes": [_instant(node) for node in workflow["nodes"]]}


def _instant(node: Json) -> Json:
    instant = {key: value for key, value in node.items() if key != "retry"}
    has_pause = node["type"] == "wait" and not node["config"].get("call")
    return instant | ({"config": {"seconds": 0}} if has_pause else {})
