"""Use case: change what is said of a credential, or rotate its values."""

from dataclasses import dataclass, field, replace

from exeoflow.errors import CredentialChanged
from exeoflow.model.credential import StoredCredential
from exeoflow.model.json import JsonObject
from exeoflow.service.credentials.create import written
from exeoflow.service.credentials.read import get_credential
from exeoflow.service.credentials.resolve import place_of
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, moment_after, repeated
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition


@dataclass(frozen=True, slots=True)
class CredentialChanges:
    """The fields to change; one that is None keeps its value. `values` replace all that there were."""

    name: str | None = None
    values: JsonObject | None = field(default=None, repr=False)
    allowed_hosts: tuple[str, ...] | None = None

    def apply(self, credential: StoredCredential) -> StoredCredential:
        """Return the credential with these changes; where its new values lie is not said here."""
        return replace(
            credential,
            name=credential.name if self.name is None else self.name,
            fields=credential.fields if self.values is None else tuple(self.values),
            allowed_hosts=credential.allowed_hosts if self.allowed_hosts is None else self.allowed_hosts,
        )


def update_credential(
    ports: Ports,
    workspace: str,
    credential_id: str,
    changes: CredentialChanges,
    precondition: Precondition = ANY_REVISION,
) -> StoredCredential:
    """Store the change; new values are in force with the next request of any run.

    Raises `InvalidRequest` for values that are too long, `CredentialNotFound`, `PreconditionFailed`,
    `CredentialChanged`.
    """
    secret = None if changes.values is None else written(ports, changes.values)

    def updated() -> StoredCredential:
        current = get_credential(ports, workspace, credential_id)
        is_rotated = secret is not None and ports.vault.get(place_of(current)) != secret
        changed = changes.apply(current)
        if changed == current and not is_rotated:
            # Before the precondition: who repeats a change whose answer was lost names the revision before.
            return current
        precondition.check(current.revision)
        return _stored(ports, current, changed, secret if is_rotated else None)

    return repeated(ports.clock, updated, CredentialChanged)


def _stored(
    ports: Ports, current: StoredCredential, changed: StoredCredential, secret: str | None
) -> StoredCredential:
    """Store the change over `current`, the secret first; of two versions one is forgotten in the end."""
    version = current.version if secret is None else ports.ids.new_token("v")
    revision = replace(
        changed,
        version=version,
        revision=current.revision + 1,
        updated_at=moment_after(ports.clock, current.updated_at),
    )
    if secret is not None:
        ports.vault.put(place_of(revision), secret)
    is_stored = ports.credentials.replace(current, revision) or _is_there(ports, revision)
    if secret is not None:
        ports.vault.remove(place_of(current if is_stored else revision))
    if not is_stored:
        raise RaceLost
    return revision


def _is_there(ports: Ports, revision: StoredCredential) -> bool:
    """Whether the revision is stored all the same: a write whose answer was lost is refused when repeated."""
    found = ports.credentials.get(revision.workspace, revision.id)
    return found is not None and replace(found, noted=revision.noted) == revision
