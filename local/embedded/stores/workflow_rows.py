"""Workflows and their revisions as rows of SQLite, and back."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any, Final

from exeoflow.adapters.dynamodb.packing import pack
from exeoflow.adapters.dynamodb.workflows.items import MAX_GRAPH_BYTES
from exeoflow.errors import WorkflowTooLarge
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import (
    Authorship,
    Graph,
    Manager,
    Publication,
    RevisionSummary,
    StoredWorkflow,
    WorkflowStatus,
    WorkflowSummary,
)
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of

HEAD: Final = "workspace, id, status, revision, name, description, created_at, updated_at, tags, managed_by"
LISTED: Final = f"{HEAD}, schedules"
REVISION: Final = (
    "workspace, workflow_id, revision, status, name, description, created_at, updated_at, tags,"
    " managed_by, authorship, version_arn, definition_hash, filling_hash, source_map, express_arn,"
    " graph"
)


def source_map_text(source_map: SourceMap) -> str:
    """Write a source map."""
    return json_text(asdict(source_map))


@lru_cache(maxsize=256)
def source_map_of(text: str) -> SourceMap:
    """Read what `source_map_text` wrote; the same text gives the same, frozen, value."""
    content = json_of(text)
    return SourceMap(**content | {"wrapped_triggers": tuple(content["wrapped_triggers"])})


def listed_row(workflow: StoredWorkflow) -> tuple[Any, ...]:
    """Return the columns of `LISTED`."""
    return (*_head_row(workflow), schedules_text(workflow))


def schedules_text(workflow: StoredWorkflow) -> str:
    """Write what lists tell the next start by."""
    return json_text(workflow.graph.schedules)


def _head_row(workflow: StoredWorkflow) -> tuple[Any, ...]:
    return (
        workflow.workspace,
        workflow.id,
        workflow.status.value,
        workflow.revision,
        workflow.name,
        workflow.description,
        milliseconds(workflow.created_at),
        milliseconds(workflow.updated_at),
        json_text(workflow.tags),
        None if workflow.managed_by is None else workflow.managed_by.value,
    )


def revision_row(workflow: StoredWorkflow) -> tuple[Any, ...]:
    """Write a whole revision. Raises `WorkflowTooLarge`: what is stored here may be moved to AWS."""
    graph = json_text(workflow.graph.as_json())
    if len(graph) > MAX_GRAPH_BYTES and len(pack(workflow.graph.as_json())) > MAX_GRAPH_BYTES:
        raise WorkflowTooLarge(MAX_GRAPH_BYTES)
    workspace, id_, status, revision, *described = _head_row(workflow)
    publication: tuple[str | None, ...] = (None,) * 5
    if workflow.publication is not None:
        publication = publication_columns(workflow.publication)
    authorship = json_text(asdict(workflow.authorship))
    return (workspace, id_, revision, status, *described, authorship, *publication, graph)


def publication_columns(publication: Publication) -> tuple[str, str, str, str, str | None]:
    """Return version, hashes, source map and express version."""
    return (
        publication.version_arn,
        publication.definition_hash,
        publication.filling_hash,
        source_map_text(publication.source_map),
        publication.express_arn,
    )


def summary_of(row: tuple[Any, ...]) -> WorkflowSummary:
    """Read what `listed_row` wrote."""
    _, id_, status, _, name, description, created_at, updated_at, tags, manager, schedules = row
    return WorkflowSummary(
        id_,
        name,
        description,
        WorkflowStatus(status),
        moment_of(created_at),
        moment_of(updated_at),
        tuple(json_of(tags)),
        None if manager is None else Manager(manager),
        tuple(json_of(schedules)),
    )


def revision_summary_of(row: tuple[Any, ...]) -> RevisionSummary:
    """Read number, name, status, moment and author of a revision."""
    number, name, status, updated_at, authorship = row
    written_by = Authorship(**json_of(authorship))
    return RevisionSummary(number, name, WorkflowStatus(status), moment_of(updated_at), written_by)


def workflow_of(row: tuple[Any, ...]) -> StoredWorkflow:
    """Read what `revision_row` wrote."""
    workspace, id_, revision, status, name, description, created_at, updated_at, *rest = row
    tags, manager, authorship, *published, graph = rest
    return StoredWorkflow(
        workspace=workspace,
        id=id_,
        revision=revision,
        name=name,
        description=description,
        status=WorkflowStatus(status),
        graph=_graph_of(graph),
        created_at=moment_of(created_at),
        updated_at=moment_of(updated_at),
        publication=_publication_of(*published),
        tags=tuple(json_of(tags)),
        authorship=Authorship(**json_of(authorship)),
        managed_by=None if manager is None else Manager(manager),
    )


def _graph_of(text: str) -> Graph:
    content = json_of(text)
    return Graph(tuple(content["nodes"]), tuple(content["connections"]), content.get("settings"))


def _publication_of(
    version_arn: str | None,
    definition_hash: str | None,
    filling_hash: str | None,
    source_map: str | None,
    express_arn: str | None,
) -> Publication | None:
    if version_arn is None or definition_hash is None or filling_hash is None or source_map is None:
        return None
    return Publication(version_arn, definition_hash, filling_hash, source_map_of(source_map), express_arn)
