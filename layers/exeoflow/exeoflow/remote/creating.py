"""Create a workflow once, however often the same is asked."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from exeoflow.remote.connection import Answer, Connection, segment
from exeoflow.remote.digest import digest_of
from exeoflow.remote.trouble import Refused

_NOT_FOUND: Final = 404


def create_once(
    connection: Connection,
    path: str,
    body: Any,
    id_of: Callable[[Any], str],
    query: Mapping[str, Any] | None = None,
) -> Answer:
    """Return the answer to a creation, or that of the same one before; `id_of` finds the id in its data.

    The API keeps an answer for a day, also that of a workflow that is deleted meanwhile: after it the next
    key is asked, and so on to one that is there.
    """
    key = digest_of({"path": path, "body": body})
    while True:
        answered = connection.call("POST", path, body, query, {"idempotency-key": key})
        identifier = id_of(answered.data)
        if _is_there(connection, identifier):
            return answered
        key = digest_of({"key": key, "after": identifier})


def _is_there(connection: Connection, workflow_id: str) -> bool:
    try:
        connection.get(f"/v1/workflows/{segment(workflow_id)}")
    except Refused as refusal:
        if refusal.http_status != _NOT_FOUND:
            raise
        return False
    return True
