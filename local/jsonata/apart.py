"""`python -m local.jsonata.apart`: evaluates one expression in a process that can be ended.

For what the engine does without a look at the clock. It reads `{"source": ..., "values": ..., "bounds": ...}`
and writes the JSON of the result, nothing for nothing, or fails with the fault's text.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Final

from jlens import JlensError

from exeoflow.expressions.asl_functions import RefusedArgument, program_of

_START_SECONDS: Final = 5.0


class ApartError(Exception):
    """The evaluation failed, or was ended."""


def evaluate_apart(
    source: str, values: Mapping[str, Any], seconds: float, bounds: Mapping[str, int]
) -> str | None:
    """Return the JSON of the result, None for nothing; `bounds` are the engine's. Raises `ApartError`."""
    asked = json.dumps({"source": source, "values": values, "bounds": {"timeout": seconds, **bounds}})
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "local.jsonata.apart"]
    try:
        done = subprocess.run(  # noqa: S603  this interpreter and this module
            command,
            input=asked.encode(),
            env=environment,
            capture_output=True,
            timeout=_START_SECONDS + seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ApartError(f"Evaluation timeout after {seconds} seconds") from error
    if done.returncode != 0:
        raise ApartError(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout.decode() or None


def main() -> None:
    """Answer what is asked on standard input."""
    asked = json.load(sys.stdin.buffer)
    try:
        text = program_of(asked["source"]).evaluate_json(None, asked["values"], **asked["bounds"])
    except (JlensError, RefusedArgument) as fault:
        sys.exit(str(fault))
    sys.stdout.write(text or "")


if __name__ == "__main__":
    main()
