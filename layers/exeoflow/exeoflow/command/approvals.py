"""The command `approve`: an answer to what a run waits for."""

import json
from typing import Any
from urllib.parse import urlsplit

from exeoflow.command.catalogue import execution_id_of
from exeoflow.command.connection import Connection, connect
from exeoflow.command.terminal import say
from exeoflow.command.trouble import Trouble


def approve(said: str, *, node: str | None, reject: bool, data: str | None, profile: str | None) -> None:
    """Approve or reject what a run waits for; of a `wait`, resume it with the data."""
    connection = connect(profile)
    execution_id = execution_id_of(connection, said)
    given = None if data is None else _json(data)
    address = answer_address(connection, execution_id, node, reject=reject)
    answer(connection, address, given)
    say(f"{execution_id}: {'rejected' if reject else 'answered'}.")


def answer_address(connection: Connection, execution_id: str, node: str | None, *, reject: bool) -> str:
    """Return the address that takes the answer. Raises `Trouble` where nothing waits, or several do."""
    waiting = connection.get(f"/v1/executions/{execution_id}").get("approvals", [])
    found = [each for each in waiting if node in {None, each["node_id"]}]
    if not found:
        raise Trouble(f"{execution_id} waits for no answer{f' at {node}' if node else ''}.")
    if len(found) > 1:
        raise Trouble(f"It waits at {', '.join(each['node_id'] for each in found)}: say which, by --node.")
    names = ("reject_url",) if reject else ("approve_url", "resume_url")
    address = next((found[0][name] for name in names if name in found[0]), None)
    if address is None:
        raise Trouble("This key may not answer: it lacks executions:write, or there is nothing to reject.")
    return str(address)


def answer(connection: Connection, address: str, data: Any) -> Any:
    """Send an answer; only to the server that this is about."""
    parts = urlsplit(address)
    if not address.startswith(f"{connection.server.url}/") or not parts.path.rpartition("/approvals/")[1]:
        raise Trouble(f"{parts.netloc} is not {connection.server.url}: answer it in a browser.")
    path = address.removeprefix(connection.server.url)
    body = data if "/resume" in parts.path or data is None else {"data": data}
    return connection.post(path, body)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Trouble(f"The data is no JSON: {error}") from error
