"""A simulator of AWS Step Functions for JSONata state machines: virtual time, no I/O, strict where AWS is."""

from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.environment import Environment
from tests.oracle.interpreter.trace import Outcome
from tests.oracle.json_value import Json
from tests.oracle.simulator.machine import Machine, MachineTrace
from tests.oracle.simulator.states import run_state
from tests.oracle.simulator.tasks import Tasks
from tests.oracle.simulator.variables import Variables
from tests.oracle.simulator.walk import Flow


def simulate(machine: Machine, data: Json, environment: Environment) -> MachineTrace:
    """Run a state machine with this input; the definition should have passed `judges.lint`."""
    flow = Flow(machine, data, Tasks(environment), run_state)
    clock = flow.clock
    try:
        output = clock.run(flow.run_states(machine.definition, data, Variables(), ()))
    except WorkflowError as error:
        outcome = Outcome("failed", clock.now, None, error.code, error.message, error.node_id)
    else:
        outcome = Outcome("success", clock.now, output)
    return MachineTrace(tuple(flow.runs), outcome, flow.history.events)
