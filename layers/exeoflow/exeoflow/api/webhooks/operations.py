"""The endpoints of webhooks, and the one at which others call them."""

from http import HTTPStatus
from typing import Final

from exeoflow import errors
from exeoflow.api.operation import BODY_FAILURES, Body, Operation, Parameter
from exeoflow.api.parameters import IDEMPOTENCY_KEY, PAGING
from exeoflow.api.query import WAIT
from exeoflow.api.samples import EXECUTION_ID, ONE_PAGE, SECRET, TIME, WORKFLOW_ID
from exeoflow.api.schema import Message
from exeoflow.api.webhooks.answers import CallStarted, WebhookList, WebhookShown
from exeoflow.model.api_key import Scope
from exeoflow.model.execution import MAX_WAIT_SECONDS, ExecutionStatus
from exeoflow.model.webhooks.webhook import AuthenticationType, WebhookMethod
from exeoflow.texts import confirmation

_SHOWN: Final[WebhookShown] = {
    "id": "wh_01hm4nb2c3d4e5f6g7h8j9k0m1",
    "workflow_id": WORKFLOW_ID,
    "node_id": None,
    "name": "Bestellungen",
    "url": "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/webhook/wh_01hm4nb2c3d4e5f6g7h8j9k0m1",
    "method": WebhookMethod.POST,
    "authentication": {"type": AuthenticationType.BEARER, "enabled": True},
    "wait": 0,
    "created_at": TIME,
    "updated_at": TIME,
}
_CALL: Final = f"""\
Starts the workflow of the webhook, which decides the method (POST unless it says otherwise) and how callers
prove who they are: by its token, by a signature over time and body, or not at all.

`$trigger` holds `body`, `headers` (without credentials), `query` and `method`. A body that is an object with
`data` as its only key is unwrapped: `$trigger.body` is the same for `{{"data": {{...}}}}` and for `{{...}}`.

A signature is `X-Exeoflow-Signature: t=<Unix seconds>,v1=<hex of HMAC-SHA256(token, "<t>.<body>")>`. It is
valid for five minutes and for one delivery.

The same `Idempotency-Key`, `X-GitHub-Delivery`, `webhook-id`, Stripe event, checked signature or
`X-Request-Id` again starts nothing and is answered with the same execution.

With `wait` the answer is that of a `respond` node, or the output of the workflow; if the execution takes
longer, at most {MAX_WAIT_SECONDS} seconds, it is 202."""

LIST_WEBHOOKS: Final = Operation(
    name="list_webhooks",
    method="GET",
    path="/v1/webhooks",
    scope=Scope.WEBHOOKS_READ,
    tag="Webhooks",
    summary="List webhooks, newest first",
    parameters=(
        *PAGING,
        Parameter("query", "workflow_id", "Only webhooks of this workflow.", {"type": "string"}),
    ),
    failures=(errors.InvalidRequest,),
    data=WebhookList,
    example={"webhooks": [_SHOWN], "pagination": ONE_PAGE},
)

CREATE_WEBHOOK: Final = Operation(
    name="create_webhook",
    method="POST",
    path="/v1/webhooks",
    scope=Scope.WEBHOOKS_WRITE,
    tag="Webhooks",
    summary="Give a workflow an address that starts it; the token is shown this once",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(
        "exeoflow.api.webhooks.bodies:CreateWebhookBody",
        {
            "workflow_id": WORKFLOW_ID,
            "name": "Bestellungen",
            "method": "POST",
            "authentication": {"type": "bearer", "enabled": True},
        },
    ),
    failures=(
        *BODY_FAILURES,
        errors.CredentialNotFound,
        errors.WorkflowNotFound,
        errors.WebhookPathTaken,
        errors.IdempotencyKeyReused,
    ),
    status=HTTPStatus.CREATED,
    data=WebhookShown,
    example={**_SHOWN, "token": SECRET},
)

