"""Whatever keeps containers from running is said in one line that tells what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from local.sam.docker import Docker, require_version
from local.sam.errors import UnusableMachineError
from local.sam.ports import require_free
from local.sam.python import runtime_python

ROOT = Path(__file__).parents[3]


def command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("path")
def test_missing_docker_is_to_be_installed() -> None:
    with pytest.raises(UnusableMachineError, match=r"^Docker is missing: install it .*\.$"):
        Docker.usable()


def test_a_daemon_that_does_not_answer_is_to_be_started(path: Path) -> None:
    command(path, "docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1")

    with pytest.raises(UnusableMachineError, match=r"^The Docker daemon does not answer: start it .*\.$"):
        Docker.usable()


def test_a_user_without_permission_is_told_so(path: Path) -> None:
    command(path, "docker", "echo 'permission denied while trying to connect' >&2; exit 1")

    with pytest.raises(UnusableMachineError, match=r"^Docker refuses this user: .*\.$"):
        Docker.usable()


def test_old_docker_is_to_be_updated(path: Path) -> None:
    command(path, "docker", "echo 19.03.8")

    with pytest.raises(
        UnusableMachineError, match=r"^Docker 19\.03\.8 is too old: update it to 20\.10 .*\.$"
    ):
        Docker.usable()


@pytest.mark.parametrize("version", ["20.10.24+dfsg1", "28.2.2", "100.0"])
def test_newer_docker_is_taken(version: str) -> None:
    require_version(version)


def test_a_missing_runtime_python_is_to_be_installed(tmp_path: Path) -> None:
    command(tmp_path, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")

    with pytest.raises(UnusableMachineError, match=r"^python3\.13 is missing, .*\.$"):
        runtime_python({"PATH": str(tmp_path), "HOME": str(tmp_path)})


def test_what_pyenv_has_installed_is_found_behind_a_shim_that_fails(tmp_path: Path) -> None:
    shims, installed = tmp_path / "shims", tmp_path / ".pyenv/versions/3.13.1/bin"
    for folder in (shims, installed):
        folder.mkdir(parents=True)
    command(shims, "python3.13", "exit 127")
    command(installed, "python3.13", "echo '(3, 13)'")

    found = runtime_python({"PATH": str(shims), "HOME": str(tmp_path)})

    assert found == installed / "python3.13"


def test_a_taken_port_is_told_with_the_way_to_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(UnusableMachineError, match=rf"^Port {port} is taken: .*PORT=.*\.\.\.$"):
            require_free("127.0.0.1", port)


def test_the_command_ends_with_one_line_and_status_1(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "local.sam"],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, len(answer.stderr.splitlines())) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("action", ["deploy", "destroy", "republish", "redrive"])
def test_deploying_without_credentials_ends_with_one_line_and_status_1(tmp_path: Path, action: str) -> None:
    without = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    answer = subprocess.run(
        [sys.executable, "-m", "local.deployment", action, "development"],
        cwd=ROOT,
        env={
            **without,
            "HOME": str(tmp_path),
            "AWS_DEFAULT_REGION": "eu-central-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, len(answer.stderr.splitlines())) == (1, 1)
