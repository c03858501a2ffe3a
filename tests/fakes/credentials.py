"""Credentials and their secrets in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exeoflow.model.credential import StoredCredential, TokenState
from exeoflow.service.ports.vault import Place


@dataclass
class FakeCredentialStore:
    """Keeps credentials, notes and tokens by workspace and id."""

    credentials: dict[tuple[str, str], StoredCredential] = field(default_factory=dict)
    notes: set[tuple[str, str, str]] = field(default_factory=set)
    tokens: dict[tuple[str, str], TokenState] = field(default_factory=dict)

    def add(self, credential: StoredCredential) -> None:
        self.credentials.setdefault((credential.workspace, credential.id), credential)

    def get(self, workspace: str, credential_id: str) -> StoredCredential | None:
        return self.credentials.get((workspace, credential_id))

    def of_workspace(self, workspace: str) -> Sequence[StoredCredential]:
        found = [each for each in self.credentials.values() if each.workspace == workspace]
        return sorted(found, key=lambda each: each.id, reverse=True)

    def replace(self, previous: StoredCredential, credential: StoredCredential) -> bool:
        key = (previous.workspace, previous.id)
        if self.credentials.get(key) != previous:
            return False
        self.credentials[key] = credential
        return True

    def remove(self, credential: StoredCredential) -> bool:
        key = (credential.workspace, credential.id)
        if self.credentials.get(key) != credential:
            return False
        del self.credentials[key]
        self.notes = {note for note in self.notes if note[:2] != key}
        self.tokens.pop(key, None)
        return True

    def note_use(self, workspace: str, credential_id: str, workflow_id: str) -> bool:
        current = self.credentials.get((workspace, credential_id))
        if current is None:
            return False
        self.notes.add((workspace, credential_id, workflow_id))
        self.credentials[workspace, credential_id] = replace(current, noted=current.noted + 1)
        return True

    def uses(self, workspace: str, credential_id: str) -> Sequence[str]:
        return sorted(note[2] for note in self.notes if note[:2] == (workspace, credential_id))

    def token(self, workspace: str, credential_id: str) -> TokenState | None:
        return self.tokens.get((workspace, credential_id))

    def replace_token(self, previous: TokenState | None, state: TokenState) -> bool:
        key = (state.workspace, state.credential_id)
        stored = self.tokens.get(key)
        if (stored and stored.number) != (previous and previous.number):
            return False
        self.tokens[key] = state
        return True


@dataclass
class FakeVault:
    """Keeps secrets by their places."""

    secrets: dict[Place, str] = field(default_factory=dict)
    max_bytes: int = 8_192

    def put(self, place: Place, secret: str) -> None:
        self.secrets.setdefault(place, secret)

    def get(self, place: Place) -> str | None:
        return self.secrets.get(place)

    def remove(self, place: Place) -> None:
        self.secrets.pop(place, None)

    def remove_all(self, workspace: str, credential_id: str) -> None:
        for place in list(self.secrets):
            if (place.workspace, place.credential_id) == (workspace, credential_id):
                del self.secrets[place]
