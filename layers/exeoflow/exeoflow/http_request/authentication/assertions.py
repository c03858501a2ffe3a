"""JSON Web Tokens of our own: sent as they are, or what a server of tokens is asked with (RFC 7523)."""

import base64
import hashlib
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from exeoflow.content.secret_bytes import secret_bytes
from exeoflow.http_request.authentication.scheme import LearnsNothing, token_in_header
from exeoflow.http_request.authentication.secret_forms import forms_of
from exeoflow.http_request.errors import CredentialUnusable
from exeoflow.http_request.messages.request import Request
from exeoflow.model.credential import TOKEN_LIFETIME
from exeoflow.model.json import Json

# Clocks differ: a token of the future is refused.
_BEFORE: Final = 30
_FINGERPRINT: Final = "{fingerprint}"
# As they are called in a token, by their names in a credential.
_CLAIMS: Final = {"issuer": "iss", "subject": "sub", "audience": "aud", "scope": "scope"}


def assertion_of(values: Mapping[str, Json]) -> str:
    """Sign a new token with what the credential says. Raises CredentialUnusable."""
    now = int(time.time())
    key = _key(values)
    claims: dict[str, Any] = {
        written: values[name] for name, written in _CLAIMS.items() if values.get(name) is not None
    }
    if isinstance(claims.get("iss"), str) and _FINGERPRINT in claims["iss"]:
        claims["iss"] = claims["iss"].replace(_FINGERPRINT, _fingerprint(key))
    # Who asks a server of tokens means that server, unless it says otherwise.
    if "token_url" in values and values.get("exchange") != "bearer":
        claims.setdefault("aud", values["token_url"])
    claims |= {"iat": now - _BEFORE, "exp": now + int(str(values.get("lifetime", TOKEN_LIFETIME)))}
    claims |= {"jti": uuid.uuid4().hex, **_object(values.get("claims"))}
    named = {"kid": values["key_id"]} if values.get("key_id") else {}
    try:
        return jwt.PyJWT({"enforce_minimum_key_length": True}).encode(
            claims,
            key,
            str(values.get("algorithm", "RS256")),
            headers={**named, **_object(values.get("headers"))},
        )
    except (jwt.PyJWTError, TypeError, ValueError, NotImplementedError):
        raise CredentialUnusable("the credential's key does not fit its algorithm, or is too short") from None


def _object(value: Json) -> dict[str, Json]:
    return dict(value) if isinstance(value, dict) else {}


def _key(values: Mapping[str, Json]) -> Any:  # noqa: ANN401 - a private key of any kind, or bytes
    written = values.get("private_key")
    try:
        if written is not None:
            # Whoever copies it out of JSON copies no line breaks, but what stands for them.
            pem = str(written).replace("\\n", "\n").encode()
            phrase = values.get("passphrase")
            return load_pem_private_key(pem, None if phrase is None else str(phrase).encode())
        return secret_bytes(str(values.get("secret", "")), values.get("secret_encoding"))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # The library's words may repeat what it could not read.
        raise CredentialUnusable("the credential's private key or secret cannot be read") from None


def _fingerprint(key: Any) -> str:  # noqa: ANN401 - as above
    """Return what Snowflake calls a public key by."""
    if isinstance(key, bytes):
        raise CredentialUnusable("a secret has no fingerprint: {fingerprint} needs a private key")
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"SHA256:{base64.b64encode(hashlib.sha256(der).digest()).decode()}"


@dataclass
class SelfSigned(LearnsNothing):
    """Sends a token of our own with each request."""

    values: Mapping[str, Json] = field(repr=False)
    sent: set[str] = field(default_factory=set, repr=False)

    @property
    def secrets(self) -> frozenset[str]:
        """The tokens that were sent: the key never is."""
        return forms_of(*self.sent)

    def authorized(self, request: Request) -> Request:
        """Sign a token and send it."""
        token = assertion_of(self.values)
        self.sent.add(token)
        return token_in_header(self.values, token).authorized(request)
