"""The part of the document about what is sent to the addresses of notifications."""

from typing import Annotated, Any, Final, Literal, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.executions.answers import ExecutionErrorShown, TriggerShown
from exeoflow.api.schema import ExecutionId, Milliseconds, Schema, Timestamp, WorkflowId
from exeoflow.model.execution import ExecutionStatus
from exeoflow.model.notification import NotificationEvent

_DESCRIPTION: Final = """\
Sent to the address of every notification that it concerns, signed as Standard Webhooks describes. Only an
answer of 2xx within ten seconds counts; after any other but 410 it is sent again, in seven attempts within
nine hours."""

_HEADERS: Final = {
    "webhook-id": "Tells this message from every other; the same at each attempt.",
    "webhook-timestamp": "When it was sent, in Unix seconds.",
    "webhook-signature": "`v1,` and base64 of HMAC-SHA256 over `<id>.<timestamp>.<body>`.",
}


class ExecutionTold(TypedDict):
    """An execution that ended; `error` is there only if it failed."""

    id: ExecutionId
    workflow_id: WorkflowId
    workflow_name: str
    status: Literal[ExecutionStatus.SUCCESS, ExecutionStatus.FAILED]
    started_at: Timestamp
    finished_at: Timestamp
    duration: Milliseconds
    trigger: TriggerShown
    error: NotRequired[ExecutionErrorShown]


class NotificationMessage(TypedDict):
    """What an address is told of an end."""

    id: Annotated[str, Schema({"pattern": "^msg_", "examples": ["msg_5p2q8zt4e6r2v9yabcd1hmk3w5"]})]
    type: NotificationEvent
    created_at: Timestamp
    data: ExecutionTold


_SCHEMA: Final = f"#/components/schemas/{NotificationMessage.__name__}"
_EXAMPLE: Final = {
    "id": "msg_5p2q8zt4e6r2v9yabcd1hmk3w5",
    "type": "execution.failed",
    "created_at": "2024-01-20T10:00:02.456Z",
    "data": {
        "id": "exec_01hm4n9a1b2c3d4e5f6g7h8j9k",
        "workflow_id": "wf_01hm4n8x5t6v7w8y9z0a1b2c3d",
        "workflow_name": "Bestellungen",
        "status": "failed",
        "started_at": "2024-01-20T10:00:00.123Z",
        "finished_at": "2024-01-20T10:00:02.456Z",
        "duration": 2333,
        "trigger": {"kind": "webhook", "node_id": "node_1"},
        "error": {
            "code": "Http.Status404",
            "message": "GET api.example.com: answered 404 Not Found",
            "node_id": "node_2",
        },
    },
}

OUTGOING: Final[dict[str, Any]] = {
    "execution_ended": {
        "post": {
            "operationId": "execution_ended",
            "summary": "An execution has ended",
            "description": _DESCRIPTION,
            "tags": ["Notifications"],
            "security": [],
            "parameters": [
                {
                    "name": name,
                    "in": "header",
                    "required": True,
                    "description": text,
                    "schema": {"type": "string"},
                }
                for name, text in _HEADERS.items()
            ],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": _SCHEMA}, "example": _EXAMPLE}},
            },
            "responses": {
                "2XX": {"description": "The message was taken."},
                "410": {"description": "Nobody listens any more: this message is not sent again."},
            },
        }
    }
}
