"""Holds the simulator's word on Step Functions against moto's and against the embedded engine's."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import boto3

from local.aws.services import local_aws
from local.place import REGION
from tests.oracle.json_value import Json
from tests.oracle.judges.engine_run import EngineRun, run_on_engine
from tests.oracle.judges.moto_machine import EnvironmentFunctions, InstantEnvironment, MotoRun, run_under_moto
from tests.oracle.judges.scopes import all_states, inner_scopes
from tests.oracle.simulator.machine import Machine, MachineTrace
from tests.oracle.simulator.simulate import simulate

Disagreements = Callable[[Machine, Json], list[str]]


@contextmanager
def three_judges(environment: InstantEnvironment) -> Iterator[Disagreements]:
    """Give what says in which points simulator, moto and engine differ about a machine and its input."""
    numbers = count()
    with local_aws(functions=EnvironmentFunctions(environment)):
        client = boto3.client("stepfunctions", region_name=REGION)

        def disagreements(machine: Machine, data: Json) -> list[str]:
            simulated = simulate(machine, data, environment)
            others: dict[str, MotoRun | EngineRun] = {
                "moto": run_under_moto(client, machine, data, name=f"machine-{next(numbers)}"),
                "engine": run_on_engine(machine, data, environment),
            }
            return [
                f"{name}: {point}"
                for name, run in others.items()
                for point in _differences(machine, simulated, run)
            ]

        yield disagreements


def _differences(machine: Machine, simulated: MachineTrace, run: MotoRun | EngineRun) -> Iterator[str]:
    meant = simulated.outcome
    if run.status != meant.status:
        yield f"{run.status} {run.code} instead of {meant.status} {meant.code}"
    # Which of two branches fails first is chance where nothing takes time.
    elif run.code != meant.code and not has_branches(machine):
        yield f"{run.code} instead of {meant.code}"
    if without_reasons(run.output) != without_reasons(meant.output):
        yield f"output {run.output} instead of {meant.output}"
    entered = Counter(each.state for each in simulated.runs)
    if run.status == meant.status == "success" and run.entered != entered:
        yield f"entered {run.entered - entered} too often, {entered - run.entered} too seldom"


def has_branches(machine: Machine) -> bool:
    """Whether several states may fail at the same moment: which of them is told is chance."""
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


def without_pauses(workflow: Json) -> Json:
    """Return the workflow without anything that takes real seconds."""
    return {**workflow, "nodes": [_instant(node) for node in workflow["nodes"]]}


def _instant(node: Json) -> Json:
    instant = {key: value for key, value in node.items() if key != "retry"}
    has_pause = node["type"] == "wait" and not node["config"].get("call")
    return instant | ({"config": {"seconds": 0}} if has_pause else {})
