"""What a cold start need not load."""

import subprocess
import sys
from pathlib import Path
from typing import Final

_FUNCTIONS = Path(__file__).parents[3] / "functions"
# What takes long to load, and who needs it at once. Models of bodies, the compiler and node types come later,
# with the first caller whom the function may serve.
_DESCRIBES: Final = {"list_node_types"}
_HEAVY: Final = {
    "boto3": set[str](),
    "exeoflow.compiler": set[str](),
    "exeoflow.expressions": _DESCRIBES,
    "exeoflow.http_request": {"run_http_request"},
    "exeoflow.importers.n8n.importing": set[str](),
    "exeoflow.nodes": _DESCRIBES,
    "exeoflow.service.workflows.create": {"create_workflow", "duplicate_workflow", "validate_workflow"},
    "jsonata": set[str](),
    "pydantic": _DESCRIBES,
}
_PROGRAM: Final = """
import runpy, sys
heavy, *paths = sys.argv[1:]
for path in paths:
    before = set(sys.modules)
    runpy.run_path(path)
    for module in heavy.split():
        if module in sys.modules and module not in before:
            print(path.split("/")[-2], module)
"""


def test_no_function_loads_at_its_start_what_takes_long_and_comes_later() -> None:
    free = _all() - set[str]().union(*_HEAVY.values())

    assert _loaded(_HEAVY, free) == []


def test_a_function_that_needs_one_of_them_loads_none_of_the_others() -> None:
    for function in set[str]().union(*_HEAVY.values()):
        barred = {module for module, users in _HEAVY.items() if function not in users}

        assert _loaded(barred, {function}) == []


def test_what_is_said_of_an_operation_loads_nothing_that_starts_executions() -> None:
    program = "import sys; from exeoflow.api.catalogue import routes; [*routes()]; print(*sys.modules)"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

    modules = found.stdout.split()
    assert "exeoflow.api.workflows.operations" in modules
    assert [each for each in modules if each.startswith("exeoflow.service.executions")] == []


def _all() -> set[str]:
    return {path.parent.name for path in _FUNCTIONS.glob("*/app.py")}


def _loaded(modules: "set[str] | dict[str, set[str]]", functions: set[str]) -> list[str]:
    """Return lines of a function and a module that it was the first to load."""
    paths = [str(_FUNCTIONS / name / "app.py") for name in sorted(functions)]
    command = [sys.executable, "-c", _PROGRAM, " ".join(sorted(modules)), *paths]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
