"""Secrets of webhooks that credentials hold: named when a webhook is saved, read when it is called."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import CredentialNotFound, InvalidRequest
from exeoflow.model.credential import CredentialKind
from exeoflow.model.webhooks.webhook import NO_PROOF, ProvenAuthentication, Webhook, proof_of
from exeoflow.service.ports import Ports

HOLDERS: Final[Mapping[CredentialKind, str]] = MappingProxyType(
    {
        CredentialKind.BEARER: "token",
        CredentialKind.BASIC: "password",
        CredentialKind.HEADER: "value",
        CredentialKind.QUERY: "value",
        CredentialKind.HMAC: "secret",
    }
)
"""The types of credentials that hold one secret, and what they call it."""


def note_holders(ports: Ports, webhook: Webhook) -> None:
    """Note with the credentials that the webhook names that its workflow needs them.

    Raises `CredentialNotFound`, and `InvalidRequest` for one that holds no single secret.
    """
    faults = tuple(_faults(ports, webhook))
    if faults:
        raise InvalidRequest(*faults)


def with_held_secrets(ports: Ports, webhook: Webhook) -> Webhook:
    """Return the webhook with what proves its callers now: who rotates a credential waits for nothing.

    An authentication whose credential was deleted by force lets nobody in.
    """
    if not webhook.credentials:
        return webhook
    first, *further = (_held(ports, webhook.workspace, each) for each in webhook.all_authentications)
    return replace(webhook, proof=first.proof, further=tuple(further))


def _faults(ports: Ports, webhook: Webhook) -> Iterator[Diagnostic]:
    place = "authentication[{}].credential" if webhook.further else "authentication.credential"
    for position, proven in enumerate(webhook.all_authentications):
        name, field = proven.authentication.credential, place.format(position)
        if name is None:
            continue
        stored = ports.credentials.get(webhook.workspace, name)
        if stored is None or not ports.credentials.note_use(webhook.workspace, name, webhook.workflow_id):
            raise CredentialNotFound
        if stored.kind not in HOLDERS:
            values = {"credential": name, "type": stored.kind.value, "expected": ", ".join(HOLDERS)}
            yield Diagnostic("webhook-credential-type", field, values=values)


def _held(ports: Ports, workspace: str, proven: ProvenAuthentication) -> ProvenAuthentication:
    authentication = proven.authentication
    if authentication.credential is None or not authentication.is_enabled:
        return proven
    # Not at the top: most webhooks name no credential, and a cold start is long enough.
    from exeoflow.service.credentials.resolve import resolve  # noqa: PLC0415

    try:
        credential = resolve(ports, workspace, authentication.credential)
    except CredentialNotFound:
        return replace(proven, proof=NO_PROOF)
    return replace(
        proven, proof=proof_of(str(credential.values[HOLDERS[credential.kind]]), authentication.type)
    )
