"""Webhooks and the answers of their calls, as the API shows them."""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NotRequired, cast
from urllib.parse import quote

from typing_extensions import TypedDict

from exeoflow.api.answers import Answer, success
from exeoflow.api.request import Request
from exeoflow.api.schema import Address, CredentialId, ExecutionId, Pagination, Schema, Timestamp, WorkflowId
from exeoflow.model import json, moment
from exeoflow.model.execution import Execution, ExecutionError, ExecutionRecord, ExecutionStatus
from exeoflow.model.response import Response, response_in
from exeoflow.model.webhooks.signature_words import (
    Algorithm,
    Encoding,
    KeyForm,
    Preset,
    PublicKeyAlgorithm,
    PublicKeyPreset,
)
from exeoflow.model.webhooks.webhook import (
    AuthenticationType,
    BodyType,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
)
from exeoflow.texts import Language, confirmation
from exeoflow.texts.words import explanation

if TYPE_CHECKING:
    # Only the type: who is called needs no rules to show.
    from exeoflow.model.webhooks.signature import SignatureRule
    from exeoflow.model.webhooks.token_rule import TokenRule

# Headers that belong to the connection or to us; a workflow must not set them.
_OURS: Final = frozenset({"connection", "content-length", "set-cookie", "transfer-encoding", "x-request-id"})
# To HTTP, such an answer ends with its head: what follows would be the beginning of the next one.
_WITHOUT_BODY: Final = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.NOT_MODIFIED})
# What AWS says of its own: ARNs, request ids, services, state names and the texts of compiled expressions.
_INSIDE: Final = re.compile(r"arn:aws|Request ?ID|\(Service: |\$states|entered at the event", re.IGNORECASE)

# How the field is called that an authentication is shown with.
_NAMED: Final = {
    AuthenticationType.BASIC: "username",
    AuthenticationType.HEADER: "header",
    AuthenticationType.QUERY: "parameter",
    AuthenticationType.SNS: "topic",
}

WebhookId = Annotated[str, Schema({"pattern": "^wh_", "examples": ["wh_01hm4nb2c3d4e5f6g7h8j9k0m1"]})]


class WebhookAuthenticationShown(TypedDict):
    """How callers of a webhook prove who they are: where the token stands, or by which rule they sign."""

    type: AuthenticationType
    enabled: bool
    username: NotRequired[str]
    parameter: NotRequired[str]
    header: NotRequired[str]
    topic: NotRequired[str]
    preset: NotRequired[Preset | PublicKeyPreset]
    jwks_url: NotRequired[Address]
    algorithms: NotRequired[list[str]]
    issuer: NotRequired[list[str]]
    audience: NotRequired[list[str]]
    claims: NotRequired[dict[str, Any]]
    body_claim: NotRequired[str]
    max_age: NotRequired[int]
    prefix: NotRequired[str]
    encoding: NotRequired[Encoding]
    algorithm: NotRequired[Algorithm | PublicKeyAlgorithm]
    signed_text: NotRequired[str]
    timestamp_header: NotRequired[str]
    field: NotRequired[str]
    timestamp_field: NotRequired[str]
    key_encoding: NotRequired[KeyForm]
    tolerance: NotRequired[int]
    credential: NotRequired[CredentialId]
    key: NotRequired[Annotated[str, Schema({"description": "The public key of the sender."})]]


class WebhookShown(TypedDict):
    """A webhook; `token` is there only in the answer that made it."""

    id: WebhookId
    workflow_id: WorkflowId
    node_id: Annotated[str | None, Schema({"description": "The trigger to start by."})]
    name: str
    url: Address
    method: WebhookMethod | list[WebhookMethod]
    authentication: WebhookAuthenticationShown | list[WebhookAuthenticationShown]
    wait: Annotated[int, Schema({"description": "Seconds that a call waits for the end of the execution."})]
    delivery_id: NotRequired[str]
    secret_headers: NotRequired[list[str]]
    secret_parameters: NotRequired[list[str]]
    body_type: NotRequired[BodyType]
    raw: NotRequired[bool]
    exact_numbers: NotRequired[bool]
    keep_files: NotRequired[bool]
    path: NotRequired[str]
    open_methods: NotRequired[list[WebhookMethod]]
    allowed_origins: NotRequired[list[str]]
    has_verify_token: NotRequired[bool]
    token: NotRequired[Annotated[str, Schema({"pattern": "^[^\\x00-\\x1f\\x7f]{1,512}$"})]]
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
        "url": f"{request.origin}/webhook/{_address_of(webhook)}",
        "method": _one_or_all(webhook.methods),
        "authentication": _authentications_shown(webhook),
        "wait": webhook.wait_seconds,
        "created_at": moment.write(webhook.created_at),
        "updated_at": moment.write(webhook.updated_at),
    }
    _add_settings(shown, webhook.settings)
    if token is not None:
        shown["token"] = token
    return shown


