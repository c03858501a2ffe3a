"""What a cold start need not load."""

import subprocess
import sys
from pathlib import Path

from exeoflow.api.catalogue import routes
from exeoflow.api.operation import Operation

_FUNCTIONS = Path(__file__).parents[3] / "functions"
# Schemas are pydantic's, and a step is explained by its node type and its expressions.
_HEAVY = {
    "get_openapi",
    "show_docs",
    "list_node_types",
    "list_execution_steps",
    "get_execution_step",
    "test_node",
}
_PROGRAM = """
import runpy, sys
for path in sys.argv[1:]:
    runpy.run_path(path)
    print(path if "pydantic" in sys.modules or "jsonata" in sys.modules else "")
    if "pydantic" in sys.modules:
        break
"""


def test_who_takes_no_large_body_loads_neither_pydantic_nor_a_parser() -> None:
    light = [
        str(_FUNCTIONS / row.name / "app.py")
        for row in routes()
        if row.name not in _HEAVY
        and not (isinstance(row, Operation) and row.body is not None and isinstance(row.body.model, str))
    ]

    loaded = subprocess.run([sys.executable, "-c", _PROGRAM, *light], capture_output=True, check=True)

    assert len(light) > 20
    assert loaded.stdout.split() == []
