"""Secrets in AWS Secrets Manager: dearer than parameters ($0.40 a month each), and eight times as long."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.service.ports.vault import Place

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

MAX_BYTES: Final = 65_536


@dataclass(frozen=True)
class SecretsManagerVault:
    """Keeps each secret under the name `<path>/<workspace>/<credential>/<version>`."""

    client: "SecretsManagerClient"
    path: str
    max_bytes: int = MAX_BYTES

    def put(self, place: Place, secret: str) -> None:
        """Create the secret; one that is there holds the same, for a version is never used twice."""
        with translated(), suppress(self.client.exceptions.ResourceExistsException):
            self.client.create_secret(Name=self._name(place), SecretString=secret)

    def get(self, place: Place) -> str | None:
        """Read the secret."""
        with translated(), suppress(self.client.exceptions.ResourceNotFoundException):
            return self.client.get_secret_value(SecretId=self._name(place))["SecretString"]
        return None

    def remove(self, place: Place) -> None:
        """Delete the secret at once: whoever deletes a credential means it."""
        self._delete(self._name(place))

    def remove_all(self, workspace: str, credential_id: str) -> None:
        """Delete all secrets whose name begins as the credential's do."""
        for name in list(self._names(f"{self.path}/{workspace}/{credential_id}/")):
            self._delete(name)

    def _delete(self, name: str) -> None:
        with translated(), suppress(self.client.exceptions.ResourceNotFoundException):
            self.client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)

    def _names(self, prefix: str) -> Iterator[str]:
        pages = self.client.get_paginator("list_secrets").paginate(
            Filters=[{"Key": "name", "Values": [prefix]}]
        )
        with translated():
            for page in pages:
                for secret in page["SecretList"]:
                    # The filter compares words without regard to case.
                    if secret["Name"].startswith(prefix):
                        yield secret["Name"]

    def _name(self, place: Place) -> str:
        return f"{self.path}/{place.workspace}/{place.credential_id}/{place.version}"
