"""Workflows in DynamoDB; the items are described in `workflow_items`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb import workflow_items as items
from exeoflow.adapters.dynamodb.attributes import FullItem, decode, encode
from exeoflow.adapters.dynamodb.conditional import ConditionsFailed, is_done, write_together
from exeoflow.adapters.dynamodb.putting_back import begun_before, put_back
from exeoflow.adapters.dynamodb.queries import delete_all, query
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.stored_workflow import (
    KEPT_REVISIONS,
    DeletedWorkflow,
    Publication,
    RevisionSummary,
    StoredWorkflow,
    WorkflowStatus,
    WorkflowSummary,
)
from exeoflow.service.ports.clock import Clock
from exeoflow.service.ports.workflow_store import Receipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_DELETIONS_AT_ONCE: Final = 50
_IS_NEW: Final = "attribute_not_exists(pk)"


@dataclass(frozen=True)
class DynamoWorkflowStore:
    """Keeps workflows in one table."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def add(self, workflow: StoredWorkflow, receipt: Receipt | None) -> Receipt | None:
        """Store head, revision, count and receipt together."""
        writes = [
            self._put(items.head_item(workflow), _IS_NEW),
            self._put(items.revision_item(workflow), _IS_NEW),
            self._count(workflow.workspace, {"total": 1, workflow.status: 1}),
        ]
        if receipt is None:
            write_together(self.client, writes, self.clock.pause)
            return None
        writes.append(self._put_receipt(workflow.workspace, receipt))
        try:
            write_together(self.client, writes, self.clock.pause)
        except ConditionsFailed as refusal:
            earlier = refusal.items[len(writes) - 1]
            return items.receipt_of(receipt.key, earlier)
        return None

    def get(self, workspace: str, workflow_id: str) -> StoredWorkflow | None:
        """Read the newest item of the workflow's partition: a revision or the tombstone."""
        with translated():
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues=encode({":pk": items.partition(workspace, workflow_id)}),
                ScanIndexForward=False,
                Limit=1,
                ConsistentRead=True,
            )
        newest = [decode(item) for item in answer["Items"]]
        if not newest or newest[0]["sk"] == items.TOMBSTONE:
            return None
        return items.workflow_of(workspace, workflow_id, newest[0])

    def get_revision(self, workspace: str, workflow_id: str, revision: int) -> StoredWorkflow | None:
        """Read one item; those of a deleted workflow stay until it is forgotten."""
        key = {"pk": items.partition(workspace, workflow_id), "sk": items.revision_key(revision)}
        with translated():
            answer = self.client.get_item(TableName=self.table, Key=encode(key), ConsistentRead=True)
        if "Item" not in answer:
            return None
        return items.workflow_of(workspace, workflow_id, decode(answer["Item"]))

    def list_revisions(self, workspace: str, workflow_id: str, page: PageRequest) -> Page[RevisionSummary]:
        """Read the head, which tells the newest number, then only the page: no number is missing."""
        newest = self._newest_revision(workspace, workflow_id)
        total = min(newest, KEPT_REVISIONS)
        last = newest - page.offset
        first = max(last - page.limit, newest - total) + 1
        if last < first:
            return Page((), total, page)
        found = query(
            self.client,
            {
                "TableName": self.table,
                "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
                "ExpressionAttributeValues": encode(
                    {
                        ":pk": items.partition(workspace, workflow_id),
                        ":first": items.revision_key(first),
                        ":last": items.revision_key(last),
                    }
                ),
                "ProjectionExpression": ", ".join(f"#{name}" for name in items.LISTED_OF_REVISION),
                "ExpressionAttributeNames": {f"#{name}": name for name in items.LISTED_OF_REVISION},
                "ScanIndexForward": False,
                "ConsistentRead": True,
            },
        )
        return Page(tuple(map(items.revision_summary_of, found)), total, page)

    def replace(self, previous: StoredWorkflow, workflow: StoredWorkflow) -> bool:
        """Store the new revision together with its head, if the head still tells of the previous one."""
        writes = [
            self._put(items.head_item(workflow), "revision = :revision", {":revision": previous.revision}),
            self._put(items.revision_item(workflow), _IS_NEW),
        ]
        if workflow.status is not previous.status:
            writes.append(self._count(workflow.workspace, {previous.status: -1, workflow.status: 1}))
        # With the newest the oldest goes, in the same transaction.
        if workflow.revision > KEPT_REVISIONS:
            oldest = items.revision_key(workflow.revision - KEPT_REVISIONS)
            writes.append(self._delete(items.partition(workflow.workspace, workflow.id), oldest))
        return is_done(lambda: write_together(self.client, writes, self.clock.pause))

    def set_publication(self, workflow: StoredWorkflow, publication: Publication) -> None:
        """Add the publication to the revision's item."""
        attributes = items.publication_attributes(publication)
        key = {
            "pk": items.partition(workflow.workspace, workflow.id),
            "sk": items.revision_key(workflow.revision),
        }
        is_done(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(key),
                UpdateExpression="SET " + ", ".join(f"{name} = :{name}" for name in attributes),
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeValues=encode({f":{name}": attributes[name] for name in attributes}),
            )
        )

    def delete(self, workflow: StoredWorkflow) -> bool:
        """Remove the head, leave a tombstone, and remember that there are remains to remove."""
        deleted = DeletedWorkflow(workflow.workspace, workflow.id, self.clock.now())
        partition = items.partition(workflow.workspace, workflow.id)
        writes = [
            self._delete(
                workflow.workspace,
                f"{items.HEAD}{workflow.id}",
                "revision = :revision",
                {":revision": workflow.revision},
            ),
            self._put({"pk": partition, "sk": items.TOMBSTONE}, _IS_NEW),
            self._put({**items.deleted_key(deleted)}, _IS_NEW),
            self._count(workflow.workspace, {"total": -1, workflow.status: -1}),
        ]
        return is_done(lambda: write_together(self.client, writes, self.clock.pause))

    def list_page(
        self, workspace: str, status: WorkflowStatus | None, page: PageRequest
    ) -> Page[WorkflowSummary]:
        """Read the count, then the page."""
        total = self._total(workspace, status)
        if page.offset >= total:
            return Page((), total, page)
        heads = query(
            self.client,
            {
                "TableName": self.table,
                "ScanIndexForward": False,
                "ConsistentRead": True,
                **_selection(workspace, status),
            },
            at_most=page.offset + page.limit,
        )
        return Page(tuple(items.summary_of(head) for head in heads[page.offset :]), total, page)

    def deleted_before(self, until: datetime) -> Sequence[DeletedWorkflow]:
        """Read the oldest memories of deletions."""
        found = begun_before(self.client, self.table, items.DELETED, until, _DELETIONS_AT_ONCE)
        return [items.deleted_of(item) for item in found]

    def postpone_forgetting(self, workflow: DeletedWorkflow, until: datetime) -> None:
        """Put the memory of the deletion back."""
        put_back(self.client, self.table, {**items.deleted_key(workflow)}, until)

    def forget(self, workflow: DeletedWorkflow) -> None:
        """Remove the revisions, then tombstone and memory together: nothing can write revisions any more."""
        partition = items.partition(workflow.workspace, workflow.id)
        revisions = query(
            self.client,
            {
                "TableName": self.table,
                "KeyConditionExpression": "pk = :pk AND begins_with(sk, :revision)",
                "ExpressionAttributeValues": encode({":pk": partition, ":revision": items.REVISION}),
                "ProjectionExpression": "pk, sk",
            },
        )
        delete_all(self.client, self.table, revisions, self.clock.pause)
        memory = items.deleted_key(workflow)
        writes = [
            self._delete(partition, items.TOMBSTONE),
            self._delete(str(memory["pk"]), str(memory["sk"])),
        ]
        write_together(self.client, writes, self.clock.pause)

    def _newest_revision(self, workspace: str, workflow_id: str) -> int:
        """Return the number of the newest revision, 0 if the workflow is unknown."""
        key = {"pk": workspace, "sk": f"{items.HEAD}{workflow_id}"}
        with translated():
            answer = self.client.get_item(TableName=self.table, Key=encode(key), ConsistentRead=True)
        return int(str(decode(answer.get("Item", {})).get("revision", 0)))

    def _total(self, workspace: str, status: WorkflowStatus | None) -> int:
        with translated():
            answer = self.client.get_item(
                TableName=self.table,
                Key=encode({"pk": workspace, "sk": items.COUNT}),
                ConsistentRead=True,
            )
        return int(str(decode(answer.get("Item", {})).get(status or "total", 0)))

    def _put_receipt(self, workspace: str, receipt: Receipt) -> "TransactWriteItemTypeDef":
        # DynamoDB removes what has expired only after hours or days.
        is_free = "attribute_not_exists(pk) OR expires_at < :now"
        now = int(receipt.created_at.timestamp())
        put = self._put(items.receipt_item(workspace, receipt), is_free, {":now": now})
        put["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        return put

    def _put(
        self, item: FullItem, condition: str, values: FullItem | None = None
    ) -> "TransactWriteItemTypeDef":
        write: TransactWriteItemTypeDef = {
            "Put": {"TableName": self.table, "Item": encode(item), "ConditionExpression": condition}
        }
        if values:
            write["Put"]["ExpressionAttributeValues"] = encode(values)
        return write

    def _delete(
        self, pk: str, sk: str, condition: str | None = None, values: FullItem | None = None
    ) -> "TransactWriteItemTypeDef":
        write: TransactWriteItemTypeDef = {
            "Delete": {"TableName": self.table, "Key": encode({"pk": pk, "sk": sk})}
        }
        if condition and values:
            write["Delete"]["ConditionExpression"] = condition
            write["Delete"]["ExpressionAttributeValues"] = encode(values)
        return write

    def _count(self, workspace: str, changes: dict[str, int]) -> "TransactWriteItemTypeDef":
        return {
            "Update": {
                "TableName": self.table,
                "Key": encode({"pk": workspace, "sk": items.COUNT}),
                "UpdateExpression": "ADD " + ", ".join(f"#{name} :{name}" for name in changes),
                "ExpressionAttributeNames": {f"#{name}": name for name in changes},
                "ExpressionAttributeValues": encode({f":{name}": changes[name] for name in changes}),
            }
        }


def _selection(workspace: str, status: WorkflowStatus | None) -> dict[str, object]:
    if status is None:
        return {
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :head)",
            "ExpressionAttributeValues": encode({":pk": workspace, ":head": items.HEAD}),
        }
    return {
        "IndexName": "by_status",
        "KeyConditionExpression": "pk = :pk AND begins_with(status_id, :status)",
        "ExpressionAttributeValues": encode({":pk": workspace, ":status": f"{status}#"}),
    }
