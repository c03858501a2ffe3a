"""No operation and no asynchronous function is left out of `make faults`."""

from pathlib import Path
from typing import Final

from tests.faults.every_scenario import SCENARIOS

_FUNCTIONS: Final = Path(__file__).resolve().parents[2] / "functions"
# How a function's code shows that it asks a port: by a use case, or by the adapters that it is given.
_ASKS_PORTS: Final = ("from exeoflow.service.", "application()", "from exeoflow.bootstrap_http_request ")


def test_each_function_has_a_scenario_that_begins_with_its_name() -> None:
    functions = {app.parent.name: app.read_text() for app in _FUNCTIONS.glob("*/app.py")}
    asking = {name for name, code in functions.items() if any(sign in code for sign in _ASKS_PORTS)}

    told = {name.partition(" ")[0] for name in SCENARIOS}
    assert asking - told == set(), "functions that ask ports need a scenario in tests/faults"
    assert told - asking == set(), "scenarios of functions that there are not, or that ask no port"
