"""What `import_workflow` is asked, and what its answer looks like."""

from typing import Any, NamedTuple, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.query import QueryReader
from exeoflow.api.workflows.answers import WorkflowShown
from exeoflow.importers.answers import ImportFormat, ImportReport


class ImportWorkflowBody(TypedDict, extra_items=Any):  # type: ignore[call-arg]
    """What the system that `format` names exports; what else is in the file is left alone, of whatever type.

    A workflow of n8n has the list `nodes` and the object `connections`, a state machine the text `StartAt`
    and the object `States`, or a `definition` that is the text of one, as AWS answers it.
    """

    name: NotRequired[Any]
    nodes: NotRequired[Any]
    connections: NotRequired[Any]
    settings: NotRequired[Any]
    StartAt: NotRequired[Any]
    States: NotRequired[Any]
    definition: NotRequired[Any]


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