def _add_settings(shown: WebhookShown, settings: WebhookSettings) -> None:
    """Show what the author has set."""
    _add_access(shown, settings)
    if settings.delivery_id is not None:
        shown["delivery_id"] = settings.delivery_id
    if settings.secret_headers:
        shown["secret_headers"] = list(settings.secret_headers)
    if settings.secret_parameters:
        shown["secret_parameters"] = list(settings.secret_parameters)
    if settings.body_type is not None:
        shown["body_type"] = settings.body_type
    if settings.raw:
        shown["raw"] = True
    if settings.exact_numbers:
        shown["exact_numbers"] = True
    if settings.keep_files:
        shown["keep_files"] = True
    if settings.path is not None:
        shown["path"] = settings.path


def _add_access(shown: WebhookShown, settings: WebhookSettings) -> None:
    """Show who may call beside those that prove who they are."""
    if settings.allowed_origins:
        shown["allowed_origins"] = list(settings.allowed_origins)
    if settings.open_methods:
        shown["open_methods"] = [WebhookMethod(each) for each in settings.open_methods]
    if settings.verify_hash is not None:
        shown["has_verify_token"] = True


def _authentications_shown(
    webhook: Webhook,
) -> WebhookAuthenticationShown | list[WebhookAuthenticationShown]:
    first, *further = (_authentication_shown(proven.authentication) for proven in webhook.all_authentications)
    return [first, *further] if further else first


def _authentication_shown(authentication: WebhookAuthentication) -> WebhookAuthenticationShown:
    """Show everything but the secret."""
    shown: WebhookAuthenticationShown = {
        "type": authentication.type,
        "enabled": authentication.is_enabled,
    }
    name, rule = authentication.name, authentication.rule
    if name is not None:
        shown.update(cast("WebhookAuthenticationShown", {_NAMED[authentication.type]: name}))
    if authentication.preset is not None:
        shown["preset"] = authentication.preset
    if authentication.credential is not None:
        shown["credential"] = authentication.credential
    if rule is not None:
        _add_rule(shown, rule)
    if authentication.tokens is not None:
        _add_token_rule(shown, authentication.tokens)
    return shown


def _add_token_rule(shown: WebhookAuthenticationShown, rule: "TokenRule") -> None:
    shown |= {
        "header": rule.header,
        "algorithms": list(rule.algorithms),
        "issuer": list(rule.issuers),
        "audience": list(rule.audiences),
        "claims": dict(rule.claims),
        "tolerance": rule.tolerance,
    }
    if rule.keys_url:
        shown["jwks_url"] = rule.keys_url
    if rule.public_key:
        shown["key"] = rule.public_key
    if rule.body_claim:
        shown["body_claim"] = rule.body_claim
    if rule.max_age is not None:
        shown["max_age"] = rule.max_age


def _add_rule(shown: WebhookAuthenticationShown, rule: "SignatureRule") -> None:
    shown.update({"header": rule.header} if rule.header else {"field": rule.field})
    shown["prefix"] = rule.prefix
    shown["encoding"] = rule.encoding
    shown["algorithm"] = rule.algorithm
    shown["signed_text"] = rule.signed_text
    shown["tolerance"] = rule.tolerance
    if rule.public_key:
        shown["key"] = rule.public_key
    if rule.key is not KeyForm.TEXT:
        shown["key_encoding"] = rule.key
    if rule.timestamp_header is not None:
        shown["timestamp_header"] = rule.timestamp_header
    if rule.timestamp_field is not None:
        shown["timestamp_field"] = rule.timestamp_field


def _address_of(webhook: Webhook) -> str:
    path = webhook.settings.path
    return webhook.id if path is None else f"{quote(webhook.workspace, safe='')}/{path}"


def _one_or_all(methods: tuple[WebhookMethod, ...]) -> WebhookMethod | list[WebhookMethod]:
    return methods[0] if len(methods) == 1 else list(methods)


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
    return success(HTTPStatus.OK, _call_ended(record, language)) if response is None else responded(response)


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


def responded(response: Response) -> Answer:
    """Answer a call with what a `respond` node says."""
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _OURS}
    if response.status in _WITHOUT_BODY:
        return Answer(HTTPStatus(response.status), "", headers)
    is_text = isinstance(response.body, str)
    if is_text and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = (
            "application/octet-stream" if response.is_binary else "text/plain; charset=utf-8"
        )
    body = cast("str", response.body) if is_text else json.write(response.body)
    return Answer(HTTPStatus(response.status), body, headers, is_base64=response.is_binary)
