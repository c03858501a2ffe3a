"""Port: requests that only show whether a credential is accepted."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Trial:
    """How a request was answered: by a `status`, or not at all for the error `code`, as nodes know it."""

    status: int | None = None
    code: str = ""
    message: str = ""


class CredentialTrials(Protocol):
    """Sends one request with a credential."""

    def attempt(self, workspace: str, credential_id: str, url: str) -> Trial:
        """Send a GET; whatever comes of it is told and not raised."""
        ...
