"""The row of webhooks that are called at a path: the same operation, which the document describes once."""

from typing import Final

from exeoflow.api.operation import Route

CALL_WEBHOOK_AT_PATH: Final = Route(
    name="call_webhook",
    method="ANY",
    path="/webhook/{webhook_id}/{path+}",
    scope=None,
    tag="Webhooks",
    summary="Start a workflow by its webhook, at a path of its own or with more behind its address",
)
