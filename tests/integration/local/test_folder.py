"""What a server's folder is good for beside its state: keys, and telling the two stacks apart."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT, command, running
from tests.e2e.workflows import ECHO

pytestmark = pytest.mark.slow


def keys(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "exeoflow.keys", "--local", "--data", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_keys_are_made_and_revoked_while_the_server_runs_on_whatever_port(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    with running("--data", str(folder), "--no-key") as server:
        _, made, _ = keys(folder, "create", "--name", "mine")
        secret, described = made.splitlines()[:2]
        before = Api(server.url, secret).get("/v1/workflows").status
        status, said, _ = keys(folder, "revoke", described.split()[1].rstrip(","))
        after = Api(server.url, secret).get("/v1/workflows").status
        demo = Api(server.url, KEY).get("/v1/workflows").status

    assert (before, after, demo) == (200, 401, 401)
    assert (status, said.endswith("is revoked.\n")) == (0, True)
    assert "\nAPI key:" not in "".join(server.lines)


def test_keys_of_a_server_on_moto_are_reached_on_its_port(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    with running("--moto", "--data", str(folder)):
        status, listed, _ = keys(folder, "list")

    assert (status, "local" in listed) == (0, True)


def test_keys_of_nobody_are_told_in_one_line(tmp_path: Path) -> None:
    status, _, said = keys(tmp_path / "nothing", "list")

    assert (status, said.count("\n")) == (1, 1)
    assert "--data" in said


def test_neither_stack_takes_the_others_state(tmp_path: Path) -> None:
    for one, other in (((), ("--moto",)), (("--moto",), ())):
        folder = str(tmp_path / "-".join(("state", *one)))
        with running("--data", folder, *one):
            pass
        done = subprocess.run(
            command("--data", folder, *other),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "--moto" in done.stderr


def test_a_backup_of_a_running_server_is_a_state_of_its_own(tmp_path: Path) -> None:
    def backup(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "local", "backup", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stderr

    restored = tmp_path / "restored"
    restored.mkdir()
    with running("--data", str(tmp_path / "state")) as server:
        workflow = Api(server.url, KEY).create(ECHO)
        made = [backup("--data", str(tmp_path / "state"), str(restored / "state.sqlite")) for _ in range(2)]
    missing = backup("--data", str(tmp_path / "none"), str(tmp_path / "copy"))

    with running("--data", str(restored)) as server:
        found = Api(server.url, KEY).run(ECHO, {"a": 1})["output"]
        status = Api(server.url, KEY).get(f"/v1/workflows/{workflow}").status

    assert [status for status, _ in made] == [0, 1]
    assert [said.count("\n") for _, said in (made[1], missing)] == [1, 1]
    assert (found, status) == ({"got": {"a": 1}}, 200)


def test_the_api_lies_under_a_base_path_too(tmp_path: Path) -> None:
    with running("--data", str(tmp_path / "state"), "--base-path", "/api/v1") as server:
        api = Api(server.url, KEY)
        api.create(ECHO)
        totals = [
            api.get(path).data["pagination"]["total"] for path in ("/v1/workflows", "/api/v1/workflows")
        ]
        beyond = api.get("/api/v11/workflows").status

    assert totals == [1, 1]
    assert beyond == 404
    assert f"{server.url}/api/v1/workflows" in "".join(server.lines)
