"""The server as a process: how it starts, ends, is killed and comes back."""

import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import urllib3

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT, command, running
from tests.e2e.workflows import ECHO

pytestmark = pytest.mark.slow

ASKING = {
    "name": "Asking",
    "nodes": [{"id": "start", "type": "trigger"}, {"id": "ask", "type": "approval"}],
    "connections": [{"source": "start", "target": "ask"}],
}
CLIENTS = 8
STARTS_PER_CLIENT = 12


def refused(*options: str) -> str:
    """Start a server that must refuse, and return what it says."""
    done = subprocess.run(
        command(*options), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = refused("--memory", "--port", str(port))

    assert said.count("\n") == 1
    assert f"Port {port} is taken" in said
    assert "--port" in said


def test_a_second_server_on_a_folder_is_told_in_one_line(tmp_path: Path) -> None:
    with running("--data", str(tmp_path / "state")):
        said = refused("--data", str(tmp_path / "state"))

    assert said.count("\n") == 1
    assert "Another local server" in said


@pytest.mark.parametrize("name", ["state.sqlite", "holiday.jpg"])
def test_a_broken_or_foreign_folder_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"something else" * 1000)

    said = refused("--data", str(tmp_path))

    assert said.count("\n") == 1
    assert "--data" in said


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_cleanly(sign: signal.Signals) -> None:
    with running("--memory") as server:
        status = server.end(sign)

    assert status == 0
    assert server.lines[-1] == "Stopped.\n"


def test_the_server_says_how_to_begin_and_what_happens_without_keys_or_payloads() -> None:
    with running("--memory", "--key", "exo_my_own_key") as server:
        api = Api(server.url, "exo_my_own_key")
        execution = api.run(ECHO, {"secret": "do not print"})
    said = "".join(server.lines)

    assert f"curl {server.url}/v1/workflows -H 'Authorization: Bearer exo_my_own_key'" in said
    assert f"POST /v1/workflows/{execution['workflow_id']}/execute 202" in said
    assert f"execution {execution['id']} succeeded" in said
    assert "do not print" not in said
    assert said.count("exo_my_own_key") == 3


def test_what_was_stored_is_there_after_a_restart(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "state"))
    with running(*options) as server:
        api = Api(server.url, KEY)
        workflow = api.create(ECHO)
        before = api.finished(api.execute(workflow, {"a": 1}))

    with running(*options) as server:
        api = Api(server.url, KEY)
        after = api.get(f"/v1/executions/{before['id']}").data
        again = api.finished(api.execute(workflow, {"a": 2}))

    assert after == before
    assert again["output"] == {"got": {"a": 2}}


def test_waiting_executions_are_kept_by_a_kill_and_finish_on_time(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "state"))
    workflow = {
        "name": "Waiting",
        "nodes": [
            {"id": "start", "type": "trigger"},
            {"id": "pause", "type": "wait", "config": {"seconds": 12}},
            {"id": "echo", "type": "transform", "config": {"expression": "$trigger.n"}},
        ],
        "connections": [{"source": "start", "target": "pause"}, {"source": "pause", "target": "echo"}],
    }
    with running(*options) as server:
        api = Api(server.url, KEY)
        waiting = api.create(workflow)
        executions = [api.execute(waiting, {"n": number}) for number in range(20)]
        server.kill()

    with running(*options) as server:
        api = Api(server.url, KEY)
        found = [api.finished(execution) for execution in executions]

    assert [each["output"] for each in found] == list(range(20))
    assert {each["status"] for each in found} == {"success"}
    durations = [each["duration"] for each in found]
    assert min(durations) >= 12_000
    assert max(durations) < 60_000


def test_an_answer_after_a_kill_reaches_the_execution_that_waits_for_it(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "state"))
    with running(*options) as server:
        api = Api(server.url, KEY)
        execution = api.execute(api.create(ASKING))
        (asked,) = api.execution_when(execution, lambda found: found.get("approvals"))["approvals"]
        server.kill()
    said = "".join(server.lines)

    with running(*options) as server:
        api = Api(server.url, KEY)
        address = urlsplit(asked["approve_url"])
        answers = [api.post(f"{address.path}?{address.query}") for _ in range(2)]
        found = api.finished(execution)

    assert (found["status"], found["output"]["decision"]) == ("success", "approved")
    assert [answer.status for answer in answers] == [200, 409]
    assert asked["approve_url"].partition("token=")[2] not in said


def test_on_moto_an_execution_that_ran_when_the_server_was_killed_has_failed(tmp_path: Path) -> None:
    options = ("--moto", "--data", str(tmp_path / "state"))
    with running(*options) as server:
        api = Api(server.url, KEY)
        execution = api.execute(api.create(ASKING))
        (asked,) = api.execution_when(execution, lambda found: found.get("approvals"))["approvals"]
        time.sleep(1)  # histories of running executions are kept twice a second
        server.kill()

    with running(*options) as server:
        api = Api(server.url, KEY)
        found = api.finished(execution)
        address = urlsplit(asked["approve_url"])
        answer = api.post(f"{address.path}?{address.query}")

    assert (found["status"], found["error"]["code"]) == ("failed", "Local.Interrupted")
    assert [step["node_id"] for step in found["steps"]] == ["start", "ask"]
    assert answer.error["code"] == "APPROVAL_EXPIRED"


class Starts:
    """Starts that many clients ask for with the same keys, and the executions that were acknowledged."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, set[str]] = {f"start-{n}": set() for n in range(STARTS_PER_CLIENT)}
        self.are_many = threading.Event()

    def start_all(self, api: Api, workflow: str) -> None:
        for key, executions in self.acknowledged.items():
            try:
                answer = api.post(f"/v1/workflows/{workflow}/execute", {"input": {}}, idempotency_key=key)
            except urllib3.exceptions.HTTPError:
                return
            executions.add(answer.data["execution_id"])
            if sum(map(bool, self.acknowledged.values())) > STARTS_PER_CLIENT // 2:
                self.are_many.set()


def test_a_kill_loses_no_acknowledged_start_and_doubles_none(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "state"))
    starts = Starts()

    with running(*options) as server, ThreadPoolExecutor(max_workers=CLIENTS) as clients:
        api = Api(server.url, KEY)
        workflow = api.create(ECHO)
        for _ in range(CLIENTS):
            clients.submit(starts.start_all, api, workflow)
        starts.are_many.wait(60)
        server.kill()
    before_the_kill = {execution for executions in starts.acknowledged.values() for execution in executions}

    with running(*options) as server:
        api = Api(server.url, KEY)
        with ThreadPoolExecutor(max_workers=CLIENTS) as clients:
            for _ in range(CLIENTS):
                clients.submit(starts.start_all, api, workflow)
        ended = {execution: api.finished(execution)["status"] for execution in before_the_kill}
        total = api.get(f"/v1/executions?workflow_id={workflow}").data["pagination"]["total"]
        stats = api.get(f"/v1/workflows/{workflow}/stats").data

    assert before_the_kill
    assert all(len(executions) == 1 for executions in starts.acknowledged.values())
    assert set(ended.values()) <= {"success", "failed"}
    assert total == stats["runs"] == STARTS_PER_CLIENT
