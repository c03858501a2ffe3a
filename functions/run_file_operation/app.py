"""The Lambda task behind the nodes `file` and `image`, and behind others where they read or keep files."""

from typing import Any

from exeoflow.bootstrap import application
from exeoflow.service.files.operations import run_file_operation


def handler(event: dict[str, Any], _context: object) -> Any:  # noqa: ANN401 - any JSON
    """Do what the node asks for; `Retry` and `Catch` see the class of what is raised as the error's name."""
    return run_file_operation(event, application())
