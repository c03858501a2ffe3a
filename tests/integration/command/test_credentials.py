"""Credentials at a terminal: their values are piped, typed or in files, and are never shown or said."""

import json
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT, running
from tests.integration.command.conftest import LIBRARY, Shell

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that may call this machine."""
    options = ("--data", str(tmp_path_factory.mktemp("state")), "--allow-hosts", "127.0.0.1")
    with running(*options) as server:
        yield server.url


@contextmanager
def guarded_by(token: str) -> Iterator[str]:
    """Serve what only a token opens."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_right = self.headers.get("authorization") == f"Bearer {token}"
            self.send_response(200 if is_right else 401)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_token_is_kept_tried_rotated_and_removed(shell: Shell, api: Api) -> None:
    with guarded_by("second-secret") as address:
        made = shell("credentials", "set", "CRM", "--type", "bearer", given="first-secret\n")
        assert made.returncode == 0, made.stderr
        refused = shell("credentials", "test", "CRM", address)
        assert (refused.returncode, "Http.Status401" in refused.stdout) == (1, True), refused.stderr
        shell.write("token", "second-secret\n")
        shell.well("credentials", "rotate", "CRM", "--file", "token=token")
        assert "200" in shell.well("credentials", "test", made.stdout.strip(), address)
    listed = json.loads(shell.well("credentials", "ls", "-o", "json"))
    assert [(each["name"], each["revision"], each["fields"]) for each in listed] == [("CRM", 2, ["token"])]
    shell.well("credentials", "rm", "CRM", "--yes")
    assert api.get("/v1/credentials").data["credentials"] == []


def test_what_workflows_name_stays_unless_forced(shell: Shell, api: Api) -> None:
    values = json.dumps({"username": "ada", "password": "hunter2"})
    made = shell("credentials", "set", "A", "--type", "basic", "--host", "example.com", given=values)
    config = {"url": "https://example.com", "credential": made.stdout.strip()}
    nodes = [{"id": "start", "type": "trigger"}, {"id": "call", "type": "http_request", "config": config}]
    workflow = {"name": "Calls", "nodes": nodes, "connections": [{"source": "start", "target": "call"}]}
    api.create(workflow)

    assert "CREDENTIAL_IN_USE" in shell("credentials", "rm", "A", "--yes").stderr
    shell.well("credentials", "rm", "A", "--yes", "--force")


def test_what_is_wrong_is_one_line_without_the_secret(shell: Shell, api: Api) -> None:
    del api
    for arguments, given in (
        (["set", "A", "--type", "basic"], "hunter2"),
        (["set", "A", "--type", "basic"], '{"username": "ada", "password": "hunter2"'),
        (["set", "A", "--type", "nothing"], "hunter2"),
        (["set", "A", "--type", "basic", "--file", "secret=nowhere"], ""),
        (["set", "A", "--type", "bearer", "--file", "token=nowhere"], ""),
        (["rotate", "nobody"], "hunter2"),
        (["rm", "nobody", "--yes"], ""),
    ):
        refused = shell("credentials", *arguments, given=given)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), (arguments, refused.stderr)
        assert "hunter2" not in refused.stderr + refused.stdout
    shell("credentials", "set", "A", "--type", "bearer", given="x")
    assert "rotate" in shell("credentials", "set", "A", "--type", "bearer", given="x").stderr
    shell.well("credentials", "rm", "A", "--yes")


def test_who_types_sees_nothing_of_a_secret(shell: Shell, api: Api) -> None:
    parent, child = pty.openpty()
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{LIBRARY}{os.pathsep}{ROOT}",
        "HOME": str(shell.folder),
        "EXEOFLOW_URL": shell.url,
        "EXEOFLOW_KEY": KEY,
    }
    arguments = [sys.executable, "-m", "exeoflow.command", "credentials", "set", "T", "--type", "basic"]
    process = subprocess.Popen(
        arguments, stdin=child, stdout=child, stderr=child, env=variables, start_new_session=True
    )
    os.close(child)
    said = b""
    for awaited, typed in ((b"username: ", b"ada\n"), (b"password (", b"hunter2\n")):
        while awaited not in said:
            said += os.read(parent, 1024)
        os.write(parent, typed)
    assert process.wait(60) == 0, said
    said += os.read(parent, 4096)
    os.close(parent)
    assert b"hunter2" not in said
    (kept,) = api.get("/v1/credentials").data["credentials"]
    assert (kept["name"], kept["fields"]) == ("T", ["username", "password"])
    api.call("DELETE", f"/v1/credentials/{kept['id']}")
