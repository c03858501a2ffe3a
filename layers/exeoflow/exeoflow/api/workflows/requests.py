"""Read what the endpoints of workflows are asked; `bodies` reads what needs pydantic."""

import re
from collections.abc import Set as AbstractSet
from typing import Annotated, Any, Final, NamedTuple, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.bodies.fields import FieldReader
from exeoflow.api.query import WAIT, QueryReader
from exeoflow.api.schema import Schema
from exeoflow.errors import Forbidden
from exeoflow.model.api_key import Scope
from exeoflow.model.execution import MAX_WAIT_SECONDS
from exeoflow.model.json import JsonObject
from exeoflow.model.names import MAX_NAME, SEEN, can_be_seen
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter, WorkflowOrder
from exeoflow.model.workflows.stored_workflow import Manager, WorkflowStatus

_MAX_NODE_ID: Final = 64
MAX_COMMENT: Final = 500
MAX_LABELS: Final = 10
_LABEL_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_LABEL_VALUE: Final = re.compile(r"[^,]{1,200}", re.DOTALL)
_MOST_DIGITS: Final = 8
MAX_REVISION: Final = 10**_MOST_DIGITS - 1


def wait_for_start(query: QueryReader, scopes: AbstractSet[Scope]) -> int:
    """Read for how many seconds `execute_workflow` is to wait for the end, whose data not every key may read.

    Raises `InvalidRequest`, `Forbidden`.
    """
    seconds = query.whole_number(WAIT, at_least=0, at_most=MAX_WAIT_SECONDS) or 0
    query.refuse_faults()
    if seconds and Scope.EXECUTIONS_READ not in scopes:
        raise Forbidden(Scope.EXECUTIONS_READ)
    return seconds


class SetWorkflowStatusBody(TypedDict):
    """The status to set."""

    status: WorkflowStatus


class RestoreRevisionBody(TypedDict):
    """Why a revision comes back."""

    comment: NotRequired[Annotated[str, Schema({"minLength": 1, "maxLength": MAX_COMMENT})]]


class ExecuteWorkflowBody(TypedDict):
    """What to start a workflow with; `trigger` is the id of a trigger node other than the default one.

    By its `labels` an execution can be found. Nodes with `outputs` are not run, but put out what is given.
    """

    input: NotRequired[dict[str, Any]]
    trigger: NotRequired[Annotated[str, Schema({"minLength": 1, "maxLength": _MAX_NODE_ID})]]
    outputs: NotRequired[dict[str, Any]]
    labels: NotRequired[
        Annotated[
            dict[str, str],
            Schema(
                {
                    "maxProperties": MAX_LABELS,
                    "propertyNames": {"pattern": f"^{_LABEL_NAME.pattern}$"},
                    "additionalProperties": {"type": "string", "pattern": f"^{_LABEL_VALUE.pattern}$"},
                    "examples": [{"customer": "4711"}],
                }
            ),
        ]
    ]


class DuplicateWorkflowBody(TypedDict):
    """How the new workflow is called; `comment` says why it is made."""

    name: NotRequired[Annotated[str, Schema({"minLength": 1, "maxLength": MAX_NAME, "pattern": SEEN})]]
    comment: NotRequired[Annotated[str, Schema({"minLength": 1, "maxLength": MAX_COMMENT})]]


def workflow_list(query: QueryReader) -> tuple[WorkflowFilter, PageRequest]:
    """Read the parameters of `list_workflows`. Raises `InvalidRequest`."""
    matching = WorkflowFilter(
        status=query.word("status", WorkflowStatus),
        tags=(*query.texts("tag"), *query.texts("tags")),
        search=query.text("search") or "",
        order=query.word("sort", WorkflowOrder) or WorkflowOrder.NEWEST,
    )
    page = query.page()
    query.refuse_faults()
    return matching, page


def deletion(query: QueryReader) -> tuple[bool, Manager | None]:
    """Read the parameters of `delete_workflow`: whether it is forced, and in whose name it is asked.

    Raises `InvalidRequest`.
    """
    force = query.flag("force")
    manager = query.word("managed_by", Manager)
    query.refuse_faults()
    return force, manager


def manager_of(query: QueryReader) -> Manager | None:
    """Read in whose name a change is asked. Raises `InvalidRequest`."""
    manager = query.word("managed_by", Manager)
    query.refuse_faults()
    return manager


def duplicate_of(content: JsonObject) -> tuple[str | None, str]:
    """Read name and comment in the body of `duplicate_workflow`. Raises `InvalidRequest`."""
    fields = FieldReader(content)
    name = fields.text("name", at_most=MAX_NAME)
    if name and not can_be_seen(name):
        fields.note("field-empty", "name")
    comment = fields.text("comment", at_most=MAX_COMMENT)
    fields.refuse_faults()
    return name, comment or ""


def workflow_status(content: JsonObject) -> WorkflowStatus:
    """Read the body of `set_workflow_status`. Raises `InvalidRequest`."""
    return FieldReader(content).word("status", WorkflowStatus)


def revision_number(text: str) -> int:
    """Read the number of a revision in a path; 0, which none has, where it is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0


def other_revision(query: QueryReader) -> int | None:
    """Read the parameters of `compare_revisions`. Raises `InvalidRequest`."""
    number = query.whole_number("to", at_least=1, at_most=MAX_REVISION)
    query.refuse_faults()
    return number


def comment_of(content: JsonObject) -> str:
    """Read the body of `restore_revision`. Raises `InvalidRequest`."""
    fields = FieldReader(content)
    comment = fields.text("comment", at_most=MAX_COMMENT)
    fields.refuse_faults()
    return comment or ""


class ManualStart(NamedTuple):
    """What a start by hand says; labels are in the order of their names."""

    data: JsonObject
    trigger: str | None
    outputs: JsonObject
    labels: tuple[tuple[str, str], ...]


def manual_start(content: JsonObject) -> ManualStart:
    """Read the body of `execute_workflow`. Raises `InvalidRequest`."""
    # People who call a workflow for the first time send its input as the body.
    fields = FieldReader(content, unknown="input-field-unknown")
    data = fields.mapping("input")
    trigger = fields.text("trigger", at_most=_MAX_NODE_ID)
    outputs = fields.mapping("outputs")
    labels = _labels(fields)
    fields.refuse_faults()
    return ManualStart(data or {}, trigger, outputs or {}, labels)


def _labels(fields: FieldReader) -> tuple[tuple[str, str], ...]:
    given = fields.mapping("labels") or {}
    if len(given) > MAX_LABELS:
        fields.note("field-too-many", "labels", limit=str(MAX_LABELS), max_length=str(MAX_LABELS))
    labels = []
    for name, value in given.items():
        if isinstance(value, str) and _LABEL_NAME.fullmatch(name) and _LABEL_VALUE.fullmatch(value):
            labels.append((name, value))
        else:
            fields.note("label-invalid", f"labels.{name[:64]}")
    return tuple(sorted(labels))
