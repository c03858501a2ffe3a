"""Approvals in DynamoDB; the items are described in `items`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.approvals import items
from exeoflow.adapters.dynamodb.attributes import decode, encode
from exeoflow.adapters.dynamodb.conditional import Refusal, attempt, is_done
from exeoflow.adapters.dynamodb.queries import query, read_all, read_item
from exeoflow.adapters.dynamodb.writes import IS_NEW, IS_THERE
from exeoflow.model import moment
from exeoflow.model.approval import NO_NODE, AnswerDelivery, Approval, Decision
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# What one sweep has time for; the rest is found by the next.
_AT_MOST: Final = 100
_IS_OPEN: Final = "attribute_exists(pk) AND attribute_not_exists(answer)"


@dataclass(frozen=True)
class DynamoApprovalStore:
    """Keeps approvals in one table."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def add(self, approval: Approval) -> Approval:
        """Put the item unless it is there."""
        is_new = is_done(
            lambda: self.client.put_item(
                TableName=self.table,
                Item=encode(items.approval_item(approval)),
                ConditionExpression=IS_NEW,
            )
        )
        return approval if is_new else self.get(approval.id) or approval

    def get(self, approval_id: str) -> Approval | None:
        """Read the item."""
        item = read_item(self.client, self.table, items.key(approval_id))
        return None if item is None else items.approval_of(item)

    def pending(self, execution_id: str) -> Sequence[Approval]:
        """Ask the index, which holds what is not decided."""
        found = query(
            self.client,
            {
                "TableName": self.table,
                "IndexName": "pending",
                "KeyConditionExpression": "pending_in = :execution_id",
                "ExpressionAttributeValues": encode({":execution_id": execution_id}),
            },
        )
        return [items.approval_of(item) for item in found]

    def open_in(self, workspace: str, now: datetime, page: PageRequest) -> Page[Approval]:
        """Ask the index for all keys, which are small, then read the items of the page."""
        found = query(
            self.client,
            {
                "TableName": self.table,
                "IndexName": "open",
                "KeyConditionExpression": "workspace = :workspace",
                "FilterExpression": "closes_at > :now AND node_id <> :nobody",
                "ExpressionAttributeValues": encode(
                    {":workspace": workspace, ":now": moment.write(now), ":nobody": NO_NODE}
                ),
            },
        )
        ids = sorted((str(item["requested_at"]), str(item["pk"])) for item in found)
        keys = [items.key(approval_id) for _, approval_id in ids[page.offset : page.offset + page.limit]]
        read = map(items.approval_of, read_all(self.client, self.table, keys, self.clock.pause))
        # The index may not know yet what was answered a moment ago.
        shown = [each for each in read if each.decision is None and each.delivery is None]
        shown.sort(key=lambda each: (each.requested_at, each.id))
        return Page(tuple(shown), len(ids), page)

    def decide(self, approval: Approval, decision: Decision) -> Approval | None:
        """Update the item unless there is a decision, and take it out of the index of what is pending."""
        answer = attempt(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(items.key(approval.id)),
                UpdateExpression=(
                    "SET answer = :answer, answer_id = :answer_id, answer_data = :answer_data, "
                    "decided_at = :decided_at, delivery = :delivery, undelivered = :undelivered "
                    "REMOVE pending_in"
                ),
                ConditionExpression=_IS_OPEN,
                ExpressionAttributeValues=encode(items.decision_values(decision)),
                ReturnValues="ALL_NEW",
            )
        )
        if isinstance(answer, Refusal):
            return self.get(approval.id)
        return items.approval_of(decode(answer["Attributes"]))

    def settle(self, approval: Approval, delivery: AnswerDelivery) -> None:
        """Update the item, and take it out of the indexes of what is pending and what is under way."""
        is_done(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(items.key(approval.id)),
                UpdateExpression="SET delivery = :delivery REMOVE undelivered, pending_in",
                ConditionExpression=IS_THERE,
                ExpressionAttributeValues=encode({":delivery": delivery.value}),
            )
        )

    def hand_over(self, approval: Approval, taken_by: str) -> Approval | None:
        """Update the item under the condition that it is free, or taken already."""
        changed = items.waiting_attributes(approval)
        sets = ", ".join(f"{name} = :{name}" for name in changed)
        values = {f":{name}": value for name, value in changed.items()}
        answer = attempt(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(items.key(approval.id)),
                UpdateExpression=f"SET {sets}",
                ConditionExpression="task_token IN (:task_token, :taken_by)",
                ExpressionAttributeValues=encode({**values, ":taken_by": taken_by}),
                ReturnValues="ALL_NEW",
            )
        )
        return None if isinstance(answer, Refusal) else items.approval_of(decode(answer["Attributes"]))

    def remove(self, approval: Approval) -> None:
        """Delete the item."""
        with translated():
            self.client.delete_item(TableName=self.table, Key=encode(items.key(approval.id)))

    def postpone(self, approval_id: str, until: datetime) -> None:
        """Move the approval within the index; when the decision was given is kept beside it."""
        is_done(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(items.key(approval_id)),
                UpdateExpression=(
                    "SET answered_at = if_not_exists(answered_at, decided_at), decided_at = :until"
                ),
                ConditionExpression="attribute_exists(undelivered)",
                ExpressionAttributeValues=encode({":until": moment.write(until)}),
            )
        )

    def undelivered(self, before: datetime) -> Sequence[str]:
        """Ask the index, the oldest decisions first."""
        found = query(
            self.client,
            {
                "TableName": self.table,
                "IndexName": "undelivered",
                "KeyConditionExpression": "undelivered = :undelivered AND decided_at < :before",
                "ExpressionAttributeValues": encode(
                    {":undelivered": items.UNDELIVERED, ":before": moment.write(before)}
                ),
            },
            at_most=_AT_MOST,
        )
        return [str(item["pk"]) for item in found]
