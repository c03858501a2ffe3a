"""API keys in DynamoDB.

| pk                      | sk         | holds |
|-------------------------|------------|-------|
| `key#<hash of the key>` | `key`      | the key, and per minute of use the count `used_<minute>` |
| `workspace#<name>`      | `key#<id>` | the hash, to find the keys of a workspace |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from exeoflow.adapters.aws_errors import translated
from exeoflow.adapters.dynamodb.attributes import FullItem, Item, decode, encode
from exeoflow.adapters.dynamodb.conditional import Refusal, attempt, is_done, write_together
from exeoflow.adapters.dynamodb.queries import read_below, read_item
from exeoflow.adapters.dynamodb.writes import IS_NEW, put
from exeoflow.errors import Conflict
from exeoflow.model import moment
from exeoflow.model.api_key import WINDOW_SECONDS, Admission, Allowance, ApiKey, Scope
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_USED: Final = "used_"
# Each idle spell leaves one old count behind; after so many an extra call removes them.
_TOLERATED_OLD_COUNTS: Final = 16
_IS_VALID: Final = "attribute_exists(pk) AND attribute_not_exists(revoked_at)"
# DynamoDB removes what has expired only after hours or days.
_IS_NOT_EXPIRED: Final = "(attribute_not_exists(expires_at) OR expires_at > :now)"
_IS_WITHIN_LIMIT: Final = "(attribute_not_exists(#used) OR #used < #limit)"
_ADMISSION: Final = f"{_IS_VALID} AND {_IS_NOT_EXPIRED} AND {_IS_WITHIN_LIMIT}"


@dataclass(frozen=True)
class DynamoKeyStore:
    """Keeps keys in one table; admitting a request is one conditional write."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def admit(self, digest: str, now: datetime) -> Admission | None:
        """Check the key and count the request in its minute, in one call."""
        seconds = int(now.timestamp())
        window = seconds // WINDOW_SECONDS
        used = f"{_USED}{window}"
        answer = attempt(
            lambda: self.client.update_item(
                TableName=self.table,
                Key=encode(_key_of(digest)),
                UpdateExpression="ADD #used :one REMOVE #before",
                ConditionExpression=_ADMISSION,
                ExpressionAttributeNames={
                    "#used": used,
                    "#before": f"{_USED}{window - 1}",
                    "#limit": "limit",
                },
                ExpressionAttributeValues=encode({":one": 1, ":now": seconds}),
                ReturnValues="ALL_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        )
        if isinstance(answer, Refusal):
            return _refusal(digest, answer.items[0], now, window)
        item = decode(answer["Attributes"])
        self._remove_old_counts(digest, item, used)
        return _admission(digest, item, window, int(str(item[used])), is_within_limit=True)

    def add(self, key: ApiKey) -> None:
        """Store the key and its place in the workspace together."""
        pointer = {
            "pk": f"workspace#{key.workspace}",
            "sk": f"key#{key.id}",
            "digest": key.digest,
            "expires_at": None if key.expires_at is None else int(key.expires_at.timestamp()),
        }
        writes = [put(self.table, item, IS_NEW) for item in (_item_of(key), pointer)]
        if not is_done(lambda: write_together(self.client, writes, self.clock.pause)):
            raise Conflict

    def of_workspace(self, workspace: str) -> Sequence[ApiKey]:
        """Read the workspace's pointers, then each key: rarely, and of few keys."""
        found = [self._find(digest) for digest in self._digests(workspace, "key#")]
        return [key for key in found if key is not None]

    def revoke(self, workspace: str, key_id: str, now: datetime) -> bool:
        """Mark the key; the first time of revocation stays."""
        digests = self._digests(workspace, f"key#{key_id}")
        for digest in digests:
            with translated():
                self.client.update_item(
                    TableName=self.table,
                    Key=encode(_key_of(digest)),
                    UpdateExpression="SET revoked_at = if_not_exists(revoked_at, :now)",
                    ExpressionAttributeValues=encode({":now": moment.write(now)}),
                )
        return bool(digests)

    def _remove_old_counts(self, digest: str, item: Item, current: str) -> None:
        old = [name for name in item if name.startswith(_USED) and name != current]
        if len(old) <= _TOLERATED_OLD_COUNTS:
            return
        with translated():
            self.client.update_item(
                TableName=self.table,
                Key=encode(_key_of(digest)),
                UpdateExpression="REMOVE " + ", ".join(old),
                ConditionExpression="attribute_exists(pk)",
            )

    def _digests(self, workspace: str, prefix: str) -> Sequence[str]:
        found = read_below(self.client, self.table, f"workspace#{workspace}", prefix)
        return [str(item["digest"]) for item in found]

    def _find(self, digest: str) -> ApiKey | None:
        item = read_item(self.client, self.table, _key_of(digest))
        return None if item is None else _api_key_of(digest, item)


def _key_of(digest: str) -> dict[str, str]:
    return {"pk": f"key#{digest}", "sk": "key"}


def _item_of(key: ApiKey) -> FullItem:
    return {
        "pk": f"key#{key.digest}",
        "sk": "key",
        "id": key.id,
        "name": key.name,
        "workspace": key.workspace,
        "scopes": frozenset(scope.value for scope in key.scopes),
        "limit": key.limit,
        "created_at": moment.write(key.created_at),
        "expires_at": None if key.expires_at is None else int(key.expires_at.timestamp()),
    }


def _api_key_of(digest: str, item: Item) -> ApiKey:
    revoked_at = item.get("revoked_at")
    return ApiKey(
        id=str(item["id"]),
        digest=digest,
        name=str(item["name"]),
        workspace=str(item["workspace"]),
        scopes=frozenset(Scope(scope) for scope in cast("frozenset[str]", item["scopes"])),
        limit=int(str(item["limit"])),
        created_at=moment.read(str(item["created_at"])),
        expires_at=_expiry_of(item),
        revoked_at=None if revoked_at is None else moment.read(str(revoked_at)),
    )


def _expiry_of(item: Item) -> datetime | None:
    return moment.from_seconds(int(str(item["expires_at"]))) if "expires_at" in item else None


def _refusal(digest: str, item: Item, now: datetime, window: int) -> Admission | None:
    expires_at = _expiry_of(item)
    if not item or "revoked_at" in item or (expires_at is not None and expires_at <= now):
        return None
    return _admission(digest, item, window, int(str(item["limit"])), is_within_limit=False)


def _admission(digest: str, item: Item, window: int, used: int, *, is_within_limit: bool) -> Admission:
    key = _api_key_of(digest, item)
    reset = (window + 1) * WINDOW_SECONDS
    return Admission(key, Allowance(key.limit, key.limit - used, reset), is_within_limit)