GET_WEBHOOK: Final = Operation(
    name="get_webhook",
    method="GET",
    path="/v1/webhooks/{webhook_id}",
    scope=Scope.WEBHOOKS_READ,
    tag="Webhooks",
    summary="Read a webhook, without its token",
    failures=(errors.WebhookNotFound,),
    data=WebhookShown,
    example=_SHOWN,
)

UPDATE_WEBHOOK: Final = Operation(
    name="update_webhook",
    method="PUT",
    path="/v1/webhooks/{webhook_id}",
    scope=Scope.WEBHOOKS_WRITE,
    tag="Webhooks",
    summary="Change a webhook; another type of authentication makes a new token, shown this once",
    body=Body("exeoflow.api.webhooks.bodies:UpdateWebhookBody", {"authentication": {"type": "hmac"}}),
    failures=(
        *BODY_FAILURES,
        errors.CredentialNotFound,
        errors.WebhookNotFound,
        errors.WebhookChanged,
        errors.WebhookPathTaken,
    ),
    data=WebhookShown,
    example={
        **_SHOWN,
        "authentication": {"type": AuthenticationType.HMAC, "enabled": True},
        "token": SECRET,
    },
)

DELETE_WEBHOOK: Final = Operation(
    name="delete_webhook",
    method="DELETE",
    path="/v1/webhooks/{webhook_id}",
    scope=Scope.WEBHOOKS_WRITE,
    tag="Webhooks",
    summary="Delete a webhook; that of a trigger goes with its node",
    failures=(errors.WebhookNotFound, errors.WebhookOfTrigger),
    data=Message,
    example={"message": "Webhook erfolgreich gelöscht"},
)

ROTATE_WEBHOOK_TOKEN: Final = Operation(
    name="rotate_webhook_token",
    method="POST",
    path="/v1/webhooks/{webhook_id}/rotate",
    scope=Scope.WEBHOOKS_WRITE,
    tag="Webhooks",
    summary="Replace the token of a webhook; the new one is shown this once",
    parameters=(IDEMPOTENCY_KEY,),
    failures=(
        errors.InvalidRequest,
        errors.WebhookNotFound,
        errors.WebhookChanged,
        errors.IdempotencyKeyReused,
    ),
    data=WebhookShown,
    example={**_SHOWN, "token": SECRET},
)

CALL_WEBHOOK: Final = Operation(
    name="call_webhook",
    method="ANY",
    path="/webhook/{webhook_id}",
    scope=None,
    tag="Webhooks",
    summary="Start a workflow by its webhook",
    description=_CALL,
    parameters=(
        Parameter(
            "query",
            WAIT,
            "Seconds to wait for the end of the execution.",
            {"type": "integer", "minimum": 0, "maximum": MAX_WAIT_SECONDS},
        ),
    ),
    body=Body(object, {"name": "Ada"}, is_required=False),
    failures=(
        errors.MalformedBody,
        errors.BodyUnreadable,
        errors.InvalidRequest,
        errors.TokenInvalid,
        errors.SignatureInvalid,
        errors.SignatureExpired,
        errors.WebhookNotFound,
        errors.MethodNotAllowed,
        errors.WorkflowInactive,
        errors.WorkflowEmpty,
        errors.SignatureReplayed,
        errors.InputTooLarge,
        errors.ConcurrencyReached,
        errors.CredentialChanged,
        errors.KeysNotFetched,
        errors.RateLimited,
    ),
    status=HTTPStatus.ACCEPTED,
    data=CallStarted,
    example={
        "execution_id": EXECUTION_ID,
        "status": ExecutionStatus.RUNNING,
        "message": confirmation("workflow_started", "de"),
    },
    document={
        "security": [{"webhook_token": []}, {}],
        # What a `respond` node answers has any form.
        "responses": {
            "200": {
                "description": "The execution has ended; a `respond` node may answer otherwise.",
                "content": {
                    "application/json": {
                        "schema": {},
                        "example": {
                            "success": True,
                            "data": {
                                "execution_id": EXECUTION_ID,
                                "status": "success",
                                "output": {"text": "Hallo Ada"},
                            },
                        },
                    }
                },
            }
        },
    },
)
