"""Which node a machine failed at."""

from tests.oracle.judges.scopes import all_states
from tests.oracle.simulator.machine import Machine


def failed_node(machine: Machine, state: str) -> str:
    """Return the node of a state that failed, or of the one around it that fails for its node; else empty."""
    states = dict(all_states(machine.definition))
    around = (node for name, node in machine.around.items() if state in states[name]["Branches"][0]["States"])
    return machine.node_of_state.get(state) or next(around, "")
