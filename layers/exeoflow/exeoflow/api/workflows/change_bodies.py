"""The body of `update_workflow`, as a model."""

from pydantic import Field

from exeoflow.api.bodies.request_body import Name, checked_body, without_default
from exeoflow.api.workflows.bodies import (
    READ_ONLY,
    AsShown,
    Comment,
    Connections,
    Description,
    ManagedBy,
    Nodes,
    Tags,
    settings_in,
    tags_in,
)
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.workflow import Settings
from exeoflow.service.workflows.update import WorkflowChanges


class UpdateWorkflowBody(AsShown):
    """The fields to change; what is left out keeps its value, and `comment` says why.

    It may be the answer about the workflow, changed: what nobody can set must then be as it is stored.
    """

    # The defaults only make fields optional: `model_fields_set` tells which the client sent.
    name: Name = Field(default="", json_schema_extra=without_default)
    description: Description = Field(default="", json_schema_extra=without_default)
    nodes: Nodes = Field(default_factory=list)
    connections: Connections = Field(default_factory=list)
    settings: Settings = Field(default_factory=Settings, json_schema_extra=without_default)
    tags: Tags = Field(default_factory=list)
    managed_by: ManagedBy = Field(default=None, json_schema_extra=without_default)
    comment: Comment = ""


def workflow_changes(content: JsonObject) -> WorkflowChanges:
    """Read the body of `update_workflow`. Raises `InvalidRequest`."""
    body = checked_body(UpdateWorkflowBody, content)
    given = body.model_fields_set
    return WorkflowChanges(
        name=body.name if "name" in given else None,
        description=body.description if "description" in given else None,
        nodes=tuple(body.nodes) if "nodes" in given else None,
        connections=tuple(body.connections) if "connections" in given else None,
        settings=settings_in(content),
        tags=tags_in(body.tags) if "tags" in given else None,
        sets_manager="managed_by" in given,
        managed_by=body.managed_by,
        unchangeable={name: content[name] for name in READ_ONLY if name in content},
    )
