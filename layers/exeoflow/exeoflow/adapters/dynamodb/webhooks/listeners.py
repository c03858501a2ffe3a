"""Who listens to which channel of events, in the webhooks table.

| pk                      | sk               | holds |
|-------------------------|------------------|-------|
| `channel#<channel>`     | `<trigger name>` | the workflow, the node and the whole pattern |
| `listens#<workflow id>` | `<trigger name>` | the channels, to find what to remove |
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from exeoflow.adapters.dynamodb.attributes import FullItem, Item, encode
from exeoflow.adapters.dynamodb.conditional import write_together
from exeoflow.adapters.dynamodb.queries import query
from exeoflow.adapters.dynamodb.writes import delete, put
from exeoflow.model import json
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class Listener:
    """A trigger node, and the events at which it starts its workflow."""

    workspace: str
    workflow_id: str
    node_id: str
    pattern: Mapping[str, Any]


@dataclass(frozen=True)
class DynamoListeners:
    """Keeps listeners by channel and by workflow; channels are texts here."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def put(self, name: str, listener: Listener, channels: AbstractSet[str]) -> None:
        """Let a trigger listen to these channels, and to no other any more."""
        content: FullItem = {
            "workspace": listener.workspace,
            "workflow_id": listener.workflow_id,
            "node_id": listener.node_id,
            "pattern": json.write(listener.pattern),
        }
        before = self._channels_of(listener.workflow_id, name)
        writes = [
            put(self.table, {**_listens(listener.workflow_id, name), "channels": frozenset(channels)}),
            *(put(self.table, {**_channel(each, name), **content}) for each in sorted(channels)),
            *(delete(self.table, _channel(each, name)) for each in sorted(before - channels)),
        ]
        write_together(self.client, writes, self.clock.pause)

    def remove(self, workflow_id: str, name: str) -> None:
        """Let a trigger listen to nothing any more; nothing if it did not."""
        channels = self._channels_of(workflow_id, name)
        if channels:
            keys = [_listens(workflow_id, name), *(_channel(each, name) for each in sorted(channels))]
            write_together(self.client, [delete(self.table, key) for key in keys], self.clock.pause)

    def names(self, workflow_id: str) -> AbstractSet[str]:
        """Return the names of a workflow's triggers that listen."""
        return {str(item["sk"]) for item in self._query(f"listens#{workflow_id}")}

    def of(self, event: ChannelEvent) -> Mapping[str, Listener]:
        """Return who listens to the channel of an event, by names, in their order; of a part only those."""
        within: FullItem | None = None
        if event.first is not None:
            within = {":first": event.first, ":last": event.last}
        found = self._query(f"channel#{event.channel}", within=within)
        return {str(item["sk"]): _listener(item) for item in found}

    def is_heard(self, channel: str) -> bool:
        """Tell whether anybody listens to a channel."""
        return bool(self._query(f"channel#{channel}", at_most=1))

    def _channels_of(self, workflow_id: str, name: str) -> frozenset[str]:
        found = [item for item in self._query(f"listens#{workflow_id}") if item["sk"] == name]
        return cast("frozenset[str]", found[0]["channels"]) if found else frozenset()

    def _query(
        self, partition: str, at_most: int | None = None, *, within: FullItem | None = None
    ) -> list[Item]:
        names = " AND sk BETWEEN :first AND :last" if within else ""
        request = {
            "TableName": self.table,
            "KeyConditionExpression": f"pk = :pk{names}",
            "ExpressionAttributeValues": encode({":pk": partition, **(within or {})}),
            "ConsistentRead": True,
        }
        return query(self.client, request, at_most)


def _listener(item: Item) -> Listener:
    pattern = cast("Mapping[str, Any]", json.read(str(item["pattern"])))
    return Listener(str(item["workspace"]), str(item["workflow_id"]), str(item["node_id"]), pattern)


def _listens(workflow_id: str, name: str) -> FullItem:
    return {"pk": f"listens#{workflow_id}", "sk": name}


def _channel(channel: str, name: str) -> FullItem:
    return {"pk": f"channel#{channel}", "sk": name}
