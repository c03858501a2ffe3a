"""Secrets of `http_request`: SecureString parameters below the stack's own path, one folder per workspace."""

import time
from typing import TYPE_CHECKING, Protocol

from exeoflow.http_request.errors import CredentialNotFound

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient

# A changed secret is in force everywhere after a minute; the Parameter Store serves 40 reads a second.
_KEPT_SECONDS = 60.0


class CredentialStore(Protocol):
    """Where secrets come from."""

    def secret(self, workspace: str, name: str) -> str:
        """Return a workspace's secret; raises CredentialNotFound."""
        ...


class SsmCredentialStore:
    """Secrets in the Systems Manager's Parameter Store, kept in memory for a minute."""

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
            message = f"the workspace has no credential {name}"
            raise CredentialNotFound(message) from None
        return answer["Parameter"]["Value"]
