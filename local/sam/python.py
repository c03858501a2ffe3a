"""Finds the Python of the Lambda runtime, which `sam build` wants on the path under its exact name."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from local.sam.errors import UnusableMachineError

VERSION: Final = "3.13"
COMMAND: Final = f"python{VERSION}"


def runtime_python(environment: Mapping[str, str] = os.environ) -> Path:
    """Return an interpreter that really runs; raise UnusableMachineError if there is none.

    A shim of pyenv stands on the path although it resolves to another version, so every candidate is tried;
    what pyenv has installed comes last.
    """
    for candidate in _candidates(environment):
        if candidate.is_file() and _runs(candidate):
            return candidate
    message = (
        f"{COMMAND} is missing, the Python of the Lambda runtime: install it (Debian 13, Ubuntu 25.04: "
        f"sudo apt install {COMMAND} {COMMAND}-venv; elsewhere: pyenv install {VERSION}) and try again."
    )
    raise UnusableMachineError(message)


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    for folder in environment.get("PATH", "").split(os.pathsep):
        yield Path(folder) / COMMAND
    pyenv = environment.get("PYENV_ROOT") or Path(environment.get("HOME", "/")) / ".pyenv"
    for installed in sorted(Path(pyenv).glob(f"versions/{VERSION}.*")):
        yield installed / "bin" / COMMAND


def _runs(candidate: Path) -> bool:
    answer = subprocess.run(
        [candidate, "-c", "import ensurepip, sys; print(sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() == f"({VERSION.replace('.', ', ')})"
