"""Operations in short, by the method of their request."""

from collections.abc import Mapping
from typing import Any

from exeoflow.importers.n8n.applications.model import Operation


def get(path: str, query: Mapping[str, str] | None = None, items: str = "$answer", **more: Any) -> Operation:  # noqa: ANN401
    """Reads."""
    return Operation("GET", path, query or {}, items=items, **more)


def post(path: str, body: Any, items: str = "$answer", **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    """Sends; what is answered is one item unless `items` says where there are more."""
    return Operation("POST", path, body=body, items=items, is_one=items == "$answer", **more)


def put(path: str, body: Any, **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    """Replaces one."""
    return Operation("PUT", path, body=body, is_one=True, **more)


def patch(path: str, body: Any, **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    """Changes one."""
    return Operation("PATCH", path, body=body, is_one=True, **more)


def delete(path: str, items: str = '{"success": true}') -> Operation:
    """Deletes one."""
    return Operation("DELETE", path, items=items, is_one=True)
