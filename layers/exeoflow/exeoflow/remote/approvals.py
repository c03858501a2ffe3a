"""Answers to what an execution waits for, by the addresses that it shows."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from exeoflow.remote.connection import Connection
from exeoflow.remote.trouble import Trouble
from exeoflow.texts.words import command_text


def answer_address(connection: Connection, execution_id: str, node: str | None, *, reject: bool) -> str:
    """Return the address that takes the answer. Raises `Trouble` where nothing waits, or several do."""
    waiting = connection.get(f"/v1/executions/{execution_id}").get("approvals", [])
    found = [each for each in waiting if node in {None, each["node_id"]}]
    if not found:
        raise Trouble(_words(connection, "approve_nothing").format(id=execution_id))
    if len(found) > 1:
        nodes = ", ".join(each["node_id"] for each in found)
        raise Trouble(_words(connection, "approve_several").format(nodes=nodes))
    names = ("reject_url",) if reject else ("approve_url", "resume_url")
    address = next((found[0][name] for name in names if name in found[0]), None)
    if address is None:
        raise Trouble(_words(connection, "approve_forbidden"))
    return str(address)


def answer(connection: Connection, address: str, data: Any) -> Any:
    """Send an answer to the server that this is about, by whatever name it calls itself in the address."""
    parts = urlsplit(address)
    _, found, rest = parts.path.rpartition("/approvals/")
    if not found:
        raise Trouble(_words(connection, "approve_elsewhere").format(address=address))
    path = urlunsplit(("", "", f"/approvals/{rest}", parts.query, ""))
    body = data if "/resume" in parts.path or data is None else {"data": data}
    return connection.post(path, body)


def _words(connection: Connection, code: str) -> str:
    return command_text(code, connection.language)
