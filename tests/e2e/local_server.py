"""Starts the local server as a person does, for tests that look at it from outside."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
KEY: Final = "exo_local_demo_key"
_READY: Final = re.compile(r"ready at (http://\S+:\d+)")
_AWS: Final = re.compile(r"AWS endpoint of this stack: (http://\S+)")
_PATIENCE_SECONDS: Final = 60


class LocalServer:
    """A server process; `lines` is all it has said so far."""

    def __init__(self, *options: str) -> None:
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            command(*options),
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._is_ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._is_ready.wait(_PATIENCE_SECONDS) or not self.url:
            self.kill()
            raise RuntimeError("the local server did not start:\n" + "".join(self.lines))

    @property
    def resident_mib(self) -> float:
        """The memory that the process has now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    @property
    def url(self) -> str:
        """Where it serves the API."""
        found = _READY.search("".join(self.lines))
        return found[1] if found else ""

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def end(self, sign: signal.Signals = signal.SIGINT) -> int:
        """End it, unless it has ended, as Ctrl-C does, or by another signal; return the exit status."""
        self._process.send_signal(sign)
        return self._wait()

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self._process.kill()
        self._wait()

    def _wait(self) -> int:
        status = self._process.wait(_PATIENCE_SECONDS)
        self._reader.join()
        if self._process.stdout:
            self._process.stdout.close()
        return status

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self.lines.append(line)
            if _READY.search(line):
                self._is_ready.set()
        self._is_ready.set()


def aws_client(server: LocalServer, service: Any) -> Any:
    """Return a client of a service of the AWS that a server has beside its API."""
    import boto3  # noqa: PLC0415  most tests of the server need none

    found = _AWS.search("".join(server.lines))
    assert found is not None
    return boto3.client(
        service,
        endpoint_url=found[1],
        region_name="eu-central-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def command(*options: str) -> Sequence[str]:
    """Return the command line that starts a server on a free port."""
    return [sys.executable, "-m", "local", "--port", "0", "--aws-port", "0", *options]


@contextmanager
def running(*options: str) -> Iterator[LocalServer]:
    """Run a server for a while."""
    server = LocalServer(*options)
    try:
        yield server
    finally:
        server.end()
