"""A simulator of AWS Step Functions for JSONata state machines: virtual time, no I/O, strict where AWS is."""

from tests.oracle.asl_flow import Flow
from tests.oracle.asl_machine import Machine, MachineTrace
from tests.oracle.asl_states import run_state
from tests.oracle.asl_tasks import Tasks
from tests.oracle.asl_variables import Variables
from tests.oracle.environment import Environment
from tests.oracle.errors import WorkflowError
from tests.oracle.json_value import Json
from tests.oracle.trace import Outcome


def simulate(machine: Machine, data: Json, environment: Environment) -> MachineTrace:
    """Run a state machine with this input; the definition should have passed the linter (`asl_lint`)."""
    flow = Flow(machine, data, Tasks(environment), run_state)
    clock = flow.clock
    try:
        output = clock.run(flow.run_states(machine.definition, data, Variables(), ()))
    except WorkflowError as error:
        outcome = Outcome("failed", clock.now, None, error.code, error.message, error.node_id)
    else:
        outcome = Outcome("success", clock.now, output)
    return MachineTrace(tuple(flow.runs), outcome, flow.history.events)
