"""The Lambda task behind the nodes `parse`, `format` and `hmac`."""

from typing import Any

from exeoflow.transformation.task import transformed


def handler(event: dict[str, Any], _context: object) -> Any:  # noqa: ANN401 - any JSON
    """Transform the data; `Retry` and `Catch` see the class of what is raised as the error's name."""
    return transformed(event)
