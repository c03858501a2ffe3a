"""What is said of credentials, in DynamoDB; their secrets are elsewhere.

| pk          | sk                            | holds |
|-------------|-------------------------------|-------|
| workspace   | `<credential id>`             | the credential; ids sort by time |
| workspace   | `use#<credential>#<workflow>` | that the workflow names it, or did |
| workspace   | `token#<credential>`          | how far its token is |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from exeoflow.adapters.dynamodb.attributes import FullItem, Item, encode
from exeoflow.adapters.dynamodb.conditional import is_done, write_together
from exeoflow.adapters.dynamodb.queries import delete_all, query, read_item
from exeoflow.adapters.dynamodb.writes import IS_NEW, IS_THERE, put
from exeoflow.model import json, moment
from exeoflow.model.credential import ID_PREFIX, CredentialKind, StoredCredential, TokenState
from exeoflow.service.ports.clock import Clock

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

# Each change has a revision of its own, and each note of a use its number.
_IS_UNCHANGED: Final = "revision = :revision AND noted = :noted"


@dataclass(frozen=True)
class DynamoCredentialStore:
    """Keeps credentials in one table."""

    client: "DynamoDBClient"
    table: str
    clock: Clock

    def add(self, credential: StoredCredential) -> None:
        """Store the item unless it is there."""
        is_done(
            lambda: self.client.put_item(
                TableName=self.table,
                Item=encode(_item(credential)),
                ConditionExpression=IS_NEW,
            )
        )

    def get(self, workspace: str, credential_id: str) -> StoredCredential | None:
        """Read the item."""
        item = self._read(workspace, credential_id)
        return None if item is None else _credential_of(item)

    def of_workspace(self, workspace: str) -> Sequence[StoredCredential]:
        """Read the credentials in the partition of the workspace."""
        return [_credential_of(item) for item in self._below(workspace, f"{ID_PREFIX}_")]

    def replace(self, previous: StoredCredential, credential: StoredCredential) -> bool:
        """Store the item if it is the one that was read."""
        return is_done(
            lambda: self.client.put_item(
                TableName=self.table,
                Item=encode(_item(credential)),
                ConditionExpression=_IS_UNCHANGED,
                ExpressionAttributeValues=encode({":revision": previous.revision, ":noted": previous.noted}),
            )
        )

    def remove(self, credential: StoredCredential) -> bool:
        """Delete the item first: what is left of a deletion that breaks off belongs to no credential."""
        if not is_done(
            lambda: self.client.delete_item(
                TableName=self.table,
                Key=encode({"pk": credential.workspace, "sk": credential.id}),
                ConditionExpression=_IS_UNCHANGED,
                ExpressionAttributeValues=encode(
                    {":revision": credential.revision, ":noted": credential.noted}
                ),
            )
        ):
            return False
        notes = self._below(credential.workspace, f"use#{credential.id}#")
        keys = [{"pk": item["pk"], "sk": item["sk"]} for item in notes]
        token: Item = {"pk": credential.workspace, "sk": f"token#{credential.id}"}
        delete_all(self.client, self.table, [*keys, token], self.clock.pause)
        return True

    def note_use(self, workspace: str, credential_id: str, workflow_id: str) -> bool:
        """Store the note and count it, together."""
        return is_done(
            lambda: write_together(
                self.client,
                [
                    {
                        "Update": {
                            "TableName": self.table,
                            "Key": encode({"pk": workspace, "sk": credential_id}),
                            "UpdateExpression": "ADD noted :one",
                            "ConditionExpression": IS_THERE,
                            "ExpressionAttributeValues": encode({":one": 1}),
                        }
                    },
                    put(self.table, {"pk": workspace, "sk": f"use#{credential_id}#{workflow_id}"}),
                ],
                self.clock.pause,
            )
        )

    def uses(self, workspace: str, credential_id: str) -> Sequence[str]:
        """Read the notes of a credential."""
        notes = self._below(workspace, f"use#{credential_id}#")
        return sorted(str(item["sk"]).rpartition("#")[2] for item in notes)

    def token(self, workspace: str, credential_id: str) -> TokenState | None:
        """Read the item of the token."""
        item = self._read(workspace, f"token#{credential_id}")
        return None if item is None else _token_of(item)

    def replace_token(self, previous: TokenState | None, state: TokenState) -> bool:
        """Store the item if its number is the one that was read."""
        known: dict[str, Any] = {"ConditionExpression": IS_NEW}
        if previous is not None:
            known = {
                "ConditionExpression": "#number = :number",
                "ExpressionAttributeNames": {"#number": "number"},
                "ExpressionAttributeValues": encode({":number": previous.number}),
            }
        return is_done(
            lambda: self.client.put_item(TableName=self.table, Item=encode(_token_item(state)), **known)
        )

    def _read(self, workspace: str, sort_key: str) -> Item | None:
        return read_item(self.client, self.table, {"pk": workspace, "sk": sort_key})

    def _below(self, workspace: str, prefix: str) -> Sequence[Item]:
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
            "ExpressionAttributeValues": encode({":pk": workspace, ":prefix": prefix}),
            "ConsistentRead": True,
            "ScanIndexForward": False,
        }
        return query(self.client, request)


def _item(credential: StoredCredential) -> FullItem:
    return {
        "pk": credential.workspace,
        "sk": credential.id,
        "name": credential.name,
        "kind": credential.kind.value,
        "version": credential.version,
        "fields": json.write(credential.fields),
        "allowed_hosts": json.write(credential.allowed_hosts),
        "revision": credential.revision,
        "noted": credential.noted,
        "created_at": moment.write(credential.created_at),
        "updated_at": moment.write(credential.updated_at),
    }


def _credential_of(item: Item) -> StoredCredential:
    return StoredCredential(
        id=str(item["sk"]),
        workspace=str(item["pk"]),
        name=str(item["name"]),
        kind=CredentialKind(str(item["kind"])),
        version=str(item["version"]),
        fields=_texts(item["fields"]),
        allowed_hosts=_texts(item["allowed_hosts"]),
        revision=int(str(item["revision"])),
        noted=int(str(item["noted"])),
        created_at=moment.read(str(item["created_at"])),
        updated_at=moment.read(str(item["updated_at"])),
    )


def _texts(written: object) -> tuple[str, ...]:
    return tuple(map(str, cast("list[str]", json.read(str(written)))))


def _token_item(state: TokenState) -> FullItem:
    return {
        "pk": state.workspace,
        "sk": f"token#{state.credential_id}",
        "number": state.number,
        "fetched_with": state.fetched_with,
        "version": state.version,
        "fresh_until": None if state.fresh_until is None else moment.write(state.fresh_until),
        "lease": state.lease,
        "leased_until": None if state.leased_until is None else moment.write(state.leased_until),
    }


def _token_of(item: Item) -> TokenState:
    version, lease = item.get("version"), item.get("lease")
    return TokenState(
        workspace=str(item["pk"]),
        credential_id=str(item["sk"]).partition("#")[2],
        number=int(str(item["number"])),
        fetched_with=str(item["fetched_with"]),
        version=None if version is None else str(version),
        fresh_until=_moment_of(item, "fresh_until"),
        leased_until=_moment_of(item, "leased_until"),
        lease=None if lease is None else str(lease),
    )


def _moment_of(item: Item, name: str) -> "datetime | None":
    return moment.read(str(item[name])) if name in item else None
