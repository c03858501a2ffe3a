"""ministack as a process of its own; its functions are processes that it starts."""

import os
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

REGION: Final = "eu-central-1"
_ROOT: Final = Path(__file__).resolve().parents[2]
_PATIENCE_SECONDS: Final = 60


@contextmanager
def emulator(python: Path, port: int, folder: Path) -> Iterator[str]:
    """Run ministack by its own Python on a port; yield its address. What it says is kept in `folder`."""
    address = f"http://127.0.0.1:{port}"
    # The functions take their packages from here, for the layers are of another processor.
    paths = (_ROOT / "layers/exeoflow", sysconfig.get_path("purelib"))
    environment = {
        **os.environ,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "STATE_DIR": str(folder / "state"),
        "TMPDIR": str(folder),
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        **credentials(),
    }
    environment.pop("AWS_ENDPOINT_URL", None)
    with (folder / "ministack.log").open("wb") as log:
        process = subprocess.Popen([python, "-m", "ministack"], env=environment, stdout=log, stderr=log)
        try:
            _wait_for(process, f"{address}/_ministack/health")
            yield address
        finally:
            process.terminate()
            process.wait(_PATIENCE_SECONDS)


def credentials() -> dict[str, str]:
    """Return what every client of AWS wants to know."""
    return {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}


def _wait_for(process: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  an address of our own
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("ministack does not start")
