"""Calls that wait, in DynamoDB beside the executions: whoever starts or reads these may write there.

| pk                  | sk      | holds |
|---------------------|---------|-------|
| `waits#<workspace>` | `waits` | a place `<end in seconds>-<chance>` for each call that waits |
"""

import secrets
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import Attributes, encode
from exeoflow.adapters.dynamodb.conditional import Refusal, attempt
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# A function that waits looks once more at the end, and DynamoDB forgets nobody at once.
_GRACE: Final = timedelta(seconds=5)
_LIFE: Final = timedelta(days=1)
_HAS_ROOM: Final = "attribute_not_exists(places) OR size(places) < :most"


@dataclass(frozen=True)
class DynamoWaits:
    """Keeps the places of a workspace as a set of short texts: up to 50 of them are one write unit."""

    client: "DynamoDBClient"
    table: str
    most: int
    clock: Clock

    def begin(self, workspace: str, until: datetime) -> str | None:
        """Take a place if there is room, else once those are gone whose time is over."""
        place = f"{int((until + _GRACE).timestamp())}-{secrets.token_hex(4)}"
        taken = self._others(workspace, place, until)
        if taken is None:
            return place
        now = int(self.clock.now().timestamp())
        over = frozenset(each for each in taken if int(each.partition("-")[0]) <= now)
        if not over:
            return None
        self._remove(workspace, over)
        return place if self._others(workspace, place, until) is None else None

    def end(self, workspace: str, place: str) -> None:
        """Take the place out of the set."""
        self._remove(workspace, frozenset({place}))

    def _others(self, workspace: str, place: str, until: datetime) -> AbstractSet[str] | None:
        """Take the place and return None, or return who has all places."""
        answer = attempt(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=_key_of(workspace),
                UpdateExpression="SET expires_at = :expires_at ADD places :place",
                ConditionExpression=_HAS_ROOM,
                ExpressionAttributeValues=encode(
                    {
                        ":place": frozenset({place}),
                        ":most": self.most,
                        ":expires_at": int((until + _LIFE).timestamp()),
                    }
                ),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        )
        if not isinstance(answer, Refusal):
            return None
        taken = answer.items[0].get("places")
        return taken if isinstance(taken, frozenset) else frozenset()

    def _remove(self, workspace: str, places: frozenset[str]) -> None:
        with translated():
            self.client.update_item(
                TableName=self.table,
                Key=_key_of(workspace),
                UpdateExpression="DELETE places :places",
                ExpressionAttributeValues=encode({":places": places}),
            )


def _key_of(workspace: str) -> Attributes:
    return encode({"pk": f"waits#{workspace}", "sk": "waits"})
