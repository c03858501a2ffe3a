"""Credentials: secrets that nodes name by id, what is said of them, and tokens that they are changed for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from exeoflow.model.json import Json

ID_PREFIX: Final = "cred"
MAX_CREDENTIALS: Final = 200
ID_PATTERN: Final = rf"^{ID_PREFIX}_[0-9a-z]{{26}}$"
TOKEN_LIFETIME: Final = 180
"""So many seconds a token holds that a credential signs, unless it says otherwise."""


class CredentialKind(StrEnum):
    """How a request is authorized."""

    BASIC = "basic"
    BEARER = "bearer"
    HEADER = "header"
    QUERY = "query"
    OAUTH2_CLIENT_CREDENTIALS = "oauth2_client_credentials"
    OAUTH2_REFRESH = "oauth2_refresh"
    DIGEST = "digest"
    AWS_SIGV4 = "aws_sigv4"
    HMAC = "hmac"
    JWT = "jwt"
    TLS = "tls"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential with its secrets, as who sends a request needs it.

    `values` are the fields that the API documents for the kind. With `allowed_hosts` it may be sent to these
    only. Whatever prints it shows none of the values.
    """

    id: str
    workspace: str
    kind: CredentialKind
    version: str
    values: Mapping[str, Json] = field(repr=False)
    allowed_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredCredential:
    """What is said of a credential; its values lie in the vault under `version`.

    `fields` are the names of the values that were given. `noted` counts the notes of who uses it, so that a
    deletion cannot overlook one that is made meanwhile.
    """

    id: str
    workspace: str
    name: str
    kind: CredentialKind
    version: str
    fields: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    revision: int
    created_at: datetime
    updated_at: datetime
    noted: int = 0


@dataclass(frozen=True, slots=True)
class TokenState:
    """What is known of the token of a credential; the token itself lies in the vault under `version`.

    `number` counts the changes. While one run fetches a token, until `leased_until`, others wait for it; the
    run is told by `lease`. A token that was fetched with other values than the credential has now,
    `fetched_with`, is none.
    """

    workspace: str
    credential_id: str
    number: int
    fetched_with: str
    version: str | None = None
    fresh_until: datetime | None = None
    leased_until: datetime | None = None
    lease: str | None = None

    def is_fresh(self, now: datetime) -> bool:
        """Whether a request may be sent with the token."""
        return self.fresh_until is not None and now < self.fresh_until

    def is_being_fetched(self, now: datetime) -> bool:
        """Whether somebody is fetching a token."""
        return self.leased_until is not None and now < self.leased_until


def is_credential_id(text: str) -> bool:
    """Tell whether `text` is the id of a credential that the API made.

    >>> is_credential_id("cred_01hm4nc3d4e5f6g7h8j9k0m1n2"), is_credential_id("crm")
    (True, False)
    """
    return re.fullmatch(ID_PATTERN, text) is not None
