"""Use case: start a workflow by a call of its webhook."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from exeoflow.errors import MethodNotAllowed, RateLimited, SignatureReplayed
from exeoflow.model.api_key import WINDOW_SECONDS
from exeoflow.model.execution import Execution, TriggerKind
from exeoflow.model.webhooks.webhook import CALLS_A_MINUTE, Webhook
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.inbound import delivery
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.admission import NOTHING_KNOWN, CallerProof, WebhookCall, check_caller
from exeoflow.service.webhooks.delivery_ids import id_of_delivery
from exeoflow.service.webhooks.held_secrets import with_held_secrets
from exeoflow.service.webhooks.input import CallBody, webhook_input
from exeoflow.service.webhooks.secret_places import secret_places

if TYPE_CHECKING:
    from exeoflow.service.webhooks.signatures import Signature

# A little longer than a signature is taken.
_MEMORY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AdmittedCall:
    """A call that may start its workflow."""

    webhook: Webhook
    call: WebhookCall
    proof: CallerProof = NOTHING_KNOWN


def admit_call(ports: Ports, webhook: Webhook, call: WebhookCall) -> AdmittedCall:
    """Check how a webhook is called, and by whom.

    Raises `MethodNotAllowed`, `TokenInvalid`, `SignatureInvalid`, `SignatureExpired`, `KeysNotFetched`, and
    `CredentialChanged` where the credential that holds a secret is rotated again and again.
    """
    if call.method not in webhook.methods:
        raise MethodNotAllowed(webhook.methods)
    proven = with_held_secrets(ports, webhook)
    # Not made at once: few callers have tokens of an issuer, and what fetches its keys costs a cold start.
    proof = check_caller(proven, call, ports.clock.now(), lambda: ports.key_sets)
    return AdmittedCall(webhook, call, proof)


def finish_handshake(ports: Ports, admitted: AdmittedCall) -> bool:
    """Tell Amazon SNS that it may send, if it asks; return whether the call is about that and starts nothing.

    So is one that says that it no longer will. Raises `KeysNotFetched` where it cannot be told.
    """
    if admitted.proof.message is None:
        return False
    from exeoflow.service.webhooks import sns_messages  # noqa: PLC0415 - who else calls needs no certificates

    return sns_messages.finish_handshake(admitted.proof.message, ports.key_sets)


def call_webhook(ports: Ports, admitted: AdmittedCall, body: CallBody) -> Execution:
    """Start the workflow; the same delivery again returns the same execution.

    Raises what `execute_workflow` raises, `SignatureReplayed`, and `RateLimited` where calls are a flood.
    """
    webhook, call, signature = admitted.webhook, admitted.call, admitted.proof.signature
    trigger = webhook_input(call.method, call.headers, call.query, body, secret_places(webhook))
    if call.parameters is not None:
        trigger |= {"path": call.path, "params": dict(call.parameters)}
    if admitted.proof.claims is not None:
        trigger["claims"] = admitted.proof.claims
    own = signature.value if signature is not None and signature.is_timed else None
    sent_id = id_of_delivery(webhook.settings.delivery_id, call.headers, trigger, body.content, own)
    # Nobody takes by an open method the id of a delivery that will be signed.
    door = f"{webhook.id} {call.method}" if call.method in webhook.settings.open_methods else webhook.id
    request = None if sent_id is None else delivery("webhook", door, sent_id)
    _refuse_a_flood(ports, webhook, is_open=door != webhook.id)
    if signature is not None and sent_id is not None:
        _use(ports, webhook, signature, sent_id)
    start = Start(trigger, webhook.node_id, TriggerKind.WEBHOOK, wait_seconds=call.wait_seconds)
    return execute_workflow(ports, webhook.workspace, webhook.workflow_id, start, request)


def _refuse_a_flood(ports: Ports, webhook: Webhook, *, is_open: bool) -> None:
    """Count a call whose caller is known, for a count is a write. Raises `RateLimited`.

    Those by open methods have a count of their own: a stranger's flood keeps nobody out who proves himself.
    """
    now = ports.clock.now()
    seconds = int(now.timestamp())
    window = seconds // WINDOW_SECONDS
    if ports.webhooks.count_call(webhook, -window if is_open else window, now + _MEMORY) > CALLS_A_MINUTE:
        raise RateLimited((window + 1) * WINDOW_SECONDS - seconds)


def _use(ports: Ports, webhook: Webhook, signature: "Signature", sent_id: str) -> None:
    """Note the signature with the delivery's id, which may stand in a header that it does not cover.

    Whatever fails after this, the same delivery may come again, and starts one execution.
    """
    forget_at = signature.valid_until + _MEMORY
    if not ports.webhooks.use_signature(webhook, signature.value, sent_id, forget_at):
        raise SignatureReplayed
