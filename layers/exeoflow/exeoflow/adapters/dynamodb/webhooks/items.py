"""The items of the webhooks table.

| pk             | sk                 | holds |
|----------------|--------------------|-------|
| `<webhook id>` | `webhook`          | the webhook, for whoever calls it |
| `<workspace>`  | `webhook#<id>`     | the same, for lists; ids sort by time |
| `<workspace>`  | `path#<shape>`     | the id of the webhook that is called at such a path |
| `<webhook id>` | `signature#<hash>` | for which delivery a signature was used, until `expires_at` |
| `<webhook id>` | `calls#<window>`   | how many calls there were in a window of time, until `expires_at` |
| `<execution>`  | `response`         | what it answers, as its machine writes it, until `expires_at` |
| `#moves`       | `<time>#<id>`      | whose triggers are being moved |
"""

import hashlib
from typing import TYPE_CHECKING, Final, cast

from exeoflow.adapters.dynamodb.attributes import FullItem, Item
from exeoflow.model import json, moment
from exeoflow.model.response import RESPONSE_SORT_KEY
from exeoflow.model.webhooks.options import authentication_of, further_of, options_of, settings_of
from exeoflow.model.webhooks.path import shape_of
from exeoflow.model.webhooks.webhook import Webhook, WebhookMethod
from exeoflow.service.ports.stores.trigger_journal import TriggerMove

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

WEBHOOK: Final = "webhook"
LISTED: Final = "webhook#"
PATH: Final = "path#"
MOVES: Final = "#moves"


def called_key(webhook: Webhook) -> FullItem:
    """Return the key by which calls find the webhook."""
    return {"pk": webhook.id, "sk": WEBHOOK}


def listed_key(webhook: Webhook) -> FullItem:
    """Return the key by which lists find the webhook."""
    return {"pk": webhook.workspace, "sk": f"{LISTED}{webhook.id}"}


def path_key(workspace: str, path: str) -> FullItem:
    """Return the key by which calls of a path find the webhook."""
    return {"pk": workspace, "sk": f"{PATH}{shape_of(path)}"}


def webhook_attributes(webhook: Webhook) -> FullItem:
    """Write a webhook without its key."""
    options = options_of(webhook)
    return {
        "id": webhook.id,
        "workspace": webhook.workspace,
        "workflow_id": webhook.workflow_id,
        "name": webhook.name,
        "method": ",".join(webhook.methods),
        "authentication": webhook.authentication.type.value,
        "is_enabled": int(webhook.authentication.is_enabled),
        "proof": webhook.proof,
        "created_at": moment.write(webhook.created_at),
        "updated_at": moment.write(webhook.updated_at),
        "node_id": webhook.node_id,
        "is_of_trigger": int(webhook.is_of_trigger),
        "wait_seconds": webhook.wait_seconds,
        **({"options": json.write(options)} if options else {}),
    }


def webhook_of(item: Item) -> Webhook:
    """Read a webhook."""
    node_id = item.get("node_id")
    options = cast("JsonObject", json.read(str(item.get("options", "{}"))))
    return Webhook(
        id=str(item["id"]),
        workspace=str(item["workspace"]),
        workflow_id=str(item["workflow_id"]),
        name=str(item["name"]),
        methods=tuple(WebhookMethod(each) for each in str(item["method"]).split(",")),
        authentication=authentication_of(
            str(item["authentication"]), is_enabled=item["is_enabled"] == 1, options=options
        ),
        proof=str(item["proof"]),
        created_at=moment.read(str(item["created_at"])),
        updated_at=moment.read(str(item["updated_at"])),
        node_id=None if node_id is None else str(node_id),
        is_of_trigger=item["is_of_trigger"] == 1,
        wait_seconds=int(str(item["wait_seconds"])),
        further=further_of(options),
        settings=settings_of(options),
    )


def signature_key(webhook: Webhook, signature: str) -> FullItem:
    """Return the key of the memory of a signature."""
    return {"pk": webhook.id, "sk": f"signature#{hashlib.sha256(signature.encode()).hexdigest()}"}


def calls_key(webhook: Webhook, window: int) -> FullItem:
    """Return the key of the number of calls in a window."""
    return {"pk": webhook.id, "sk": f"calls#{window}"}


def response_key(execution_id: str) -> FullItem:
    """Return the key of an execution's answer."""
    return {"pk": execution_id, "sk": RESPONSE_SORT_KEY}


def move_key(move: TriggerMove) -> FullItem:
    """Return the key of a move; they sort by time."""
    return {"pk": MOVES, "sk": f"{moment.write(move.begun_at)}#{move.id}"}


def move_item(move: TriggerMove) -> FullItem:
    """Write a move."""
    return {
        **move_key(move),
        "id": move.id,
        "workspace": move.workspace,
        "workflow_id": move.workflow_id,
        "begun_at": moment.write(move.begun_at),
    }


def move_of(item: Item) -> TriggerMove:
    """Read a move."""
    return TriggerMove(
        id=str(item["id"]),
        workspace=str(item["workspace"]),
        workflow_id=str(item["workflow_id"]),
        begun_at=moment.read(str(item["begun_at"])),
    )
