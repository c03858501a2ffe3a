"""Secrets as SecureString parameters of the Systems Manager, below a path of the stack's own."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.aws_errors import translated
from exeoflow.service.ports.vault import Place

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient

# A parameter of the advanced tier holds 8 KB; Intelligent-Tiering takes it, for it costs, only from 4 KB on.
MAX_BYTES: Final = 8_192
_NAMES_PER_CALL: Final = 10


@dataclass(frozen=True)
class ParameterStoreVault:
    """Keeps each secret in a parameter `<path>/<workspace>/<credential>/<version>`."""

    client: "SSMClient"
    path: str
    max_bytes: int = MAX_BYTES

    def put(self, place: Place, secret: str) -> None:
        """Put the parameter; one that is there holds the same, for a version is never used twice."""
        with translated(), suppress(self.client.exceptions.ParameterAlreadyExists):
            self.client.put_parameter(
                Name=self._name(place), Value=secret, Type="SecureString", Tier="Intelligent-Tiering"
            )

    def get(self, place: Place) -> str | None:
        """Read the parameter."""
        with translated(), suppress(self.client.exceptions.ParameterNotFound):
            return self.client.get_parameter(Name=self._name(place), WithDecryption=True)["Parameter"][
                "Value"
            ]
        return None

    def remove(self, place: Place) -> None:
        """Delete the parameter."""
        with translated(), suppress(self.client.exceptions.ParameterNotFound):
            self.client.delete_parameter(Name=self._name(place))

    def remove_all(self, workspace: str, credential_id: str) -> None:
        """Delete all parameters below the credential's path."""
        with translated():
            names = list(self._names(f"{self.path}/{workspace}/{credential_id}"))
            for start in range(0, len(names), _NAMES_PER_CALL):
                self.client.delete_parameters(Names=names[start : start + _NAMES_PER_CALL])

    def _names(self, path: str) -> Iterator[str]:
        for page in self.client.get_paginator("get_parameters_by_path").paginate(Path=path):
            for parameter in page["Parameters"]:
                yield parameter["Name"]

    def _name(self, place: Place) -> str:
        return f"{self.path}/{place.workspace}/{place.credential_id}/{place.version}"
