"""Use case: keep a secret under an id that nodes name."""

from dataclasses import dataclass, field

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest, TooManyCredentials
from exeoflow.model import json
from exeoflow.model.credential import ID_PREFIX, MAX_CREDENTIALS, CredentialKind, StoredCredential
from exeoflow.model.json import JsonObject
from exeoflow.service.credentials.resolve import place_of
from exeoflow.service.idempotency import IdempotentRequest, attempt_of, finished
from exeoflow.service.ports import Ports


@dataclass(frozen=True, slots=True)
class NewCredential:
    """What is said of a credential to be created; whatever prints it shows none of the values."""

    name: str
    kind: CredentialKind
    values: JsonObject = field(repr=False)
    allowed_hosts: tuple[str, ...] = ()


def create_credential(
    ports: Ports, workspace: str, new: NewCredential, request: IdempotentRequest | None = None
) -> StoredCredential:
    """Keep the values in the vault, then store what is said of them: nothing is stored without its values.

    Raises `InvalidRequest` for values that are too long for the vault, `TooManyCredentials`, and
    `IdempotencyKeyReused`.
    """
    secret = written(ports, new.values)
    attempt = attempt_of(ports, workspace, "create_credential", request)
    credential = StoredCredential(
        id=attempt.ids.new_id(ID_PREFIX),
        workspace=workspace,
        name=new.name,
        kind=new.kind,
        version=attempt.ids.new_token("v"),
        fields=tuple(new.values),
        allowed_hosts=new.allowed_hosts,
        revision=1,
        created_at=attempt.begun_at,
        updated_at=attempt.begun_at,
    )
    if not attempt.is_done:
        _add(ports, credential, secret)
        finished(ports, attempt)
    return credential


def written(ports: Ports, values: JsonObject) -> str:
    """Write values as the vault keeps them. Raises `InvalidRequest` if they are too long."""
    secret = json.write(dict(sorted(values.items())))
    if len(secret.encode()) > ports.vault.max_bytes:
        said = {"field": "values", "limit": str(ports.vault.max_bytes)}
        raise InvalidRequest(Diagnostic("credential-too-large", "values", values=said))
    return secret


def _add(ports: Ports, credential: StoredCredential, secret: str) -> None:
    """Store the credential unless an attempt before this one did; there must be room for it."""
    stored = ports.credentials.of_workspace(credential.workspace)
    if any(each.id == credential.id for each in stored):
        return
    # Two that come at the same moment may both find room: the limit is against floods, not to the letter.
    if len(stored) >= MAX_CREDENTIALS:
        raise TooManyCredentials(MAX_CREDENTIALS)
    ports.vault.put(place_of(credential), secret)
    ports.credentials.add(credential)
