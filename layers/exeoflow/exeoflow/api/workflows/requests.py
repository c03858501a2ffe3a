"""Read what the endpoints of workflows are asked; `bodies` reads what needs pydantic."""

from typing import Annotated, Any, Final, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.fields import FieldReader
from exeoflow.api.query import QueryReader
from exeoflow.api.schema import Schema
from exeoflow.model.json import JsonObject
from exeoflow.model.page import PageRequest
from exeoflow.model.stored_workflow import WorkflowStatus

_MAX_NODE_ID: Final = 64


class SetWorkflowStatusBody(TypedDict):
    """The status to set."""

    status: WorkflowStatus


class ExecuteWorkflowBody(TypedDict):
    """What to start a workflow with; `trigger` is the id of a trigger node other than the default one."""

    input: NotRequired[dict[str, Any]]
    trigger: NotRequired[Annotated[str, Schema({"minLength": 1, "maxLength": _MAX_NODE_ID})]]


def workflow_list(query: QueryReader) -> tuple[WorkflowStatus | None, PageRequest]:
    """Read the parameters of `list_workflows`. Raises `InvalidRequest`."""
    status = query.word("status", WorkflowStatus)
    page = query.page()
    query.refuse_faults()
    return status, page


def workflow_status(content: JsonObject) -> WorkflowStatus:
    """Read the body of `set_workflow_status`. Raises `InvalidRequest`."""
    return FieldReader(content).word("status", WorkflowStatus)


def manual_start(content: JsonObject) -> tuple[JsonObject, str | None]:
    """Read the input and the trigger in the body of `execute_workflow`. Raises `InvalidRequest`."""
    # People who call a workflow for the first time send its input as the body.
    fields = FieldReader(content, unknown="input-field-unknown")
    data = fields.mapping("input")
    trigger = fields.text("trigger", at_most=_MAX_NODE_ID)
    fields.refuse_faults()
    return data or {}, trigger
