"""A direct interpreter of docs/semantics.md: runs a workflow in virtual time under the ideal schedule."""

from collections.abc import Mapping
from contextlib import suppress

from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.environment import Environment
from tests.oracle.interpreter.execution import Execution
from tests.oracle.interpreter.graph import graph_of
from tests.oracle.interpreter.joins import join
from tests.oracle.interpreter.region_run import RegionRun, Scope
from tests.oracle.interpreter.regions import regions_of
from tests.oracle.interpreter.trace import Outcome, Survey, Trace
from tests.oracle.interpreter.units import run_unit
from tests.oracle.json_value import Json
from tests.oracle.virtual_time import Stalled


def interpret(workflow: Mapping[str, Json], trigger: str, data: Json, environment: Environment) -> Trace:
    """Run the workflow from a trigger whose `$trigger` is `data`; raises `IrreducibleLoop`."""
    execution = Execution(workflow, graph_of(workflow, trigger), data, environment, run_unit)
    scope = Scope()
    clock = execution.clock
    try:
        _run(execution, scope)
    except WorkflowError as error:
        outcome = Outcome("failed", clock.now, None, error.code, error.message, error.node_id)
    else:
        outcome = Outcome("success", clock.now, join(scope.ends(execution.graph.nodes)))
    return Trace(tuple(execution.runs), outcome)


def survey(workflow: Mapping[str, Json], trigger: str, data: Json, environment: Environment) -> Survey:
    """Run whatever could run before a failure ends it all: the schedule decides which failure is first."""
    graph = graph_of(workflow, trigger)
    execution = Execution(workflow, graph, data, environment, run_unit, is_survey=True)
    with suppress(Stalled, WorkflowError):
        _run(execution, Scope())
    failures = frozenset((error.code, error.node_id or "") for error in execution.failures)
    return Survey(tuple(execution.runs), failures)


def _run(execution: Execution, scope: Scope) -> None:
    graph = execution.graph
    whole = RegionRun(execution, regions_of(graph), scope)
    execution.clock.run(whole.pass_from_head(graph.trigger, [], execution.data))
