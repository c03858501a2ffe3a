"""The bodies that the API takes, as models: they check requests and describe them in the OpenAPI document."""

from typing import Annotated, Any, Final, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from exeoflow.diagnostics import field_diagnostics
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import JsonObject
from exeoflow.model.stored_workflow import Graph
from exeoflow.model.workflow import Connection, Node, Settings
from exeoflow.service.workflows.create import NewWorkflow
from exeoflow.service.workflows.update import WorkflowChanges

Name = Annotated[str, Field(min_length=1, max_length=200)]
Description = Annotated[str, Field(max_length=2000)]
MAX_PARTS: Final = 20_000
GRAPH_PARTS: Final = (Node, Connection)


def _list_of(schema: str) -> WithJsonSchema:
    items = {"$ref": f"#/components/schemas/{schema}"}
    return WithJsonSchema({"type": "array", "items": items, "maxItems": MAX_PARTS})


# Nodes and connections are checked by the compiler, which knows all their faults and reports them together.
Nodes = Annotated[list[Any], Field(max_length=MAX_PARTS), _list_of("Node")]
Connections = Annotated[list[Any], Field(max_length=MAX_PARTS), _list_of("Connection")]


def without_default(schema: dict[str, Any]) -> None:
    """Leave out of the document a default that only makes a field optional."""
    schema.pop("default", None)


class RequestBody(BaseModel):
    """Takes exactly what it names, of exactly the types it names."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CreateWorkflowBody(RequestBody):
    """A workflow to be created."""

    name: Name
    description: Description = ""
    nodes: Nodes = Field(default_factory=list)
    connections: Connections = Field(default_factory=list)
    settings: Settings = Settings()


class ValidateWorkflowBody(CreateWorkflowBody):
    """A workflow to be checked, as `create_workflow` takes it; it needs no name yet.

    Faulty nodes and connections are no fault of the request: the answer lists them.
    """

    name: Name = Field(default="", json_schema_extra=without_default)
    nodes: Annotated[list[Any], Field(max_length=MAX_PARTS)] = Field(default_factory=list)
    connections: Annotated[list[Any], Field(max_length=MAX_PARTS)] = Field(default_factory=list)


class UpdateWorkflowBody(RequestBody):
    """The fields to change; what is left out keeps its value."""

    # The defaults only make fields optional: `model_fields_set` tells which the client sent.
    name: Name = Field(default="", json_schema_extra=without_default)
    description: Description = Field(default="", json_schema_extra=without_default)
    nodes: Nodes = Field(default_factory=list)
    connections: Connections = Field(default_factory=list)
    settings: Settings = Field(default=Settings(), json_schema_extra=without_default)


Body = TypeVar("Body", bound=BaseModel)


def new_workflow(content: JsonObject) -> NewWorkflow:
    """Read the body of `create_workflow`. Raises `InvalidRequest`."""
    return _new_workflow(checked_body(CreateWorkflowBody, content), content)


def workflow_to_validate(content: JsonObject) -> NewWorkflow:
    """Read the body of `validate_workflow`. Raises `InvalidRequest`."""
    return _new_workflow(checked_body(ValidateWorkflowBody, content), content)


def _new_workflow(body: CreateWorkflowBody, content: JsonObject) -> NewWorkflow:
    graph = Graph(tuple(body.nodes), tuple(body.connections), _settings(content))
    return NewWorkflow(body.name, body.description, graph)


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
    )


def _settings(content: JsonObject) -> JsonObject | None:
    """Return the author's own JSON: a model would add its defaults."""
    return cast("JsonObject | None", content.get("settings"))


def checked_body(model: type[Body], content: JsonObject) -> Body:
    """Return the body as its model. Raises `InvalidRequest` with all faults."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InvalidRequest(*field_diagnostics(error, content, model=model)) from error
