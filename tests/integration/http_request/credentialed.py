"""A node's task with credentials of a workspace, before the server of a test."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exeoflow.http_request.credentials import StoredCredentials
from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.task import HttpRequestTask
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import Json
from exeoflow.service.credentials.create import NewCredential, create_credential
from tests.fakes.ports import FakePorts, fake_ports
from tests.integration.http_request.loopback import LOOPBACK, Call, Names

WORKSPACE = "ws_demo"
HOSTS = ("api.example", "other.example", "login.example")
PASSWORD = "pass-w0rd-nobody-sees"  # noqa: S105 - it is none


def no_secrets() -> Any:
    raise AssertionError("no parameter was to be read")


def shown(call: Call) -> None:
    """Answer with what was sent, as servers for debugging do."""
    told = {"path": call.received.path, "headers": call.received.headers, "body": call.received.body.decode()}
    call.answer(200, json.dumps(told).encode(), content_type="application/json")


@dataclass
class World:
    """Keeps credentials, and sends what nodes ask for to the test's server, by any of its names."""

    port: int
    ports: FakePorts = field(default_factory=fake_ports)
    allowed: str = ",".join(HOSTS)
    pauses: list[float] = field(default_factory=list)

    def keep(
        self, kind: CredentialKind, values: Mapping[str, Json], allowed_hosts: tuple[str, ...] = ()
    ) -> str:
        """Keep a credential and return its id."""
        new = NewCredential("key", kind, dict(values), allowed_hosts)
        return create_credential(self.ports, WORKSPACE, new).id

    def url(self, path: str = "/", host: str = "api.example", scheme: str = "http") -> str:
        """Return a URL of the server."""
        return f"{scheme}://{host}:{self.port}{path}"

    def run(self, path: str = "/", **payload: object) -> dict[str, Any]:
        """Run a node."""
        client = HttpClient(
            AllowedHosts.parse(self.allowed),
            resolve=Names({host: [[LOOPBACK]] for host in HOSTS}),
            pause=self.pauses.append,
        )
        task = HttpRequestTask(client, lambda: StoredCredentials(self.ports, no_secrets), self.pauses.append)
        return task.run({"url": self.url(path), "workspace": WORKSPACE, "response": "auto", **payload})
