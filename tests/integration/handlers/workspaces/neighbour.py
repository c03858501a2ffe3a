"""A workspace that has one of everything, and what of it a stranger must neither hear nor change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from exeoflow.api.catalogue import routes
from exeoflow.bootstrap import application
from tests.integration.handlers.conftest import Client, make_client
from tests.integration.handlers.running import ended, execution

# What only the neighbour knows: wherever a stranger reads it, something was told.
SECRET: Final = "kingfisher"  # noqa: S105  (no password)
WORKFLOW: Final[Mapping[str, Any]] = {
    "name": SECRET,
    "tags": [SECRET],
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "say", "type": "set", "config": {"values": {"said": SECRET}}},
    ],
    "connections": [{"source": "start", "target": "say"}],
}
CREDENTIAL: Final = {"name": SECRET, "type": "bearer", "values": {"token": SECRET}}
URL: Final = f"https://example.com/{SECRET}"


@dataclass(frozen=True)
class Neighbour:
    """Somebody's workspace: its things by the parameters of paths that name them, and the id of a file."""

    client: Client
    things: Mapping[str, str]
    file_id: str

    def named_by(self, parameters: list[str]) -> dict[str, str]:
        """Return the things that the parameters of a path name."""
        return {name: self.things[name] for name in parameters}

    def seen(self) -> Mapping[str, Any]:
        """Return all that the neighbour itself reads of its workspace."""
        return {
            row.name: self.client.call(row.name, path=self.named_by(row.path_parameters), query={}).content
            for row in routes()
            if row.method == "GET" and row.scope is not None
        }


def settle(functions: Mapping[str, Any]) -> Neighbour:
    """Make a workspace with one of everything."""
    client = make_client(functions, limit=10_000)
    made = partial(_made, client)
    workflow_id = made("create_workflow", WORKFLOW)
    client.call("update_workflow", path={"workflow_id": workflow_id}, body={"description": SECRET})
    run = ended(client, {**WORKFLOW, "name": "Ran"})
    webhook = {"workflow_id": workflow_id, "name": SECRET, "authentication": {"type": "bearer"}}
    client.call("set_variable", path={"name": SECRET}, body={"value": SECRET})
    file_id = f"{run['id']}/file_1"
    application().files.put(client.workspace, file_id, json.dumps([SECRET]).encode())
    things = {
        "workflow_id": workflow_id,
        "node_id": "say",
        "revision": "1",
        "execution_id": run["id"],
        "number": "1",
        "webhook_id": made("create_webhook", webhook),
        "notification_id": made("create_notification", {"url": URL, "events": ["execution.failed"]}),
        "credential_id": made("create_credential", CREDENTIAL),
        "key_id": made("create_key", {"name": SECRET, "scopes": ["workflows:read"]}),
        "name": SECRET,
    }
    assert execution(client, run["id"])["status"] == "success"
    return Neighbour(client, things, file_id)


def _made(client: Client, operation: str, body: Mapping[str, Any]) -> str:
    answer = client.call(operation, body=body)
    assert answer.status == 201, answer
    return str(answer.data["id"])
