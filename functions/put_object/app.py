"""The Lambda task behind a `storage` node that puts a text, or a file."""

from typing import Any

from exeoflow.bootstrap import application
from exeoflow.service.files.putting import put_object


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Put the object; `Retry` and `Catch` see the class of what is raised as the error's name."""
    return {"etag": put_object(event, application())}
