"""A direct interpreter of docs/semantics.md: runs a workflow in virtual time under the ideal schedule."""

from collections.abc import Mapping

from tests.oracle.environment import Environment
from tests.oracle.errors import WorkflowError
from tests.oracle.execution import Execution
from tests.oracle.graph import graph_of
from tests.oracle.joins import join
from tests.oracle.json_value import Json
from tests.oracle.region_run import RegionRun, Scope
from tests.oracle.regions import regions_of
from tests.oracle.trace import Outcome, Trace
from tests.oracle.units import run_unit


def interpret(workflow: Mapping[str, Json], trigger: str, data: Json, environment: Environment) -> Trace:
    """Run the workflow from a trigger whose `$trigger` is `data`; raises `IrreducibleLoop`."""
    graph = graph_of(workflow, trigger)
    execution = Execution(workflow, graph, data, environment, run_unit)
    scope = Scope()
    whole = RegionRun(execution, regions_of(graph), scope)
    clock = execution.clock
    try:
        clock.run(whole.pass_from_head(trigger, [], data))
    except WorkflowError as error:
        outcome = Outcome("failed", clock.now, None, error.code, error.message, error.node_id)
    else:
        outcome = Outcome("success", clock.now, join(scope.ends(graph.nodes)))
    return Trace(tuple(execution.runs), outcome)
