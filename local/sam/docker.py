"""The Docker daemon: whether it is usable, its images, and how containers reach this machine."""

import ipaddress
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from local.sam.errors import UnusableMachineError

# The first version that knows `host-gateway`, by which containers reach this machine.
OLDEST_DOCKER: Final = (20, 10)
# The name by which a container reaches the machine that it runs on.
HOST_IN_CONTAINERS: Final = "host.docker.internal"

_START: Final = (
    "start it (Linux: sudo systemctl start docker, or sudo dockerd; otherwise open Docker Desktop)"
)


class Docker:
    """The daemon that the command `docker` speaks to."""

    def __init__(self, command: Path) -> None:
        self._command = command

    @classmethod
    def usable(cls) -> "Docker":
        """Return the daemon; raise UnusableMachineError if it is missing, stopped or too old."""
        command = shutil.which("docker")
        if command is None:
            message = (
                "Docker is missing: install it (Debian, Ubuntu: sudo apt install docker.io) and try again."
            )
            raise UnusableMachineError(message)
        docker = cls(Path(command))
        answer = docker._run("version", "--format", "{{.Server.Version}}")
        if answer.returncode != 0:
            if "permission denied" in answer.stderr:
                message = (
                    "Docker refuses this user: add it to the group docker and log in again, or use sudo."
                )
            else:
                message = f"The Docker daemon does not answer: {_START} and try again."
            raise UnusableMachineError(message)
        require_version(answer.stdout.strip())
        return docker

    def has_image(self, image: str) -> bool:
        """Tell whether `image` lies on this machine."""
        return self._run("image", "inspect", image).returncode == 0

    def pull(self, image: str) -> bool:
        """Fetch `image` from its registry and tell whether that worked."""
        return self._run("pull", "--quiet", image).returncode == 0

    def load_root(self, archive: Path, image: str, changes: tuple[str, ...]) -> None:
        """Make `image` of one layer, the tar `archive`, with Dockerfile instructions `changes`."""
        options = [option for change in changes for option in ("--change", change)]
        answer = self._run("import", *options, str(archive), image)
        if answer.returncode != 0:
            message = f"Docker refused the image {image}: {answer.stderr.strip()}"
            raise UnusableMachineError(message)

    def build(self, dockerfile: str, context: Path, image: str) -> None:
        """Build `image` from the text of a Dockerfile and the folder `context`."""
        answer = self._run("build", "--tag", image, "--file", "-", str(context), given=dockerfile)
        if answer.returncode != 0:
            raise UnusableMachineError(f"Docker could not build {image}: {answer.stderr.strip()}")

    def remove(self, image: str) -> None:
        """Remove `image` if it is there."""
        self._run("image", "rm", "--force", image)

    def remove_containers(self, identifiers: Sequence[str]) -> None:
        """Stop and remove containers; those that are gone already are no error."""
        if identifiers:
            self._run("container", "rm", "--force", *identifiers)

    def host_address(self) -> str:
        """Return the address of this machine that `host.docker.internal` means inside a container.

        On Linux it is the gateway of the bridge; Docker Desktop forwards to the loopback itself.
        """
        if sys.platform != "linux":
            return "127.0.0.1"
        answer = self._run("network", "inspect", "bridge")
        networks: list[dict[str, Any]] = json.loads(answer.stdout or "[]")
        for network in networks:
            for subnet in network["IPAM"]["Config"]:
                # Before a first container runs, the bridge names no gateway: it is the first address.
                return str(subnet.get("Gateway") or next(ipaddress.ip_network(subnet["Subnet"]).hosts()))
        message = "Docker has no network called bridge: create it (restart the daemon without --bridge=none)."
        raise UnusableMachineError(message)

    def _run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._command, *arguments], input=given, capture_output=True, text=True, check=False
        )


def require_version(version: str) -> None:
    """Raise UnusableMachineError if the daemon's `version`, such as `20.10.24+dfsg1`, is too old."""
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST_DOCKER:
        oldest = ".".join(map(str, OLDEST_DOCKER))
        message = f"Docker {version} is too old: update it to {oldest} or newer."
        raise UnusableMachineError(message)
