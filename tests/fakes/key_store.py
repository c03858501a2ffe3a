"""API keys in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from exeoflow.errors import Conflict
from exeoflow.model.api_key import WINDOW_SECONDS, Admission, Allowance, ApiKey


@dataclass
class FakeKeyStore:
    """Keeps keys by digest and counts requests by minute."""

    keys: dict[str, ApiKey] = field(default_factory=dict)
    used: dict[tuple[str, int], int] = field(default_factory=dict)

    def admit(self, digest: str, now: datetime) -> Admission | None:
        key = self.keys.get(digest)
        if key is None or key.revoked_at is not None or (key.expires_at and key.expires_at <= now):
            return None
        window = int(now.timestamp()) // WINDOW_SECONDS
        used = self.used.get((digest, window), 0)
        is_within_limit = used < key.limit
        if is_within_limit:
            used += 1
            self.used[digest, window] = used
        allowance = Allowance(key.limit, key.limit - used, (window + 1) * WINDOW_SECONDS)
        return Admission(key, allowance, is_within_limit)

    def add(self, key: ApiKey) -> None:
        if key.digest in self.keys:
            raise Conflict
        self.keys[key.digest] = key

    def of_workspace(self, workspace: str) -> Sequence[ApiKey]:
        found = [key for key in self.keys.values() if key.workspace == workspace]
        return sorted(found, key=lambda key: key.id)

    def revoke(self, workspace: str, key_id: str, now: datetime) -> bool:
        for key in self.of_workspace(workspace):
            if key.id == key_id:
                self.keys[key.digest] = replace(key, revoked_at=key.revoked_at or now)
                return True
        return False
