"""The items of the workflows table.

| pk                | sk                  | holds |
|-------------------|---------------------|-------|
| `<workspace>`     | `workflow#<id>`     | what lists show; `status_id` is for the index `by_status` |
| `<workspace>`     | `count`             | how many workflows there are: `total`, `active`, `inactive` |
| `<workspace>`     | `idempotency#<hash>`| which workflow a request created, for a day |
| `<workspace>#<id>`| `revision#<number>` | a whole revision: the graph compressed, and its publication |
| `<workspace>#<id>`| `~deleted`          | sorts after every revision: the newest item tells of it |
| `#deleted`        | `<time>#<workspace>#<id>` | deleted workflows whose remains are still there |

Ids sort by time, so a reversed query is newest first.
"""

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from exeoflow.adapters.dynamodb.attributes import FullItem, Item
from exeoflow.adapters.dynamodb.packing import pack, unpack
from exeoflow.adapters.dynamodb.source_maps import pack_source_map, unpack_source_map
from exeoflow.errors import WorkflowTooLarge
from exeoflow.model import json, moment
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import (
    UNSIGNED,
    Authorship,
    DeletedWorkflow,
    Graph,
    Manager,
    Publication,
    RevisionSummary,
    StoredWorkflow,
    WorkflowStatus,
    WorkflowSummary,
)
from exeoflow.service.ports.stores.workflow_store import Receipt

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

TOMBSTONE: Final = "~deleted"
DELETED: Final = "#deleted"
COUNT: Final = "count"
HEAD: Final = "workflow#"
REVISION: Final = "revision#"
# Leaves room for the source map, which holds the same names once more.
MAX_GRAPH_BYTES: Final = 240_000
# Of the 409,600 bytes of an item the texts that describe a workflow have the rest.
MAX_REVISION_BYTES: Final = 390_000
_RECEIPT_LIFE: Final = timedelta(days=1)


def partition(workspace: str, workflow_id: str) -> str:
    """Return the partition of one workflow's revisions."""
    return f"{workspace}#{workflow_id}"


def revision_key(number: int) -> str:
    """Return the sort key of a revision; text order is number order."""
    return f"{REVISION}{number:08}"


def head_item(workflow: StoredWorkflow) -> FullItem:
    """Write what lists show."""
    return {
        "pk": workflow.workspace,
        "sk": f"{HEAD}{workflow.id}",
        "status_id": f"{workflow.status}#{workflow.id}",
        "revision": workflow.revision,
        "schedules": json.write(list(workflow.graph.schedules)) if workflow.graph.schedules else None,
        **_described(workflow),
    }


def summary_of(item: Item) -> WorkflowSummary:
    """Read a head."""
    return WorkflowSummary(
        id=str(item["sk"]).removeprefix(HEAD),
        name=str(item["name"]),
        description=str(item["description"]),
        status=WorkflowStatus(str(item["status"])),
        created_at=moment.read(str(item["created_at"])),
        updated_at=moment.read(str(item["updated_at"])),
        tags=_tags_of(item),
        managed_by=_manager_of(item),
        # A head that was written before they were noted has none until the workflow is changed.
        schedules=tuple(cast("list[JsonObject]", json.read(str(item.get("schedules", "[]"))))),
    )


def revision_item(workflow: StoredWorkflow) -> FullItem:
    """Write a whole revision. Raises `WorkflowTooLarge`."""
    graph = pack(workflow.graph.as_json())
    if len(graph) > MAX_GRAPH_BYTES:
        raise WorkflowTooLarge(MAX_GRAPH_BYTES)
    return {
        "pk": partition(workflow.workspace, workflow.id),
        "sk": revision_key(workflow.revision),
        "graph": graph,
        **_described(workflow),
        **_authorship_attributes(workflow.authorship),
        **publication_attributes(workflow.publication),
    }


def refuse_too_large(workflow: StoredWorkflow, source_map: SourceMap) -> None:
    """Raise `WorkflowTooLarge` if the revision would not hold its publication, too."""
    if len(pack(workflow.graph.as_json())) + len(pack_source_map(source_map)) > MAX_REVISION_BYTES:
        raise WorkflowTooLarge(MAX_REVISION_BYTES)


