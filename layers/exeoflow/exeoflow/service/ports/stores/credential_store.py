"""Port: where is kept what is said of credentials. Every method is atomic: it takes effect wholly or not."""

from collections.abc import Sequence
from typing import Protocol

from exeoflow.model.credential import StoredCredential, TokenState


class CredentialStore(Protocol):
    """Keeps the credentials of each workspace, who uses them, and how far their tokens are."""

    def add(self, credential: StoredCredential) -> None:
        """Store a new credential; storing the same once more changes nothing."""
        ...

    def get(self, workspace: str, credential_id: str) -> StoredCredential | None:
        """Return a credential, as of this moment."""
        ...

    def of_workspace(self, workspace: str) -> Sequence[StoredCredential]:
        """Return all credentials of a workspace, newest first, as of this moment."""
        ...

    def replace(self, previous: StoredCredential, credential: StoredCredential) -> bool:
        """Store a changed credential; False, and nothing stored, if `previous` is no longer stored."""
        ...

    def remove(self, credential: StoredCredential) -> bool:
        """Remove it with its notes and its token; False, and nothing removed, unless stored just so."""
        ...

    def note_use(self, workspace: str, credential_id: str, workflow_id: str) -> bool:
        """Note that a workflow is about to name the credential; False if there is none (any more)."""
        ...

    def uses(self, workspace: str, credential_id: str) -> Sequence[str]:
        """Return the ids of the workflows that were noted, also of those that name it no longer."""
        ...

    def token(self, workspace: str, credential_id: str) -> TokenState | None:
        """Return what is known of the token, as of this moment."""
        ...

    def replace_token(self, previous: TokenState | None, state: TokenState) -> bool:
        """Store what is known of the token; False, and nothing stored, unless `previous` is stored."""
        ...
