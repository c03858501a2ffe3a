"""The Lambda task behind the nodes `parse`, `format` and `hmac`."""

from typing import TYPE_CHECKING, Any

from exeoflow.transformation.task import transformed

if TYPE_CHECKING:
    from exeoflow.service.files.execution_files import FilePorts


def handler(event: dict[str, Any], _context: object) -> Any:  # noqa: ANN401 - any JSON
    """Transform the data; `Retry` and `Catch` see the class of what is raised as the error's name."""
    return transformed(event, _files)


def _files() -> "FilePorts":
    # Clients take longer to load than most data to read, and few have theirs in a file.
    from exeoflow.bootstrap import application

    return application()
