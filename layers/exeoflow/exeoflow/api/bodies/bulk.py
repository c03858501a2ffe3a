"""What changes in bulk are asked."""

from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.api.bodies.moments import Moment
from exeoflow.api.bodies.request_body import RequestBody, Tag, checked_body, without_default
from exeoflow.model import moment
from exeoflow.model.execution import ExecutionFilter, ExecutionStatus
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.filter import WorkflowFilter
from exeoflow.model.workflows.stored_workflow import WorkflowStatus
from exeoflow.service.bulk import MOST_AT_ONCE
from exeoflow.service.executions.bulk import ExecutionAction
from exeoflow.service.workflows.bulk import WorkflowAction

_Said = Annotated[str, Field(min_length=1)]
_Ids = Annotated[list[str], Field(min_length=1, max_length=MOST_AT_ONCE)]


_SAYS_SOMETHING: Final = ConfigDict(json_schema_extra={"minProperties": 1})
_SAYS_WHICH: Final = ConfigDict(
    json_schema_extra={
        "anyOf": [{"required": ["ids"]}, {"required": ["filter"]}],
        "not": {"required": ["ids", "filter"]},
    }
)


class WorkflowsMeant(RequestBody):
    """Which workflows, as their list has them; at least one field must say it."""

    model_config = _SAYS_SOMETHING

    # The defaults only make fields optional: none of them can be said.
    status: Literal["active", "inactive"] = Field(default="active", json_schema_extra=without_default)
    tags: list[Tag] = Field(default_factory=list, min_length=1)
    search: _Said = Field(default="", json_schema_extra=without_default)


class ExecutionsMeant(RequestBody):
    """Which executions, as their list has them; at least one field must say it."""

    model_config = _SAYS_SOMETHING

    workflow_id: _Said = Field(default="", json_schema_extra=without_default)
    status: list[Literal["running", "success", "failed", "cancelled"]] = Field(
        default_factory=list, min_length=1
    )
    error_code: _Said = Field(default="", json_schema_extra=without_default)
    labels: dict[str, str] = Field(default_factory=dict, min_length=1)
    tags: list[Tag] = Field(default_factory=list, min_length=1)
    since: Moment = Field(default="", alias="from", json_schema_extra=without_default)
    until: Moment = Field(default="", alias="to", json_schema_extra=without_default)


class _Bulk(RequestBody):
    model_config = _SAYS_WHICH

    ids: _Ids = Field(default_factory=list)
    dry_run: bool = False

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if len({"ids", "filter"} & self.model_fields_set) != 1:
            raise PydanticCustomError("bulk-ids-or-filter", "one of the two")
        meant: RequestBody | None = getattr(self, "filter", None)
        if "filter" in self.model_fields_set and meant is not None and not meant.model_fields_set:
            raise PydanticCustomError("bulk-filter-empty", "nothing is said")
        return self


class ChangeWorkflowsBody(_Bulk):
    """What to do to which workflows: those with these `ids`, or those that a `filter` finds.

    `force` deletes also what others start, `dry_run` changes nothing.
    """

    action: Literal["delete", "activate", "deactivate"]
    filter: WorkflowsMeant = Field(default_factory=WorkflowsMeant)
    force: bool = False


class ChangeExecutionsBody(_Bulk):
    """What to do to which executions: those with these `ids`, or those that a `filter` finds."""

    action: Literal["cancel", "retry"]
    filter: ExecutionsMeant = Field(default_factory=ExecutionsMeant)


def workflows_to_change(
    content: JsonObject,
) -> tuple[WorkflowAction, list[str] | WorkflowFilter, ChangeWorkflowsBody]:
    """Read the body of `change_workflows`. Raises `InvalidRequest`."""
    body = checked_body(ChangeWorkflowsBody, content)
    meant = body.filter
    which: list[str] | WorkflowFilter = body.ids
    if not which:
        status = WorkflowStatus(meant.status) if "status" in meant.model_fields_set else None
        which = WorkflowFilter(status=status, tags=tuple(meant.tags), search=meant.search)
    return WorkflowAction(body.action), which, body


def executions_to_change(
    content: JsonObject,
) -> tuple[ExecutionAction, list[str] | ExecutionFilter, ChangeExecutionsBody]:
    """Read the body of `change_executions`. Raises `InvalidRequest`."""
    body = checked_body(ChangeExecutionsBody, content)
    meant = body.filter
    which: list[str] | ExecutionFilter = body.ids
    if not which:
        which = ExecutionFilter(
            workflow_id=meant.workflow_id or None,
            statuses=frozenset(map(ExecutionStatus, meant.status)),
            since=moment.read(meant.since) if meant.since else None,
            until=moment.read(meant.until) if meant.until else None,
            error_code=meant.error_code or None,
            labels=tuple(sorted(meant.labels.items())),
            tags=tuple(meant.tags),
        )
    return ExecutionAction(body.action), which, body
