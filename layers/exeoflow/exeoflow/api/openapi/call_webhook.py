"""The part of the document about calls of webhooks, which are not made by clients of the API."""

from typing import Any, Final

from exeoflow import errors
from exeoflow.api.messages import FAILURES, WORKFLOW_STARTED
from exeoflow.api.status import phrase_of, status_of
from exeoflow.model.execution import MAX_WAIT_SECONDS

_DESCRIPTION: Final = f"""\
Starts the workflow of the webhook, which decides the method (POST unless it says otherwise) and how callers
prove who they are: by its token, by a signature over time and body, or not at all.

`$trigger` holds `body`, `headers` (without credentials), `query` and `method`. A body that is an object with
`data` as its only key is unwrapped: `$trigger.body` is the same for `{{"data": {{...}}}}` and for `{{...}}`.

A signature is `X-Exeoflow-Signature: t=<Unix seconds>,v1=<hex of HMAC-SHA256(token, "<t>.<body>")>`. It is
valid for five minutes and for one delivery.

The same `Idempotency-Key`, `X-GitHub-Delivery`, `webhook-id`, Stripe event or `X-Request-Id` again starts
nothing and is answered with the same execution.

With `wait` the answer is that of a `respond` node, or the output of the workflow; if the execution takes
longer, at most {MAX_WAIT_SECONDS} seconds, it is 202."""


def failed(*kinds: type[errors.ExeoflowError]) -> dict[str, Any]:
    """Describe an answer with one of these codes, to a caller without a key."""
    example = {
        "success": False,
        "error": {
            "code": kinds[0].code,
            "message": FAILURES[kinds[0].code]["de"],
            "request_id": "JKJaXmPLvHcESHA=",
        },
    }
    return {
        "description": phrase_of(status_of(kinds[0])),
        "content": {"application/json": {"schema": _codes(kinds), "example": example}},
    }


def _codes(kinds: tuple[type[errors.ExeoflowError], ...]) -> dict[str, Any]:
    codes = {"properties": {"error": {"properties": {"code": {"enum": [kind.code for kind in kinds]}}}}}
    return {"allOf": [{"$ref": "#/components/schemas/Failure"}, codes]}


def succeeded(description: str, schema: dict[str, Any], example: Any) -> dict[str, Any]:  # noqa: ANN401  (any JSON)
    """Describe an answer that went well, to a caller without a key."""
    return {
        "description": description,
        "content": {"application/json": {"schema": schema, "example": {"success": True, "data": example}}},
    }


_STARTED: Final = {
    "execution_id": "exec_01hm4n9a1b2c3d4e5f6g7h8j9k",
    "status": "running",
    "message": WORKFLOW_STARTED["de"],
}
_ENDED: Final = {
    "execution_id": "exec_01hm4n9a1b2c3d4e5f6g7h8j9k",
    "status": "success",
    "output": {"text": "Hallo Ada"},
}

CALL_WEBHOOK: Final[dict[str, Any]] = {
    "post": {
        "operationId": "call_webhook",
        "summary": "Start a workflow by its webhook",
        "description": _DESCRIPTION,
        "tags": ["Webhooks"],
        "security": [{"webhook_token": []}, {}],
        "parameters": [
            {
                "name": "webhook_id",
                "in": "path",
                "required": True,
                "description": "Id of the webhook.",
                "schema": {"type": "string"},
            },
            {
                "name": "wait",
                "in": "query",
                "description": "Seconds to wait for the end of the execution.",
                "schema": {"type": "integer", "minimum": 0, "maximum": MAX_WAIT_SECONDS},
            },
        ],
        "requestBody": {
            "required": False,
            "content": {"application/json": {"schema": {}, "example": {"name": "Ada"}}},
        },
        "responses": {
            "200": succeeded("The execution has ended; a `respond` node may answer otherwise.", {}, _ENDED),
            "202": succeeded("The execution was started.", {}, _STARTED),
            "400": failed(errors.MalformedBody, errors.InvalidRequest),
            "401": failed(errors.TokenInvalid, errors.SignatureInvalid, errors.SignatureExpired),
            "404": failed(errors.WebhookNotFound),
            "405": failed(errors.MethodNotAllowed),
            "409": failed(errors.WorkflowInactive, errors.WorkflowEmpty, errors.SignatureReplayed),
            "413": failed(errors.InputTooLarge),
            "500": failed(errors.ExeoflowError),
            "503": failed(errors.Unavailable),
        },
    }
}
