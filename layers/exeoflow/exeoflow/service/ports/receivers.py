"""Ports: addresses outside, which are told how executions end, or hold the keys of an issuer of tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from exeoflow.model.json import Json


@dataclass(frozen=True, slots=True)
class Reception:
    """How a receiver took a message: by an HTTP status, or not at all for a reason that names no secret."""

    status: int | None = None
    reason: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


class Receivers(Protocol):
    """Sends to addresses that strangers gave."""

    def fault_of(self, url: str) -> str | None:
        """Return the rule that an address breaks by its form; None if it may be stored."""
        ...

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Reception:
        """Send a message once; whatever becomes of it is the answer."""
        ...


class KeySets(Protocol):
    """Reads the keys of issuers of tokens (RFC 7517) and certificates, and keeps them for a while."""

    def key_set(self, url: str, *, is_renewed: bool = False) -> Json:
        """Return the set; `is_renewed` where that of before lacks a key. Raises `KeysNotFetched`."""
        ...

    def certificate(self, url: str) -> str:
        """Return the certificate that lies there, as PEM. Raises `KeysNotFetched`."""
        ...

    def visit(self, url: str) -> None:
        """Ask an address once, for what it does. Raises `KeysNotFetched` if it was not answered well."""
        ...
