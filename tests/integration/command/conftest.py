"""The real command against a real server on this machine."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from exeoflow.command.app import main
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT, running

LIBRARY = ROOT / "layers" / "exeoflow"


@dataclass(frozen=True)
class Shell:
    """Calls the command in a folder, as somebody at a terminal does."""

    folder: Path
    url: str

    def __call__(
        self, *arguments: str, given: str = "", **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        """Call it in this process, which costs a tenth, and wait for its end."""
        printed, said = io.StringIO(), io.StringIO()
        with (
            chdir(self.folder),
            patch.dict(os.environ, {**self._variables, **variables}, clear=True),
            patch.multiple(sys, argv=["exeoflow", *arguments], path=[*sys.path], stdin=io.StringIO(given)),
            redirect_stdout(printed),
            redirect_stderr(said),
        ):
            status = _status_of(main)
        return subprocess.CompletedProcess(arguments, status, printed.getvalue(), said.getvalue())

    def process(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Call it in a process of its own, as two who work side by side do."""
        return subprocess.run(
            _command(arguments),
            cwd=self.folder,
            env=self._variables,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    @contextmanager
    def started(self, *arguments: str) -> "Iterator[subprocess.Popen[bytes]]":
        """Call it, and do something while it works."""
        process = subprocess.Popen(
            _command(arguments), cwd=self.folder, env=self._variables, stdout=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    @property
    def _variables(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{LIBRARY}{os.pathsep}{ROOT}",
            "HOME": str(self.folder),
            "EXEOFLOW_URL": self.url,
            "EXEOFLOW_KEY": KEY,
            "COLUMNS": "200",
        }

    def well(self, *arguments: str, **variables: str) -> str:
        """Call what must succeed; return what it prints."""
        done = self(*arguments, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, name: str, text: str) -> Path:
        """Write a file of the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        """Read a file of the folder."""
        return (self.folder / name).read_text(encoding="utf-8")


def _status_of(run: Callable[[], None]) -> int:
    try:
        run()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "exeoflow.command", *arguments]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running("--data", str(tmp_path_factory.mktemp("state"))) as server:
        yield server.url


@pytest.fixture
def api(url: str) -> Iterator[Api]:
    """A server without workflows, after the test as before."""
    api = Api(url, KEY)
    yield api
    for workflow in api.get("/v1/workflows?limit=100").data["workflows"]:
        api.call("DELETE", f"/v1/workflows/{workflow['id']}?force=true")


@pytest.fixture
def shell(url: str, tmp_path: Path, api: Api) -> Shell:
    del api  # which cleans up
    return Shell(tmp_path, url)


def named(api: Api) -> dict[str, Any]:
    """All workflows of the server by their names, of which none is there twice."""
    listed = api.get("/v1/workflows?limit=100").data["workflows"]
    assert len({each["name"] for each in listed}) == len(listed)
    return {each["name"]: api.get(f"/v1/workflows/{each['id']}").data for each in listed}


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
