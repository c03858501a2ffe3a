"""What changes in bulk are asked."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.api.workflows.bodies import RequestBody, Tag, checked_body
from exeoflow.model import moment
from exeoflow.model.execution import ExecutionFilter, ExecutionStatus
from exeoflow.model.json import JsonObject
from exeoflow.model.stored_workflow import WorkflowStatus
from exeoflow.model.workflow_filter import WorkflowFilter
from exeoflow.nodes.formats.timestamp import Timestamp
from exeoflow.service.bulk import MOST_AT_ONCE
from exeoflow.service.executions.bulk import ExecutionAction
from exeoflow.service.workflows.bulk import WorkflowAction

_Ids = Annotated[list[str], Field(min_length=1, max_length=MOST_AT_ONCE)]


class WorkflowsMeant(RequestBody):
    """Which workflows, as their list has them; at least one field must say it."""

    status: Literal["active", "inactive"] | None = None
    tags: list[Tag] = Field(default_factory=list)
    search: str = ""


class ExecutionsMeant(RequestBody):
    """Which executions, as their list has them; at least one field must say it."""

    workflow_id: str | None = None
    status: list[Literal["running", "success", "failed", "cancelled"]] = Field(default_factory=list)
    error_code: str | None = None
    labels: dict[str, str] = Field(default_factory=dict)
    tags: list[Tag] = Field(default_factory=list)
    since: Timestamp | None = Field(default=None, alias="from")
    until: Timestamp | None = Field(default=None, alias="to")


class _Bulk(RequestBody):
    ids: _Ids | None = None
    dry_run: bool = False

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        meant = getattr(self, "filter", None)
        if (self.ids is None) == (meant is None):
            raise PydanticCustomError("bulk-ids-or-filter", "one of the two")
        if meant is not None and not meant.model_fields_set:
            raise PydanticCustomError("bulk-filter-empty", "nothing is said")
        return self


class ChangeWorkflowsBody(_Bulk):
    """What to do to which workflows: those with these `ids`, or those that a `filter` finds.

    `force` deletes also what others start, `dry_run` changes nothing.
    """

    action: Literal["delete", "activate", "deactivate"]
    filter: WorkflowsMeant | None = None
    force: bool = False


class ChangeExecutionsBody(_Bulk):
    """What to do to which executions: those with these `ids`, or those that a `filter` finds."""

    action: Literal["cancel", "retry"]
    filter: ExecutionsMeant | None = None


def workflows_to_change(
    content: JsonObject,
) -> tuple[WorkflowAction, list[str] | WorkflowFilter, ChangeWorkflowsBody]:
    """Read the body of `change_workflows`. Raises `InvalidRequest`."""
    body = checked_body(ChangeWorkflowsBody, content)
    meant = body.filter
    which: list[str] | WorkflowFilter = body.ids or []
    if meant is not None:
        status = None if meant.status is None else WorkflowStatus(meant.status)
        which = WorkflowFilter(status=status, tags=tuple(meant.tags), search=meant.search)
    return WorkflowAction(body.action), which, body


def executions_to_change(
    content: JsonObject,
) -> tuple[ExecutionAction, list[str] | ExecutionFilter, ChangeExecutionsBody]:
    """Read the body of `change_executions`. Raises `InvalidRequest`."""
    body = checked_body(ChangeExecutionsBody, content)
    meant = body.filter
    which: list[str] | ExecutionFilter = body.ids or []
    if meant is not None:
        which = ExecutionFilter(
            workflow_id=meant.workflow_id,
            statuses=frozenset(map(ExecutionStatus, meant.status)),
            since=None if meant.since is None else moment.read(meant.since),
            until=None if meant.until is None else moment.read(meant.until),
            error_code=meant.error_code,
            labels=tuple(sorted(meant.labels.items())),
            tags=tuple(meant.tags),
        )
    return ExecutionAction(body.action), which, body
