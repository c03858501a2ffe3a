"""Webhooks in SQLite, and the signatures that were used to call them."""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exeoflow.model.json import Json
from exeoflow.model.webhooks.options import authentication_of, further_of, options_of, settings_of
from exeoflow.model.webhooks.path import parts_of, shape_of
from exeoflow.model.webhooks.webhook import Webhook, WebhookMethod
from exeoflow.service.ports.clock import Clock
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of, writing
from local.state.database import Database


@dataclass(frozen=True)
class SqliteWebhookStore:
    """Keeps a document per webhook."""

    database: Database
    clock: Clock

    def add(self, webhook: Webhook) -> bool:
        """Insert the webhook unless its id is taken."""
        with writing(self.database) as connection:
            if not _is_path_free(connection, webhook):
                return False
            added = connection.execute(
                "INSERT OR IGNORE INTO webhooks VALUES (?, ?, ?)",
                (webhook.id, webhook.workspace, _document(webhook)),
            )
            return bool(added.rowcount)

    def get(self, webhook_id: str) -> Webhook | None:
        """Read one row."""
        rows = self.database.rows("SELECT document FROM webhooks WHERE id = ?", webhook_id)
        return _webhook_of(rows[0][0]) if rows else None

    def replace(self, previous: Webhook, webhook: Webhook) -> bool:
        """Change the row if it holds what is expected."""
        with writing(self.database) as connection:
            if not _is_path_free(connection, webhook):
                return False
            changed = connection.execute(
                "UPDATE webhooks SET document = ? WHERE id = ? AND document = ?",
                (_document(webhook), previous.id, _document(previous)),
            )
            return bool(changed.rowcount)

    def remove(self, webhook: Webhook) -> None:
        """Delete the row and its signatures."""
        with writing(self.database) as connection:
            connection.execute("DELETE FROM webhooks WHERE id = ?", (webhook.id,))
            connection.execute("DELETE FROM signatures WHERE webhook_id = ?", (webhook.id,))

    def of_workspace(self, workspace: str) -> Sequence[Webhook]:
        """Read all rows of a workspace; a trigger's webhook has an id that does not sort by time."""
        rows = self.database.rows("SELECT document FROM webhooks WHERE workspace = ?", workspace)
        found = [_webhook_of(document) for (document,) in rows]
        return sorted(found, key=lambda webhook: (webhook.created_at, webhook.id), reverse=True)

    def at_path(self, workspace: str, first: str) -> Sequence[Webhook]:
        """Look through the webhooks of the workspace."""
        return [
            webhook
            for webhook in self.of_workspace(workspace)
            if webhook.settings.path is not None and parts_of(webhook.settings.path)[0] == first
        ]

    def count_call(self, webhook: Webhook, window: int, forget_at: datetime) -> int:
        """Add one to the row of the window; what is over is forgotten."""
        with writing(self.database) as connection:
            connection.execute(
                "DELETE FROM webhook_calls WHERE webhook_id = ? AND forget_at < ?",
                (webhook.id, milliseconds(self.clock.now())),
            )
            [calls] = connection.execute(
                "INSERT INTO webhook_calls VALUES (?, ?, 1, ?)"
                " ON CONFLICT (webhook_id, window) DO UPDATE SET calls = calls + 1 RETURNING calls",
                (webhook.id, window, milliseconds(forget_at)),
            ).fetchone()
        return int(calls)

    def use_signature(self, webhook: Webhook, signature: str, delivery: str, forget_at: datetime) -> bool:
        """Insert the signature, or see for which delivery it stands; what is over is forgotten."""
        place = (webhook.id, _digest(signature))
        with writing(self.database) as connection:
            _forget_signatures(connection, webhook, self.clock.now())
            connection.execute(
                "INSERT OR IGNORE INTO signatures VALUES (?, ?, ?, ?)",
                (*place, delivery, milliseconds(forget_at)),
            )
            [used_for] = connection.execute(
                "SELECT delivery FROM signatures WHERE webhook_id = ? AND signature = ?", place
            ).fetchone()
            return bool(used_for == delivery)

    def response_to(self, execution_id: str) -> Json:
        """Read one row."""
        rows = self.database.rows("SELECT response FROM responses WHERE execution_id = ?", execution_id)
        return json_of(rows[0][0]) if rows else None

    def keep_response(self, execution_id: str, response: str, forget_at: datetime) -> None:
        """Insert what a `respond` node says, as AWS does by itself; the first stays."""
        with writing(self.database) as connection:
            now = milliseconds(self.clock.now())
            connection.execute("DELETE FROM responses WHERE forget_at < ?", (now,))
            connection.execute(
                "INSERT OR IGNORE INTO responses VALUES (?, ?, ?)",
                (execution_id, json_text(json_of(response)), milliseconds(forget_at)),
            )


def _is_path_free(connection: sqlite3.Connection, webhook: Webhook) -> bool:
    path = webhook.settings.path
    if path is None:
        return True
    rows = connection.execute(
        "SELECT document FROM webhooks WHERE workspace = ? AND id != ?", (webhook.workspace, webhook.id)
    )
    others = (_webhook_of(document).settings.path for (document,) in rows)
    return all(other is None or shape_of(other) != shape_of(path) for other in others)


def _forget_signatures(connection: sqlite3.Connection, webhook: Webhook, now: datetime) -> None:
    connection.execute(
        "DELETE FROM signatures WHERE webhook_id = ? AND forget_at < ?", (webhook.id, milliseconds(now))
    )


def _digest(signature: str) -> str:
    return hashlib.sha256(signature.encode("utf-8", "surrogatepass")).hexdigest()


def _document(webhook: Webhook) -> str:
    options = options_of(webhook)
    return json_text(
        {
            "id": webhook.id,
            "workspace": webhook.workspace,
            "workflow_id": webhook.workflow_id,
            "name": webhook.name,
            "method": ",".join(webhook.methods),
            "authentication": webhook.authentication.type,
            "is_enabled": webhook.authentication.is_enabled,
            "proof": webhook.proof,
            "created_at": milliseconds(webhook.created_at),
            "updated_at": milliseconds(webhook.updated_at),
            "node_id": webhook.node_id,
            "is_of_trigger": webhook.is_of_trigger,
            "wait_seconds": webhook.wait_seconds,
            **({"options": options} if options else {}),
        }
    )


def _webhook_of(document: str) -> Webhook:
    content = json_of(document)
    options, methods = content.pop("options", {}), content.pop("method")
    authentication = authentication_of(
        content.pop("authentication"), is_enabled=content.pop("is_enabled"), options=options
    )
    return Webhook(
        **content
        | {
            "methods": tuple(WebhookMethod(each) for each in methods.split(",")),
            "created_at": moment_of(content["created_at"]),
            "updated_at": moment_of(content["updated_at"]),
            "authentication": authentication,
            "further": further_of(options),
            "settings": settings_of(options),
        }
    )
