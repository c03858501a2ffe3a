"""The SAM CLI, which lives in an environment of its own."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from local.deployment.errors import CannotDeployError
from local.sam.build import build_environment
from local.sam.python import runtime_python


@dataclass(frozen=True, slots=True)
class Sam:
    """Runs sam in the terminal, for it shows what it does."""

    command: Path
    root: Path

    def build(self, architecture: str) -> None:
        """Build all functions and layers for Lambda's Python."""
        environment = build_environment(os.environ, runtime_python(), architecture)
        self._run(["build"], environment)

    def run(self, *arguments: str) -> None:
        """Run one command of sam; raise `CannotDeployError` if it fails."""
        self._run(list(arguments), {**os.environ, "SAM_CLI_TELEMETRY": "0"})

    def _run(self, arguments: list[str], environment: dict[str, str]) -> None:
        command = [str(self.command), *arguments]
        status = subprocess.run(command, cwd=self.root, env=environment, check=False).returncode
        if status != 0:
            raise CannotDeployError(f"sam {arguments[0]} failed; what it said stands above.")
