"""Use case: start a workflow by a call of its webhook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from exeoflow.errors import ExeoflowError, MethodNotAllowed, SignatureReplayed, TokenInvalid
from exeoflow.model.execution import Execution, TriggerKind
from exeoflow.model.json import Json
from exeoflow.model.webhook import AuthenticationType, Webhook, is_token_of
from exeoflow.service.executions.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.inbound import delivery, delivery_id
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.input import webhook_input
from exeoflow.service.webhooks.read import find_webhook
from exeoflow.service.webhooks.signatures import Signature, checked_signature

# A little longer than a signature is taken.
_MEMORY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """A call before its body is understood. `token` is that of `Authorization: Bearer`."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    raw_body: bytes
    token: str | None


@dataclass(frozen=True, slots=True)
class AdmittedCall:
    """A call that may start its workflow."""

    webhook: Webhook
    call: WebhookCall
    signature: Signature | None = None


def admit_call(ports: Ports, webhook_id: str, call: WebhookCall) -> AdmittedCall:
    """Find the webhook and check who calls.

    Raises `WebhookNotFound`, `MethodNotAllowed`, `TokenInvalid`, `SignatureInvalid`, `SignatureExpired`.
    """
    webhook = find_webhook(ports, webhook_id)
    if call.method != webhook.method:
        raise MethodNotAllowed([webhook.method])
    if not webhook.authentication.is_enabled:
        return AdmittedCall(webhook, call)
    if webhook.authentication.type is AuthenticationType.HMAC:
        signature = checked_signature(call.headers, call.raw_body, webhook.proof, ports.clock.now())
        return AdmittedCall(webhook, call, signature)
    if call.token is None or not is_token_of(webhook, call.token):
        raise TokenInvalid
    return AdmittedCall(webhook, call)


def call_webhook(ports: Ports, admitted: AdmittedCall, body: Json) -> Execution:
    """Start the workflow; the same delivery again returns the same execution.

    Raises what `execute_workflow` raises, and `SignatureReplayed`.
    """
    webhook, call = admitted.webhook, admitted.call
    sender_id = delivery_id(call.headers, body)
    start = Start(
        webhook_input(call.method, call.headers, call.query, body), webhook.node_id, TriggerKind.WEBHOOK
    )
    request = None if sender_id is None else delivery("webhook", webhook.id, sender_id)
    if admitted.signature is None:
        return execute_workflow(ports, webhook.workspace, webhook.workflow_id, start, request)
    _use(ports, webhook, admitted.signature, sender_id)
    try:
        return execute_workflow(ports, webhook.workspace, webhook.workflow_id, start, request)
    except ExeoflowError:
        # Nothing began, so the sender may send the same again.
        ports.webhooks.release_signature(webhook, admitted.signature.value)
        raise


def _use(ports: Ports, webhook: Webhook, signature: Signature, sender_id: str | None) -> None:
    """Note the signature with the sender's id, which stands in a header that it does not cover."""
    forget_at = signature.valid_until + _MEMORY
    # Without an id every call is a delivery of its own, and none may be repeated.
    named = sender_id or ports.ids.new_id("delivery")
    if not ports.webhooks.use_signature(webhook, signature.value, named, forget_at):
        raise SignatureReplayed
