"""The bodies of new workflows, as models."""

from typing import Annotated, Any, Final, cast

from pydantic import Field, WithJsonSchema

from exeoflow.api.bodies.request_body import Name, RequestBody, Tag, checked_body, without_default
from exeoflow.api.workflows.requests import MAX_COMMENT
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import Graph, Manager, WorkflowStatus
from exeoflow.model.workflows.workflow import Settings
from exeoflow.service.workflows.create import NewWorkflow
from exeoflow.service.workflows.read_only import read_only_fault

Description = Annotated[str, Field(max_length=2000)]
Comment = Annotated[str, Field(max_length=MAX_COMMENT)]
Tags = Annotated[list[Tag], Field(max_length=20)]
ManagedBy = Annotated[
    Annotated[Manager, Field(strict=False)] | None,
    Field(description="Who changes it, and nobody else: `git` if it is kept in files; null for anybody."),
]
MAX_PARTS: Final = 20_000


def _list_of(schema: str) -> WithJsonSchema:
    items = {"$ref": f"#/components/schemas/{schema}"}
    return WithJsonSchema({"type": "array", "items": items, "maxItems": MAX_PARTS})


# Nodes and connections are checked by the compiler, which knows all their faults and reports them together.
Nodes = Annotated[list[Any], Field(max_length=MAX_PARTS), _list_of("Node")]
Connections = Annotated[list[Any], Field(max_length=MAX_PARTS), _list_of("Connection")]


def _with_defaults(schema: dict[str, Any]) -> None:
    schema["default"] = Settings().model_dump(mode="json")


def _read_only(schema: dict[str, Any]) -> None:
    without_default(schema)
    schema["readOnly"] = True


class AsShown(RequestBody):
    """What answers show of a workflow and nobody can set: so the body of one can be sent back."""

    id: Any = Field(default=None, json_schema_extra=_read_only)
    status: Any = Field(default=None, json_schema_extra=_read_only)
    created_at: Any = Field(default=None, json_schema_extra=_read_only)
    updated_at: Any = Field(default=None, json_schema_extra=_read_only)
    # What is to come depends on when it is looked at.
    next_run: Any = Field(default=None, json_schema_extra=_read_only)
    schedules: Any = Field(default=None, json_schema_extra=_read_only)
    diagnostics: Any = Field(default=None, json_schema_extra=_read_only)


READ_ONLY: Final = ("id", "status", "created_at", "updated_at")


class CreateWorkflowBody(AsShown):
    """A workflow to be created; `comment` says why, in the list of its revisions.

    It may be the answer about another workflow: what only that one has (`id`, times) is left out. A `status`
    other than `inactive` is refused, for a new workflow is that.
    """

    name: Name
    description: Description = ""
    nodes: Nodes = Field(default_factory=list)
    connections: Connections = Field(default_factory=list)
    settings: Settings = Field(default_factory=Settings, json_schema_extra=_with_defaults)
    tags: Tags = Field(default_factory=list)
    managed_by: ManagedBy = None
    comment: Comment = ""


class ValidateWorkflowBody(CreateWorkflowBody):
    """A workflow to be checked, as `create_workflow` takes it; it needs no name yet.

    Faulty nodes and connections are no fault of the request: the answer lists them.
    """

    name: Name = Field(default="", json_schema_extra=without_default)
    nodes: Annotated[list[Any], Field(max_length=MAX_PARTS)] = Field(default_factory=list)
    connections: Annotated[list[Any], Field(max_length=MAX_PARTS)] = Field(default_factory=list)


def new_workflow(content: JsonObject) -> NewWorkflow:
    """Read the body of `create_workflow`. Raises `InvalidRequest`."""
    body = checked_body(CreateWorkflowBody, content)
    if content.get("status", WorkflowStatus.INACTIVE) != WorkflowStatus.INACTIVE:
        raise InvalidRequest(read_only_fault("status"))
    return _new_workflow(body, content)


def workflow_to_validate(content: JsonObject) -> NewWorkflow:
    """Read the body of `validate_workflow`. Raises `InvalidRequest`."""
    return _new_workflow(checked_body(ValidateWorkflowBody, content), content)


def _new_workflow(body: CreateWorkflowBody, content: JsonObject) -> NewWorkflow:
    graph = Graph(tuple(body.nodes), tuple(body.connections), settings_in(content))
    return NewWorkflow(body.name, body.description, graph, tags_in(body.tags), managed_by=body.managed_by)


def change_comment(content: JsonObject) -> str:
    """Return why a workflow is created or changed; the body must have been checked."""
    return str(content.get("comment", ""))


def tags_in(tags: list[str]) -> tuple[str, ...]:
    """Return each tag once."""
    return tuple(dict.fromkeys(tags))


def settings_in(content: JsonObject) -> JsonObject | None:
    """Return the author's own JSON: a model would add its defaults."""
    return cast("JsonObject | None", content.get("settings"))
