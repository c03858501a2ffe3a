"""Credentials in SQLite; their secrets lie in the vault."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from exeoflow.model.credential import CredentialKind, StoredCredential, TokenState
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of, moment_or_none, writing
from local.state.database import Database


@dataclass(frozen=True)
class SqliteCredentialStore:
    """Keeps a document per credential, and one per token."""

    database: Database

    def add(self, credential: StoredCredential) -> None:
        """Insert the credential unless it is there."""
        with writing(self.database) as connection:
            connection.execute(
                "INSERT OR IGNORE INTO credentials VALUES (?, ?, ?)",
                (credential.workspace, credential.id, _document(credential)),
            )

    def get(self, workspace: str, credential_id: str) -> StoredCredential | None:
        """Read one row."""
        rows = self.database.rows(
            "SELECT document FROM credentials WHERE workspace = ? AND id = ?", workspace, credential_id
        )
        return _credential_of(rows[0][0]) if rows else None

    def of_workspace(self, workspace: str) -> Sequence[StoredCredential]:
        """Read all rows of a workspace; ids sort by time."""
        rows = self.database.rows(
            "SELECT document FROM credentials WHERE workspace = ? ORDER BY id DESC", workspace
        )
        return [_credential_of(document) for (document,) in rows]

    def replace(self, previous: StoredCredential, credential: StoredCredential) -> bool:
        """Change the row if it holds what is expected."""
        with writing(self.database) as connection:
            return _is_changed(connection, previous, credential)

    def remove(self, credential: StoredCredential) -> bool:
        """Delete the row if it holds what is expected, and what belongs to it."""
        key = (credential.workspace, credential.id)
        with writing(self.database) as connection:
            removed = connection.execute(
                "DELETE FROM credentials WHERE workspace = ? AND id = ? AND document = ?",
                (*key, _document(credential)),
            )
            if not removed.rowcount:
                return False
            connection.execute("DELETE FROM credential_uses WHERE workspace = ? AND credential_id = ?", key)
            connection.execute("DELETE FROM tokens WHERE workspace = ? AND credential_id = ?", key)
            return True

    def note_use(self, workspace: str, credential_id: str, workflow_id: str) -> bool:
        """Insert the note and count it."""
        with writing(self.database) as connection:
            current = self.get(workspace, credential_id)
            if current is None:
                return False
            connection.execute(
                "INSERT OR IGNORE INTO credential_uses VALUES (?, ?, ?)",
                (workspace, credential_id, workflow_id),
            )
            return _is_changed(connection, current, replace(current, noted=current.noted + 1))

    def uses(self, workspace: str, credential_id: str) -> Sequence[str]:
        """Read the notes of a credential."""
        rows = self.database.rows(
            "SELECT workflow_id FROM credential_uses WHERE workspace = ? AND credential_id = ?"
            " ORDER BY workflow_id",
            workspace,
            credential_id,
        )
        return [workflow_id for (workflow_id,) in rows]

    def token(self, workspace: str, credential_id: str) -> TokenState | None:
        """Read the row of the token."""
        rows = self.database.rows(
            "SELECT document FROM tokens WHERE workspace = ? AND credential_id = ?", workspace, credential_id
        )
        return _token_of(rows[0][0]) if rows else None

    def replace_token(self, previous: TokenState | None, state: TokenState) -> bool:
        """Change the row if its number is the one that was read."""
        key, document = (state.workspace, state.credential_id), _token_document(state)
        with writing(self.database) as connection:
            if previous is None:
                changed = connection.execute(
                    "INSERT OR IGNORE INTO tokens VALUES (?, ?, ?, ?)", (*key, state.number, document)
                )
            else:
                changed = connection.execute(
                    "UPDATE tokens SET number = ?, document = ?"
                    " WHERE workspace = ? AND credential_id = ? AND number = ?",
                    (state.number, document, *key, previous.number),
                )
            return bool(changed.rowcount)


def _is_changed(connection: Any, previous: StoredCredential, credential: StoredCredential) -> bool:
    changed = connection.execute(
        "UPDATE credentials SET document = ? WHERE workspace = ? AND id = ? AND document = ?",
        (_document(credential), previous.workspace, previous.id, _document(previous)),
    )
    return bool(changed.rowcount)


def _document(credential: StoredCredential) -> str:
    return json_text(
        asdict(credential)
        | {
            "created_at": milliseconds(credential.created_at),
            "updated_at": milliseconds(credential.updated_at),
        }
    )


def _credential_of(document: str) -> StoredCredential:
    content = json_of(document)
    return StoredCredential(
        **content
        | {
            "kind": CredentialKind(content["kind"]),
            "fields": tuple(content["fields"]),
            "allowed_hosts": tuple(content["allowed_hosts"]),
            "created_at": moment_of(content["created_at"]),
            "updated_at": moment_of(content["updated_at"]),
        }
    )


def _token_document(state: TokenState) -> str:
    moments = {"fresh_until": state.fresh_until, "leased_until": state.leased_until}
    return json_text(
        asdict(state)
        | {name: None if moment is None else milliseconds(moment) for name, moment in moments.items()}
    )


def _token_of(document: str) -> TokenState:
    content = json_of(document)
    moments = {name: moment_or_none(content[name]) for name in ("fresh_until", "leased_until")}
    return TokenState(**content | moments)
