"""Deploys the stack into ministack, and runs `tests/e2e` against it: `make ministack`."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from local.sam.ports import free_port
from tests.ministack.emulator import credentials, emulator
from tests.ministack.front import front
from tests.ministack.stack import Account, deploy

_ROOT: Final = Path(__file__).resolve().parents[2]
_HOST: Final = "127.0.0.1"
_RATE: Final = "100000"


def main() -> int:
    """Run with the Python that has ministack; what follows goes to pytest."""
    python, *arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        port, door = free_port(_HOST), free_port(_HOST)
        with emulator(Path(python).absolute(), port, Path(folder)) as address, front(door, port) as api:
            started = time.monotonic()
            url = f"http://{_HOST}:{door}"
            ids = deploy(Account(address), {"ApiUrl": url, "HttpAllowedHosts": _HOST})
            api.api_id = ids["HttpApi"]
            print(f"deployed in {time.monotonic() - started:.0f} s", flush=True)
            key = _key(address, ids["ApiKeysTable"])
            environment = {**os.environ, "EXEOFLOW_URL": url, "EXEOFLOW_KEY": key}
            command = [sys.executable, "-m", "pytest", "-p", "tests.ministack.known_faults", "-m", "not slow"]
            return subprocess.run(
                [*command, "tests/e2e", *arguments], env=environment, cwd=_ROOT, check=False
            ).returncode


def _key(address: str, table: str) -> str:
    """Make a key as the stack's output `CreateKeyCommand` says."""
    environment = {**os.environ, **credentials(), "AWS_ENDPOINT_URL": address, "API_KEYS_TABLE": table}
    command = [sys.executable, "-m", "exeoflow.keys", "create", "--name", "e2e", "--rate", _RATE]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return next(word for word in made.stdout.split() if word.startswith("exo_live_"))


if __name__ == "__main__":
    sys.exit(main())
