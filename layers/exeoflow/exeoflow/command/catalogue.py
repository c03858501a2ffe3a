"""Names for what a server keeps: people type a name, an id, or the beginning of one."""

import re
from typing import Any, Final

from exeoflow.command.documents.references import is_id
from exeoflow.command.words import words
from exeoflow.remote.connection import Connection
from exeoflow.remote.trouble import Refused, Trouble

_NOT_FOUND: Final = 404
_SHOWN: Final = 8
_EXECUTION_ID: Final = re.compile(r"exec_[0-9A-Za-z]{20,60}")


def all_workflows(connection: Connection) -> list[dict[str, Any]]:
    """Return what lists say of all workflows, newest first."""
    return list(connection.all("/v1/workflows", "workflows"))


def workflow_id_of(connection: Connection, said: str) -> str:
    """Return the id of the workflow that is meant: by id, by name, or by the beginning of either."""
    if is_id(said):
        return said
    listed = all_workflows(connection)
    exact = [each for each in listed if each["name"] == said]
    found = exact or [
        each
        for each in listed
        if each["name"].lower().startswith(said.lower()) or each["id"].startswith(said)
    ]
    if not found:
        raise Trouble(words("workflow_unknown", name=said))
    if len(found) > 1:
        which = ", ".join(f"{each['name']} ({each['id']})" for each in found[:_SHOWN])
        raise Trouble(words("workflow_several", name=said, which=which))
    return str(found[0]["id"])


def workflow_of(connection: Connection, said: str) -> tuple[dict[str, Any], str | None]:
    """Return a whole workflow and its revision's tag."""
    answer = connection.call("GET", f"/v1/workflows/{workflow_id_of(connection, said)}")
    return answer.data, answer.etag


def stored_or_none(connection: Connection, workflow_id: str) -> tuple[dict[str, Any], str | None] | None:
    """Return a stored workflow and its revision's tag, None where there is none."""
    try:
        answer = connection.call("GET", f"/v1/workflows/{workflow_id}")
    except Refused as refusal:
        if refusal.http_status == _NOT_FOUND:
            return None
        raise
    return answer.data, answer.etag


def execution_id_of(connection: Connection, said: str) -> str:
    """Return the id of an execution: given whole, by its beginning, or `last`."""
    if _EXECUTION_ID.fullmatch(said):
        return said
    listed = connection.get("/v1/executions", {"limit": 100})["executions"]
    found = listed[:1] if said == "last" else [each for each in listed if each["id"].startswith(said)]
    if not found:
        raise Trouble(words("execution_unknown", id=said))
    if len(found) > 1:
        raise Trouble(words("execution_several", id=said, count=len(found)))
    return str(found[0]["id"])
