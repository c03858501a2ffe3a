"""No operation and no asynchronous function is left out of `make faults`."""

from pathlib import Path
from typing import Final

from tests.faults.every_scenario import SCENARIOS

_FUNCTIONS: Final = Path(__file__).resolve().parents[2] / "functions"
# They ask no port: what they say is known, is computed, or is asked of another function.
_WITHOUT_PORTS: Final = frozenset(
    {
        "answer_unknown_route",
        "get_current_key",
        "get_openapi",
        "list_node_types",
        "put_object",
        "run_code",
        "run_file_operation",
        "serve_agents",
        "show_console",
        "show_docs",
        "transform_data",
    }
)


def test_each_function_has_a_scenario_that_begins_with_its_name() -> None:
    functions = {folder.parent.name for folder in _FUNCTIONS.glob("*/app.py")}

    assert {name.partition(" ")[0] for name in SCENARIOS} == functions - _WITHOUT_PORTS
