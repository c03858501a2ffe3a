"""Variables in DynamoDB: one item for each workspace, as machines read it (JSON by names).

| pk        | sk          | holds |
|-----------|-------------|-------|
| workspace | `variables` | `document`: the values by name; `updated_at`: when each was set; `revision` |
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from exeoflow.adapters.dynamodb.attributes import FullItem, Item, encode
from exeoflow.adapters.dynamodb.conditional import is_done
from exeoflow.adapters.dynamodb.queries import read_item
from exeoflow.adapters.dynamodb.writes import IS_NEW
from exeoflow.model import json, moment
from exeoflow.model.variables import Variable, Variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True)
class DynamoVariableStore:
    """Keeps variables in one table."""

    client: "DynamoDBClient"
    table: str

    def get(self, workspace: str) -> Variables:
        """Read the item."""
        item = read_item(self.client, self.table, {"pk": workspace, "sk": "variables"})
        return Variables(workspace) if item is None else _variables_of(item)

    def replace(self, previous: Variables, variables: Variables) -> bool:
        """Store the item if its revision is the one that was read."""
        known: dict[str, Any] = {"ConditionExpression": IS_NEW}
        if previous.revision:
            known = {
                "ConditionExpression": "revision = :revision",
                "ExpressionAttributeValues": encode({":revision": previous.revision}),
            }
        found = variables.by_name.values()
        item: FullItem = {
            "pk": variables.workspace,
            "sk": "variables",
            "revision": variables.revision,
            "document": json.write({each.name: each.value for each in found}),
            "updated_at": json.write({each.name: moment.write(each.updated_at) for each in found}),
        }
        return is_done(lambda: self.client.put_item(TableName=self.table, Item=encode(item), **known))


def _variables_of(item: Item) -> Variables:
    values = cast("Mapping[str, Any]", json.read(str(item["document"])))
    times = cast("Mapping[str, str]", json.read(str(item["updated_at"])))
    return Variables(
        workspace=str(item["pk"]),
        revision=int(str(item["revision"])),
        by_name={name: Variable(name, value, moment.read(times[name])) for name, value in values.items()},
    )
