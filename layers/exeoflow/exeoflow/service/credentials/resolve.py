"""Use case: give a node's request the credential that the node names."""

from typing import TYPE_CHECKING, Protocol, cast

from exeoflow.errors import CredentialChanged, CredentialNotFound
from exeoflow.model import json
from exeoflow.model.credential import Credential, StoredCredential, is_credential_id
from exeoflow.service.ports.clock import Clock, IdSource
from exeoflow.service.ports.stores.credential_store import CredentialStore
from exeoflow.service.ports.vault import Place, Vault
from exeoflow.service.race import RaceLost, repeated

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject


class CredentialPorts(Protocol):
    """What the use of a credential needs of the world."""

    @property
    def credentials(self) -> CredentialStore:
        """Where is kept what is said of credentials."""
        ...

    @property
    def vault(self) -> Vault:
        """Where their values are kept."""
        ...

    @property
    def clock(self) -> Clock:
        """What time it is."""
        ...

    @property
    def ids(self) -> IdSource:
        """Where new ids come from."""
        ...


def resolve(ports: CredentialPorts, workspace: str, credential_id: str) -> Credential:
    """Return the credential with its values as they are now: who rotates it waits for nothing.

    Raises `CredentialNotFound`, also for that of another workspace, `CredentialChanged` where it is rotated
    again and again.
    """

    def resolved() -> Credential:
        stored = stored_credential(ports, workspace, credential_id)
        text = ports.vault.get(place_of(stored))
        if text is None:
            # Rotated or deleted between the two reads; a credential that is stored always has its values.
            raise RaceLost
        return Credential(
            id=stored.id,
            workspace=stored.workspace,
            kind=stored.kind,
            version=stored.version,
            values=cast("JsonObject", json.read(text)),
            allowed_hosts=stored.allowed_hosts,
        )

    return repeated(ports.clock, resolved, CredentialChanged)


def stored_credential(ports: CredentialPorts, workspace: str, credential_id: str) -> StoredCredential:
    """Return what is said of a credential. Raises `CredentialNotFound`, also for another workspace's."""
    found = ports.credentials.get(workspace, credential_id) if is_credential_id(credential_id) else None
    if found is None:
        raise CredentialNotFound
    return found


def place_of(credential: StoredCredential) -> Place:
    """Where the values of a credential lie."""
    return Place(credential.workspace, credential.id, credential.version)
