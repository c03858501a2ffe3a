"""Which node a machine failed at."""

from tests.oracle.judges.scopes import all_states
from tests.oracle.simulator.machine import Machine


def failed_node(machine: Machine, state: str) -> str:
    """Return the node of a state that failed, or of the one around it that fails for its node; else empty."""
    around = (
        machine.around[name]
        for name, each in all_states(machine.definition)
        if name in machine.around and state in each["Branches"][0]["States"]
    )
    return machine.node_of_state.get(state) or next(around, "")
