"""Where a node's credential comes from: the workspace's credentials by id, or of old a parameter by name.

Such a parameter is a SecureString below the stack's own path, in one folder per workspace, put there by hand.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from exeoflow import errors
from exeoflow.http_request.errors import CredentialNotFound, TokenNotFetched
from exeoflow.model.credential import Credential
from exeoflow.service.credentials.resolve import CredentialPorts, resolve
from exeoflow.service.credentials.tokens import FetchedToken, access_token

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient

# A changed secret is in force everywhere after a minute; the Parameter Store serves 40 reads a second.
_KEPT_SECONDS = 60.0


class Credentials(Protocol):
    """Where credentials come from."""

    def secret(self, workspace: str, name: str) -> str:
        """Return a plain secret of a workspace; raises CredentialNotFound."""
        ...

    def credential(self, workspace: str, credential_id: str) -> Credential:
        """Return a workspace's credential with its values; raises CredentialNotFound."""
        ...

    def token(self, credential: Credential, fetch: Callable[[str | None], FetchedToken], refused: str) -> str:
        """Return the token that the credential is changed for; raises TokenNotFetched."""
        ...


class SsmSecrets:
    """Plain secrets in the Systems Manager's Parameter Store, kept in memory for a minute."""

    def __init__(self, client: "SSMClient", path: str) -> None:
        self._client = client
        self._path = path.rstrip("/")
        self._kept: dict[str, tuple[float, str]] = {}

    def secret(self, workspace: str, name: str) -> str:
        """Return a workspace's secret; raises CredentialNotFound."""
        parameter = f"{self._path}/{workspace}/{name}"
        read_at, value = self._kept.get(parameter, (0.0, ""))
        if not value or time.monotonic() - read_at > _KEPT_SECONDS:
            value = self._read(parameter, name)
            self._kept[parameter] = (time.monotonic(), value)
        return value

    def _read(self, parameter: str, name: str) -> str:
        try:
            answer = self._client.get_parameter(Name=parameter, WithDecryption=True)
        except self._client.exceptions.ParameterNotFound:
            raise _not_found(name) from None
        return answer["Parameter"]["Value"]


class StoredCredentials:
    """Credentials of the API, with tokens for all runs, beside the plain secrets of old."""

    def __init__(self, ports: CredentialPorts, secrets: Callable[[], SsmSecrets]) -> None:
        self._ports = ports
        self._secrets = secrets

    def secret(self, workspace: str, name: str) -> str:
        """Return a plain secret."""
        return self._secrets().secret(workspace, name)

    def credential(self, workspace: str, credential_id: str) -> Credential:
        """Return the credential as it is now; one that is changed again and again is as good as none."""
        try:
            return resolve(self._ports, workspace, credential_id)
        except (errors.CredentialNotFound, errors.CredentialChanged):
            raise _not_found(credential_id) from None

    def token(self, credential: Credential, fetch: Callable[[str | None], FetchedToken], refused: str) -> str:
        """Return the token that is kept, or have one run fetch it."""
        try:
            return access_token(self._ports, credential, fetch, refused)
        except errors.TokenNotFetched:
            raise TokenNotFetched("no token: others have been asking for one without success") from None


def _not_found(name: str) -> CredentialNotFound:
    return CredentialNotFound(f"the workspace has no credential {name}")
