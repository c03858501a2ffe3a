"""The bodies that the API takes, as models: they check requests and describe them in the OpenAPI document."""

from typing import Annotated, Any, Final, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from exeoflow.api.workflows.requests import MAX_COMMENT
from exeoflow.diagnostics import field_diagnostics
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import JsonObject
from exeoflow.model.stored_workflow import Graph, Manager, WorkflowStatus
from exeoflow.model.workflow import Settings
from exeoflow.service.workflows.create import NewWorkflow
from exeoflow.service.workflows.read_only import read_only_fault
from exeoflow.service.workflows.update import WorkflowChanges

Name = Annotated[str, Field(min_length=1, max_length=200)]
Description = Annotated[str, Field(max_length=2000)]
Comment = Annotated[str, Field(max_length=MAX_COMMENT)]
Tag = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^,\s]([^,]*[^,\s])?$")]
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


def without_default(schema: dict[str, Any]) -> None:
    """Leave out of the document a default that only makes a field optional."""
    schema.pop("default", None)


def _read_only(schema: dict[str, Any]) -> None:
    without_default(schema)
    schema["readOnly"] = True


class RequestBody(BaseModel):
    """Takes exactly what it names, of exactly the types it names."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _AsShown(RequestBody):
    """What answers show of a workflow and nobody can set: so the body of one can be sent back."""

    id: Any = Field(default=None, json_schema_extra=_read_only)
    status: Any = Field(default=None, json_schema_extra=_read_only)
    created_at: Any = Field(default=None, json_schema_extra=_read_only)
    updated_at: Any = Field(default=None, json_schema_extra=_read_only)
    # What is to come depends on when it is looked at.
    next_run: Any = Field(default=None, json_schema_extra=_read_only)
    diagnostics: Any = Field(default=None, json_schema_extra=_read_only)


READ_ONLY: Final = ("id", "status", "created_at", "updated_at")


class CreateWorkflowBody(_AsShown):
    """A workflow to be created; `comment` says why, in the list of its revisions.

    It may be the answer about another workflow: what only that one has (`id`, times) is left out. A `status`
    other than `inactive` is refused, for a new workflow is that.
    """

    name: Name
    description: Description = ""
    nodes: Nodes = Field(default_factory=list)
    connections: Connections = Field(default_factory=list)
    settings: Settings = Settings()
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


class UpdateWorkflowBody(_AsShown):
    """The fields to change; what is left out keeps its value, and `comment` says why.

    It may be the answer about the workflow, changed: what nobody can set must then be as it is stored.
    """

    # The defaults only make fields optional: `model_fields_set` tells which the client sent.
    name: Name = Field(default="", json_schema_extra=without_default)
    description: Description = Field(default="", json_schema_extra=without_default)
    nodes: Nodes = Field(default_factory=list)
    connections: Connections = Field(default_factory=list)
    settings: Settings = Field(default=Settings(), json_schema_extra=without_default)
    tags: Tags = Field(default_factory=list)
    managed_by: ManagedBy = Field(default=None, json_schema_extra=without_default)
    comment: Comment = ""


Body = TypeVar("Body", bound=BaseModel)


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
    graph = Graph(tuple(body.nodes), tuple(body.connections), _settings(content))
    return NewWorkflow(body.name, body.description, graph, _tags(body.tags), managed_by=body.managed_by)


def workflow_changes(content: JsonObject) -> WorkflowChanges:
    """Read the body of `update_workflow`. Raises `InvalidRequest`."""
    body = checked_body(UpdateWorkflowBody, content)
    given = body.model_fields_set
    return WorkflowChanges(
        name=body.name if "name" in given else None,
        description=body.description if "description" in given else None,
        nodes=tuple(body.nodes) if "nodes" in given else None,
        connections=tuple(body.connections) if "connections" in given else None,
        settings=_settings(content),
        tags=_tags(body.tags) if "tags" in given else None,
        sets_manager="managed_by" in given,
        managed_by=body.managed_by,
        unchangeable={name: content[name] for name in READ_ONLY if name in content},
    )


def change_comment(content: JsonObject) -> str:
    """Return why a workflow is created or changed; the body must have been checked."""
    return str(content.get("comment", ""))


def _tags(tags: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tags))


def _settings(content: JsonObject) -> JsonObject | None:
    """Return the author's own JSON: a model would add its defaults."""
    return cast("JsonObject | None", content.get("settings"))


def checked_body(model: type[Body], content: JsonObject) -> Body:
    """Return the body as its model. Raises `InvalidRequest` with all faults."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InvalidRequest(*field_diagnostics(error, content, model=model)) from error
