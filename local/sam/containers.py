"""The two servers of `sam local`: the HTTP API, and the Lambda service for tasks and events."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local.place import REGION
from local.sam.docker import HOST_IN_CONTAINERS, Docker
from local.sam.errors import UnusableMachineError
from local.sam.function_image import FUNCTION_IMAGE
from local.sam.ports import is_open
from local.sam.runtime_image import machine_architecture

_START_SECONDS: Final = 300
_STOP_SECONDS: Final = 60
_LAST_LINES: Final = 15
_CONTAINER: Final = re.compile(r"SAM_CONTAINER_ID: (\w+)")


@dataclass(frozen=True, slots=True)
class SamLocal:
    """`sam local` for one template; what a server and its functions say goes to a file."""

    sam: Path
    template: Path
    docker: Docker

    @contextmanager
    def api(self, port: int) -> Iterator[None]:
        """Serve the HTTP API on the loopback; all containers are started before the first request."""
        with self._server("start-api", port, "EAGER"):
            yield

    @contextmanager
    def functions(self, port: int) -> Iterator[None]:
        """Serve Lambda's Invoke on the loopback; a container starts when its function is first invoked."""
        with self._server("start-lambda", port, "LAZY"):
            yield

    def log(self, command: str) -> Path:
        """Return the file that a server, `start-api` or `start-lambda`, writes to."""
        return self.template.with_name(f"{command}.log")

    @contextmanager
    def _server(self, command: str, port: int, warm: str) -> Iterator[None]:
        with self.log(command).open("wb") as log:
            process = subprocess.Popen(
                [
                    *(self.sam, "local", command, "--template", self.template, "--port", str(port)),
                    *("--parameter-overrides", f"Architecture={machine_architecture()}"),
                    *("--warm-containers", warm, "--no-watch", "--skip-pull-image", "--region", REGION),
                    *("--invoke-image", FUNCTION_IMAGE),
                    *("--add-host", f"{HOST_IN_CONTAINERS}:host-gateway"),
                ],
                env={**os.environ, **_CREDENTIALS},
                cwd=self.template.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A Ctrl-C in the terminal is for this process, which then stops its servers in order.
                start_new_session=True,
            )
        try:
            self._wait_until_open(command, process, port)
            yield
        finally:
            _stop(process)
            # sam forgets some of its containers when it is stopped while they start.
            self.docker.remove_containers(_CONTAINER.findall(self.log(command).read_text(errors="replace")))

    def _wait_until_open(self, command: str, process: subprocess.Popen[bytes], port: int) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not is_open("127.0.0.1", port):
            if process.poll() is not None or time.monotonic() > deadline:
                last = "\n".join(self.log(command).read_text(errors="replace").splitlines()[-_LAST_LINES:])
                message = f"sam local {command} did not start; it said:\n{last}"
                raise UnusableMachineError(message)


# moto believes everyone; sam passes these on to the containers, so that it never passes on real ones.
_CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_SESSION_TOKEN": "local",
    "SAM_CLI_TELEMETRY": "0",
}


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server, which removes its containers first; servers in the background ignore SIGINT."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
