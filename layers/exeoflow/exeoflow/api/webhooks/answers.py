"""Webhooks and the answers of their calls, as the API shows them."""

import re
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal, NotRequired, cast

from typing_extensions import TypedDict

from exeoflow.api.answers import Answer, success
from exeoflow.api.request import Request
from exeoflow.api.schema import Address, ExecutionId, Pagination, Schema, Timestamp, WorkflowId
from exeoflow.model import json, moment
from exeoflow.model.execution import Execution, ExecutionError, ExecutionRecord, ExecutionStatus
from exeoflow.model.response import Response, response_in
from exeoflow.model.webhook import AuthenticationType, Webhook, WebhookMethod
from exeoflow.texts import Language, confirmation
from exeoflow.texts.words import explanation

# Headers that belong to the connection or to us; a workflow must not set them.
_OURS: Final = frozenset({"connection", "content-length", "set-cookie", "transfer-encoding", "x-request-id"})
# What AWS says of its own: ARNs, request ids, services, state names and the texts of compiled expressions.
_INSIDE: Final = re.compile(r"arn:aws|Request ?ID|\(Service: |\$states|entered at the event", re.IGNORECASE)

WebhookId = Annotated[str, Schema({"pattern": "^wh_", "examples": ["wh_01hm4nb2c3d4e5f6g7h8j9k0m1"]})]


class WebhookAuthenticationShown(TypedDict):
    """How callers of a webhook prove who they are."""

    type: AuthenticationType
    enabled: bool


class WebhookShown(TypedDict):
    """A webhook; `token` is there only in the answer that made it."""

    id: WebhookId
    workflow_id: WorkflowId
    node_id: Annotated[str | None, Schema({"description": "The trigger to start by."})]
    name: str
    url: Address
    method: WebhookMethod
    authentication: WebhookAuthenticationShown
    wait: Annotated[int, Schema({"description": "Seconds that a call waits for the end of the execution."})]
    token: NotRequired[Annotated[str, Schema({"pattern": "^[!-~]{16,256}$"})]]
    created_at: Timestamp
    updated_at: Timestamp


class WebhookList(TypedDict):
    """One page of webhooks."""

    webhooks: list[WebhookShown]
    pagination: Pagination


class CallStarted(TypedDict):
    """A call that started an execution and does not wait for its end, or no longer."""

    execution_id: ExecutionId
    status: Literal[ExecutionStatus.RUNNING]
    message: Annotated[str, Schema({"examples": [confirmation("workflow_started", "de")]})]


class CallError(TypedDict):
    """Why the execution of a call failed, as strangers may know it."""

    code: Annotated[str, Schema({"examples": ["Order.Unknown"]})]
    message: str


class CallEnded(TypedDict):
    """What a call gets whose execution has ended, unless a `respond` node says otherwise."""

    execution_id: ExecutionId
    status: ExecutionStatus
    output: Any
    error: NotRequired[CallError]


def webhook_shown(webhook: Webhook, request: Request, token: str | None = None) -> WebhookShown:
    """Show a webhook, with its token only where that was made by this very request."""
    shown: WebhookShown = {
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
    if token is not None:
        shown["token"] = token
    return shown


def call_started(execution: Execution, request: Request) -> CallStarted:
    """Show a call that does not wait, or whose execution takes longer."""
    return {
        "execution_id": execution.id,
        "status": ExecutionStatus.RUNNING,
        "message": confirmation("workflow_started", request.language),
    }


def ended_answer(record: ExecutionRecord, language: Language) -> Answer:
    """Answer a call whose execution has ended: what a `respond` node says, else the output."""
    status = record.execution.status
    response = response_in(record.output) if status is ExecutionStatus.SUCCESS else None
    return success(HTTPStatus.OK, _call_ended(record, language)) if response is None else _responded(response)


def _call_ended(record: ExecutionRecord, language: Language) -> CallEnded:
    shown: CallEnded = {
        "execution_id": record.execution.id,
        "status": record.execution.status,
        "output": record.output,
    }
    if record.error is not None:
        shown["error"] = _told_to_strangers(record.error, language)
    return shown


def _told_to_strangers(error: ExecutionError, language: Language) -> CallError:
    """Tell what a node of the author's says; nothing of expressions, states, ARNs and requests of AWS."""
    is_ours = error.code.startswith("States.") or _INSIDE.search(error.message) is not None
    message = explanation("inside", language) if is_ours else error.message
    return {"code": error.code, "message": message}


def _responded(response: Response) -> Answer:
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _OURS}
    is_text = isinstance(response.body, str)
    if is_text and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = "text/plain; charset=utf-8"
    body = cast("str", response.body) if is_text else json.write(response.body)
    return Answer(HTTPStatus(response.status), body, headers)
