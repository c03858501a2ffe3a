"""What `import_workflow` is asked, and what its answer looks like."""

from enum import StrEnum
from typing import Any, NamedTuple, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.query import QueryReader
from exeoflow.api.workflows.answers import WorkflowShown
from exeoflow.importers.answers import ImportReport


class ImportFormat(StrEnum):
    """The systems whose exports are known."""

    N8N = "n8n"


class ImportWorkflowBody(TypedDict, extra_items=Any):  # type: ignore[call-arg]
    """A workflow as n8n exports it; what else is in the file is left alone."""

    name: NotRequired[Any]
    nodes: list[Any]
    connections: dict[str, Any]
    settings: NotRequired[Any]


class GraphShown(TypedDict):
    """A workflow that is not stored."""

    name: str
    nodes: list[dict[str, Any]]
    connections: list[dict[str, Any]]
    settings: dict[str, Any]


class WorkflowImported(TypedDict):
    """The workflow as it is stored, or with `dry_run` as it would be; the report has a line for each node."""

    workflow: WorkflowShown | GraphShown
    report: ImportReport


class Asked(NamedTuple):
    """The parameters."""

    format: ImportFormat
    dry_run: bool


def importing_asked(query: QueryReader) -> Asked:
    """Read the parameters of `import_workflow`. Raises `InvalidRequest`."""
    form = query.word("format", ImportFormat)
    dry_run = query.flag("dry_run")
    query.refuse_faults()
    return Asked(form or ImportFormat.N8N, dry_run)