def workflow_of(workspace: str, workflow_id: str, item: Item) -> StoredWorkflow:
    """Read a whole revision."""
    return StoredWorkflow(
        workspace=workspace,
        id=workflow_id,
        revision=int(str(item["sk"]).removeprefix(REVISION)),
        name=str(item["name"]),
        description=str(item["description"]),
        status=WorkflowStatus(str(item["status"])),
        graph=_graph_of(cast("bytes", item["graph"])),
        created_at=moment.read(str(item["created_at"])),
        updated_at=moment.read(str(item["updated_at"])),
        publication=_publication_of(item),
        tags=_tags_of(item),
        managed_by=_manager_of(item),
        authorship=_authorship_of(item),
    )


# Of a revision in a list; the others, the graph first of all, would only be sent for nothing.
LISTED_OF_REVISION: Final = ("sk", "name", "status", "updated_at", "authorship")


def revision_summary_of(item: Item) -> RevisionSummary:
    """Read what lists show of a revision."""
    return RevisionSummary(
        number=int(str(item["sk"]).removeprefix(REVISION)),
        name=str(item["name"]),
        status=WorkflowStatus(str(item["status"])),
        made_at=moment.read(str(item["updated_at"])),
        authorship=_authorship_of(item),
    )


def publication_attributes(publication: Publication | None) -> FullItem:
    """Write how a revision was published; nothing if it was not."""
    if publication is None:
        return {}
    return {
        "version_arn": publication.version_arn,
        "definition_hash": publication.definition_hash,
        "filling_hash": publication.filling_hash,
        "source_map": pack_source_map(publication.source_map),
        **({} if publication.express_arn is None else {"express_arn": publication.express_arn}),
    }


def receipt_item(workspace: str, receipt: Receipt) -> FullItem:
    """Write a receipt; `receipt.key` is hashed by its maker."""
    return {
        "pk": workspace,
        "sk": f"idempotency#{receipt.key}",
        "request_hash": receipt.request_hash,
        "workflow_id": receipt.workflow_id,
        "created_at": moment.write(receipt.created_at),
        "expires_at": int((receipt.created_at + _RECEIPT_LIFE).timestamp()),
    }


def receipt_of(key: str, item: Item) -> Receipt:
    """Read a receipt."""
    return Receipt(
        key=key,
        request_hash=str(item["request_hash"]),
        workflow_id=str(item["workflow_id"]),
        created_at=moment.read(str(item["created_at"])),
    )


def deleted_key(workflow: DeletedWorkflow) -> Item:
    """Return the key of the memory of a deletion; they sort by time."""
    time = moment.write(workflow.deleted_at)
    return {"pk": DELETED, "sk": f"{time}#{workflow.workspace}#{workflow.id}"}


def deleted_of(item: Item) -> DeletedWorkflow:
    """Read the memory of a deletion."""
    time, workspace, workflow_id = str(item["sk"]).split("#")
    return DeletedWorkflow(workspace, workflow_id, moment.read(time))


def _described(workflow: StoredWorkflow) -> FullItem:
    return {
        "name": workflow.name,
        "description": workflow.description,
        "status": workflow.status.value,
        "created_at": moment.write(workflow.created_at),
        "updated_at": moment.write(workflow.updated_at),
        "tags": json.write(list(workflow.tags)) if workflow.tags else None,
        "managed_by": None if workflow.managed_by is None else workflow.managed_by.value,
    }


def _tags_of(item: Item) -> tuple[str, ...]:
    return tuple(cast("list[str]", json.read(str(item.get("tags", "[]")))))


def _manager_of(item: Item) -> Manager | None:
    return Manager(str(item["managed_by"])) if "managed_by" in item else None


def _authorship_attributes(authorship: Authorship) -> FullItem:
    return {"authorship": json.write(asdict(authorship)) if authorship != UNSIGNED else None}


def _authorship_of(item: Item) -> Authorship:
    return Authorship(**cast("dict[str, Any]", json.read(str(item.get("authorship", "{}")))))


def _graph_of(data: bytes) -> Graph:
    content = cast("dict[str, list[JsonObject]]", unpack(data))
    settings = cast("JsonObject | None", content.get("settings"))
    return Graph(tuple(content["nodes"]), tuple(content["connections"]), settings)


def _publication_of(item: Item) -> Publication | None:
    if "version_arn" not in item:
        return None
    source_map = unpack_source_map(cast("bytes", item["source_map"]))
    return Publication(
        version_arn=str(item["version_arn"]),
        definition_hash=str(item["definition_hash"]),
        # What was published before it was noted has none, so that the next start looks at it.
        filling_hash=str(item.get("filling_hash", "")),
        source_map=source_map,
        express_arn=None if "express_arn" not in item else str(item["express_arn"]),
    )
