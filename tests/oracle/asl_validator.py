"""The npm package `asl-validator` as a judge of definitions, installed by its lock file at the first use."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent.parent / "asl_validator"


def validator_faults(definitions: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return for each definition what the validator finds wrong with it."""
    if not (FOLDER / "node_modules").is_dir():
        command = ["npm", "ci", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=FOLDER, check=True, capture_output=True)
    lines = "\n".join(json.dumps(definition) for definition in definitions)
    command = ["node", "validate.mjs"]
    done = subprocess.run(command, cwd=FOLDER, check=True, input=lines, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
