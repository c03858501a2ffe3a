"""How a sender proves itself by a JSON Web Token (RFC 7519), which a server of its own has signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from exeoflow.model.json import Json

BySecret = Literal["HS256", "HS384", "HS512"]
"""The algorithms by a secret that both sides have."""
ByPrivateKey = Literal["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA"]
"""Those by a private key."""
BY_SECRET: Final[tuple[str, ...]] = get_args(BySecret)
BY_PRIVATE_KEY: Final[tuple[str, ...]] = get_args(ByPrivateKey)
LEAST_SECRET_BYTES: Final = 32
"""What `HS256` needs (RFC 7518, 3.2)."""

GOOGLE_KEYS: Final = "https://www.googleapis.com/oauth2/v3/certs"
GOOGLE_ISSUERS: Final = ("https://accounts.google.com", "accounts.google.com")


@dataclass(frozen=True, slots=True)
class TokenRule:
    """What a token must say, and by whose key it is checked. The name of the header is in lower case.

    Keys lie at `keys_url`, or there is one `public_key`; without either the webhook's secret is the key. Only
    `algorithms` are taken, whatever a token says of itself. `claims` are what it must say beside `issuers`
    and `audiences`; with `body_claim` it says the SHA-256 of the body there. It ends by itself (`exp`) or is
    at most `max_age` seconds old. Clocks may differ by `tolerance` seconds.
    """

    algorithms: tuple[str, ...]
    header: str = "authorization"
    keys_url: str = ""
    public_key: str = ""
    issuers: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    claims: Mapping[str, Json] = field(default_factory=dict)
    body_claim: str = ""
    max_age: int | None = None
    tolerance: int = 60

    @property
    def has_keys(self) -> bool:
        """Whether others have the key: there is no secret."""
        return bool(self.keys_url or self.public_key)
