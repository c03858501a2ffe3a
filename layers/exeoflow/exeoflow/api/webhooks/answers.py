"""Webhooks and the answers of their calls, as the API shows them."""

from http import HTTPStatus
from typing import Final, cast

from exeoflow.api.answers import Answer, accepted, ok
from exeoflow.api.messages import WORKFLOW_STARTED
from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import Representation
from exeoflow.model import json, moment
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus
from exeoflow.model.response import Response, response_in
from exeoflow.model.webhook import Webhook

# Headers that belong to the connection or to us; a workflow must not set them.
_OURS: Final = frozenset({"connection", "content-length", "set-cookie", "transfer-encoding", "x-request-id"})


def webhook_shown(webhook: Webhook, request: Request, token: str | None = None) -> Representation:
    """Show a webhook, with its token only where that was made by this very request."""
    shown: Representation = {
        "id": webhook.id,
        "workflow_id": webhook.workflow_id,
        "node_id": webhook.node_id,
        "name": webhook.name,
        "url": f"{request.origin}/webhook/{webhook.id}",
        "method": webhook.method,
        "authentication": {
            "type": webhook.authentication.type,
            "enabled": webhook.authentication.is_enabled,
        },
        "wait": webhook.wait_seconds,
        "created_at": moment.write(webhook.created_at),
        "updated_at": moment.write(webhook.updated_at),
    }
    return shown if token is None else {**shown, "token": token}


def workflow_started(execution: Execution, request: Request) -> Answer:
    """Answer a call that does not wait, or whose execution takes longer."""
    return accepted(
        {
            "execution_id": execution.id,
            "status": ExecutionStatus.RUNNING,
            "message": WORKFLOW_STARTED[request.language],
        }
    )


def execution_answer(record: ExecutionRecord, request: Request) -> Answer:
    """Answer a call that waited: what a `respond` node says, else the output; 202 if it still runs."""
    execution = record.execution
    if execution.is_running:
        return workflow_started(execution, request)
    response = response_in(record.output) if execution.status is ExecutionStatus.SUCCESS else None
    if response is not None:
        return _responded(response)
    shown: dict[str, object] = {
        "execution_id": execution.id,
        "status": execution.status,
        "output": record.output,
    }
    if record.error is not None:
        shown["error"] = {
            "code": record.error.code,
            "message": record.error.message,
            "node_id": record.error.node_id,
        }
    return ok(shown)


def _responded(response: Response) -> Answer:
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _OURS}
    is_text = isinstance(response.body, str)
    if is_text and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = "text/plain; charset=utf-8"
    body = cast("str", response.body) if is_text else json.write(response.body)
    return Answer(HTTPStatus(response.status), body, headers)
