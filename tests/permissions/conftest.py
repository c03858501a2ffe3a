"""All calls of AWS that the functions make while the suite for HTTP runs."""

import os
import subprocess
import sys
from contextlib import closing

import pytest

from local.aws.stack import run_stack
from local.keys import make_key
from local.server import HOST, bind, port_of, served_beside
from local.state.database import Database
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT
from tests.permissions.recording import Call, RecordedFunctions, Recorder
from tests.permissions.stories.approvals import Approvals
from tests.permissions.stories.executions import Executions
from tests.permissions.stories.nodes import Nodes
from tests.permissions.stories.settings import Settings
from tests.permissions.stories.sweeping import Sweeping
from tests.permissions.stories.triggers import Triggers
from tests.permissions.stories.workflows import Workflows

# What happens to workflows when something fails: the ways that the suite for HTTP does not go.
_STORIES = (Workflows, Executions, Triggers, Approvals, Nodes, Settings, Sweeping)


@pytest.fixture(scope="module")
def calls() -> list[Call]:
    recorder = Recorder()
    parameters = {"HttpAllowedHosts": "127.0.0.1", "LogLevel": "ERROR"}
    with (
        closing(Database(":memory:")) as database,
        recorder.attached(),
        run_stack(database, parameters, lambda _line: None, RecordedFunctions) as stack,
        bind(0, "--port") as listener,
        served_beside(stack.gateway, listener),
    ):
        make_key(KEY, stack.keys)
        url = f"http://{HOST}:{port_of(listener)}"
        _run_suite(url)
        functions = RecordedFunctions(stack.declared.functions)
        for story in _STORIES:
            story(Api(url, KEY), functions, recorder).tell()
    return recorder.calls


def _run_suite(url: str) -> None:
    answer = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "-m",
            "not slow",
            "tests/e2e",
        ],
        cwd=ROOT,
        env={**os.environ, "EXEOFLOW_URL": url, "EXEOFLOW_KEY": KEY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout
