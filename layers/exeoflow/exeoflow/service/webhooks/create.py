"""Use case: give a workflow an address that starts it."""

from dataclasses import dataclass, field

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.webhooks.webhook import (
    NO_PROOF,
    TOKEN_PREFIX,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
    proof_of,
)
from exeoflow.service.idempotency import Attempt, IdempotentRequest, attempt_of, finished
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.further import FurtherAuthentication, proven
from exeoflow.service.webhooks.held_secrets import note_holders
from exeoflow.service.workflows.read import get_workflow
from exeoflow.service.workflows.triggers.choice import choose_trigger
from exeoflow.service.workflows.triggers.webhook_settling import check_path


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """What is said of a webhook to be created.

    `token` is one that the caller's system made, as Stripe does; None lets us make one. `node_id`
    is the trigger to start by, None the workflow's own choice at each call.
    """

    workflow_id: str
    name: str
    methods: tuple[WebhookMethod, ...] = (WebhookMethod.POST,)
    authentication: WebhookAuthentication = field(default_factory=WebhookAuthentication)
    wait_seconds: int = 0
    node_id: str | None = None
    token: str | None = None
    further: tuple[FurtherAuthentication, ...] = ()
    settings: WebhookSettings = field(default_factory=WebhookSettings)


def create_webhook(
    ports: Ports, workspace: str, new: NewWebhook, request: IdempotentRequest | None = None
) -> tuple[Webhook, str | None]:
    """Store the webhook; return it with its token, which cannot be read again but by the same `request`.

    There is none where a credential holds it, or a public key proves the caller. Raises `WorkflowNotFound`,
    `InvalidRequest` if the workflow has no trigger `node_id`, a further authentication no token, or a method
    is open that is none of the webhook's, `CredentialNotFound`, `WebhookPathTaken`, `IdempotencyKeyReused`.
    """
    attempt = attempt_of(ports, workspace, "create_webhook", request)
    workflow = get_workflow(ports, workspace, new.workflow_id)
    if new.node_id is not None:
        choose_trigger(workflow.graph, new.node_id, field="node_id")
    made = new.token or attempt.ids.new_token(TOKEN_PREFIX)
    token = made if new.authentication.has_own_secret else None
    webhook = _webhook(attempt, workspace, new, token)
    check_open_methods(webhook)
    if attempt.is_done:
        return webhook, token
    note_holders(ports, webhook)
    check_path(ports, webhook)
    if not ports.webhooks.add(webhook):
        # Its id is drawn by chance, or is there already: then only the path can be another's since a moment.
        check_path(ports, webhook)
    if ports.workflows.get(workspace, workflow.id) is None:
        # Deleted meanwhile: the deletion may have come too early to find this webhook.
        ports.webhooks.remove(webhook)
    finished(ports, attempt)
    return webhook, token


def check_open_methods(webhook: Webhook) -> None:
    """Raise `InvalidRequest` if a method is open by which the webhook cannot be called at all."""
    faults = tuple(
        Diagnostic(
            "open-method-unknown",
            f"open_methods[{index}]",
            values={"method": method, "expected": ", ".join(webhook.methods)},
        )
        for index, method in enumerate(webhook.settings.open_methods)
        if method not in webhook.methods
    )
    if faults:
        raise InvalidRequest(*faults)


def _webhook(attempt: Attempt, workspace: str, new: NewWebhook, token: str | None) -> Webhook:
    return Webhook(
        id=attempt.ids.new_id("wh"),
        workspace=workspace,
        workflow_id=new.workflow_id,
        name=new.name,
        methods=new.methods,
        authentication=new.authentication,
        proof=NO_PROOF if token is None else proof_of(token, new.authentication.type),
        created_at=attempt.begun_at,
        updated_at=attempt.begun_at,
        node_id=new.node_id,
        wait_seconds=new.wait_seconds,
        further=proven(new.further, ()),
        settings=new.settings,
    )
