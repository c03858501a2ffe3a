"""Workflows in DynamoDB; the items are described in `items`."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import Item, decode, encode
from exeoflow.adapters.dynamodb.conditional import attempt, is_done, write_together
from exeoflow.adapters.dynamodb.putting_back import begun_before, put_back
from exeoflow.adapters.dynamodb.queries import delete_all, put_all, query, read_all, read_below, read_item
from exeoflow.adapters.dynamodb.workflows import items, marks
from exeoflow.adapters.dynamodb.writes import IS_NEW, IS_THERE, delete, put
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter, WorkflowOrder
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import (
    KEPT_REVISIONS,
    DeletedWorkflow,
    Publication,
    RevisionSummary,
    StoredWorkflow,
    WorkflowStatus,
    WorkflowSummary,
)
from exeoflow.service.ports.clock import Clock
from exeoflow.service.ports.stores.workflow_store import Receipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_DELETIONS_AT_ONCE: Final = 50
_BY_ID: Final = WorkflowOrder.NEWEST.field
_IS_UNCHANGED: Final = "revision = :revision"


@dataclass(frozen=True)
class DynamoWorkflowStore:
    """Keeps workflows in one table."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def refuse_too_large(self, workflow: StoredWorkflow, source_map: SourceMap) -> None:
        """Pack both."""
        items.refuse_too_large(workflow, source_map)

    def add(self, workflow: StoredWorkflow, receipt: Receipt | None) -> Receipt | None:
        """Store head, revision, count and receipt together."""
        writes = [
            put(self.table, items.head_item(workflow), IS_NEW),
            put(self.table, items.revision_item(workflow), IS_NEW),
            self._count(workflow.workspace, {"total": 1, workflow.status: 1}),
            *(put(self.table, _key(place), IS_NEW) for place in sorted(marks.places_of(workflow))),
        ]
        self._put_marks(marks.marks_of(workflow))
        if receipt is None:
            write_together(self.client, writes, self.clock.pause)
            return None
        writes.append(self._put_receipt(workflow.workspace, receipt))
        refusal = attempt(lambda: write_together(self.client, writes, self.clock.pause))
        return None if refusal is None else items.receipt_of(receipt.key, refusal.items[len(writes) - 1])

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
        item = read_item(self.client, self.table, key)
        return None if item is None else items.workflow_of(workspace, workflow_id, item)

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

    def replace(
        self, previous: StoredWorkflow, workflow: StoredWorkflow, relying_on: Sequence[StoredWorkflow] = ()
    ) -> bool:
        """Store the new revision together with its head, if the head still tells of the previous one."""
        writes = [
            put(self.table, items.head_item(workflow), _IS_UNCHANGED, {":revision": previous.revision}),
            put(self.table, items.revision_item(workflow), IS_NEW),
        ]
        if workflow.status is not previous.status:
            writes.append(self._count(workflow.workspace, {previous.status: -1, workflow.status: 1}))
        # With the newest the oldest goes, in the same transaction.
        if workflow.revision > KEPT_REVISIONS:
            oldest = items.revision_key(workflow.revision - KEPT_REVISIONS)
            partition = items.partition(workflow.workspace, workflow.id)
            writes.append(delete(self.table, {"pk": partition, "sk": oldest}))
        writes.extend(self._moved_places(previous, workflow))
        writes.extend(map(self._is_newest, relying_on))
        old, new = marks.marks_of(previous), marks.marks_of(workflow)
        self._put_marks(new - old)
        is_replaced = is_done(lambda: write_together(self.client, writes, self.clock.pause))
        # Who lost the race leaves its marks: the winner may have put the same.
        if is_replaced:
            self._remove_marks(old - new)
        return is_replaced

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
                ConditionExpression=IS_THERE,
                ExpressionAttributeValues=encode({f":{name}": attributes[name] for name in attributes}),
            )
        )

    def delete(self, workflow: StoredWorkflow) -> bool:
        """Remove the head, leave a tombstone, and remember that there are remains to remove."""
        deleted = DeletedWorkflow(workflow.workspace, workflow.id, self.clock.now())
        partition = items.partition(workflow.workspace, workflow.id)
        writes = [
            delete(
                self.table,
                {"pk": workflow.workspace, "sk": f"{items.HEAD}{workflow.id}"},
                _IS_UNCHANGED,
                {":revision": workflow.revision},
            ),
            put(self.table, {"pk": partition, "sk": items.TOMBSTONE}, IS_NEW),
            put(self.table, items.deleted_key(deleted), IS_NEW),
            self._count(workflow.workspace, {"total": -1, workflow.status: -1}),
            *(delete(self.table, _key(place)) for place in sorted(marks.places_of(workflow))),
        ]
        return is_done(lambda: write_together(self.client, writes, self.clock.pause))

    def list_page(self, workspace: str, matching: WorkflowFilter, page: PageRequest) -> Page[WorkflowSummary]:
        """Read a page in an order that is kept; what is found by marks is read whole, and sorted here."""
        beginnings = marks.beginnings(workspace, matching)
        if beginnings:
            return self._page_of_marked(workspace, matching, beginnings, page)
        total = self._total(workspace, matching.status)
        if page.offset >= total:
            return Page((), total, page)
        at_most = page.offset + page.limit
        if matching.order.field == _BY_ID:
            heads = self._query(matching.order, _selection(workspace, matching.status), at_most)[
                page.offset :
            ]
        else:
            places = self._query(matching.order, _in(marks.order_partition(workspace, matching)), at_most)
            heads = self._heads(workspace, marks.ids_of(places[page.offset :]))
        found = sorted(
            map(items.summary_of, heads), key=matching.sort_key, reverse=matching.order.is_descending
        )
        return Page(tuple(found), total, page)

    def naming(self, workspace: str, workflow_id: str) -> Sequence[str]:
        """Read the marks, then those that have them."""
        marked = self._marked(marks.naming_beginning(workspace, workflow_id))
        found = [self.get(workspace, each) for each in sorted(marked)]
        return [each.id for each in found if each is not None and workflow_id in each.named_workflows]

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
        for revision in revisions[-1:]:
            number = int(str(revision["sk"]).removeprefix(items.REVISION))
            newest = self.get_revision(workflow.workspace, workflow.id, number)
            self._remove_marks(frozenset() if newest is None else marks.marks_of(newest))
        delete_all(self.client, self.table, revisions, self.clock.pause)
        writes = [
            delete(self.table, {"pk": partition, "sk": items.TOMBSTONE}),
            delete(self.table, items.deleted_key(workflow)),
        ]
        write_together(self.client, writes, self.clock.pause)

    def _page_of_marked(
        self,
        workspace: str,
        matching: WorkflowFilter,
        beginnings: Sequence[tuple[str, str]],
        page: PageRequest,
    ) -> Page[WorkflowSummary]:
        ids = set.intersection(*map(self._marked, beginnings))
        heads = map(items.summary_of, self._heads(workspace, ids))
        found = sorted(
            filter(matching.matches, heads), key=matching.sort_key, reverse=matching.order.is_descending
        )
        return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)

    def _marked(self, beginning: tuple[str, str]) -> set[str]:
        return set(marks.ids_of(read_below(self.client, self.table, *beginning)))

    def _query(self, order: WorkflowOrder, selection: dict[str, object], at_most: int) -> list[Item]:
        request = {
            "TableName": self.table,
            "ScanIndexForward": not order.is_descending,
            "ConsistentRead": True,
            **selection,
        }
        return query(self.client, request, at_most=at_most)

    def _heads(self, workspace: str, ids: Iterable[str]) -> list[Item]:
        keys: list[Item] = [{"pk": workspace, "sk": f"{items.HEAD}{each}"} for each in ids]
        return read_all(self.client, self.table, keys, self.clock.pause)

    def _put_marks(self, new: AbstractSet[tuple[str, str]]) -> None:
        put_all(self.client, self.table, [*map(_key, sorted(new))], self.clock.pause)

    def _remove_marks(self, stale: AbstractSet[tuple[str, str]]) -> None:
        delete_all(self.client, self.table, [*map(_key, sorted(stale))], self.clock.pause)

    def _moved_places(
        self, before: StoredWorkflow, after: StoredWorkflow
    ) -> "Iterator[TransactWriteItemTypeDef]":
        old, new = marks.places_of(before), marks.places_of(after)
        yield from (delete(self.table, _key(place)) for place in sorted(old - new))
        yield from (put(self.table, _key(place)) for place in sorted(new - old))

    def _newest_revision(self, workspace: str, workflow_id: str) -> int:
        """Return the number of the newest revision, 0 if the workflow is unknown."""
        head = read_item(self.client, self.table, {"pk": workspace, "sk": f"{items.HEAD}{workflow_id}"})
        return 0 if head is None else int(str(head["revision"]))

    def _total(self, workspace: str, status: WorkflowStatus | None) -> int:
        counts = read_item(self.client, self.table, {"pk": workspace, "sk": items.COUNT}) or {}
        return int(str(counts.get(status or "total", 0)))

    def _put_receipt(self, workspace: str, receipt: Receipt) -> "TransactWriteItemTypeDef":
        # DynamoDB removes what has expired only after hours or days.
        is_free = f"{IS_NEW} OR expires_at < :now"
        now = int(receipt.created_at.timestamp())
        write = put(self.table, items.receipt_item(workspace, receipt), is_free, {":now": now})
        write["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        return write

    def _is_newest(self, workflow: StoredWorkflow) -> "TransactWriteItemTypeDef":
        key = {"pk": workflow.workspace, "sk": f"{items.HEAD}{workflow.id}"}
        return {
            "ConditionCheck": {
                "TableName": self.table,
                "Key": encode(key),
                "ConditionExpression": _IS_UNCHANGED,
                "ExpressionAttributeValues": encode({":revision": workflow.revision}),
            }
        }

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


def _key(of: tuple[str, str]) -> Item:
    pk, sk = of
    return {"pk": pk, "sk": sk}


def _in(partition: str) -> dict[str, object]:
    return {
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": encode({":pk": partition}),
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
