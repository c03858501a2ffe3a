"""The values of each kind of credential, as models: what is needed, and nothing else."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.api.bodies.request_body import RequestBody
from exeoflow.content.secret_bytes import secret_bytes
from exeoflow.model.credential import TOKEN_LIFETIME, CredentialKind
from exeoflow.model.response import HEADER_NAME
from exeoflow.model.webhooks.token_rule import BY_SECRET, ByPrivateKey, BySecret
from exeoflow.service.credentials.request_signing import (
    PARTS_IN_WORDS,
    SIGNATURE,
    TimestampFormat,
    has_unknown_part,
)

MAX_SECRET: Final = 16_384
MAX_ENTRIES: Final = 20
_LINE: Final = r"^[^\x00-\x1f\x7f]+$"

_SCHEME: Final = "bearer "


def without_scheme(token: str) -> str:
    """Return a token as it is; a custom pydantic error with the scheme before it."""
    if token.lstrip().lower().startswith(_SCHEME):
        raise PydanticCustomError("token-with-scheme", "without the scheme")
    return token


def known_parts(text: str) -> str:
    """Return a text as it is; a custom pydantic error if it names a part that no request has."""
    if has_unknown_part(text.replace(SIGNATURE, "")):
        raise PydanticCustomError("credential-part", "known parts", {"expected": PARTS_IN_WORDS})
    return text


Secret = Annotated[str, Field(min_length=1, max_length=MAX_SECRET)]
Line = Annotated[str, Field(min_length=1, max_length=MAX_SECRET, pattern=_LINE)]
"""What stands in a header: a line break would begin another one."""
HeaderName = Annotated[str, Field(min_length=1, max_length=200, pattern=HEADER_NAME)]
PathPart = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
Pem = Annotated[str, Field(max_length=MAX_SECRET, pattern=r"-----BEGIN [A-Z0-9 ]+-----")]
Address = Annotated[
    str,
    Field(max_length=2_000, pattern=r"^https?://[^\x00-\x20\x7f-\x9f/?#@]+([/?#][^\x00-\x20\x7f-\x9f]*)?$"),
]
UserName = Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"^[^:\x00-\x1f\x7f]+$")]
AnyUserName = Annotated[str, Field(max_length=1_000, pattern=r"^[^:\x00-\x1f\x7f]*$")]
"""RFC 7617 allows the empty one, which Azure DevOps and others want beside a token."""
ParameterName = Annotated[str, Field(min_length=1, max_length=200)]
Parameters = Annotated[dict[ParameterName, Secret], Field(max_length=MAX_ENTRIES)]
# Pydantic says of names `patternProperties`, which lets those through that the pattern does not know.
_OF_SUCH_NAMES: Final = Field(max_length=MAX_ENTRIES, json_schema_extra={"additionalProperties": False})
Claims = Annotated[dict[ParameterName, str | int | bool | list[str]], Field(max_length=MAX_ENTRIES)]
TokenAlgorithm = Literal[ByPrivateKey, BySecret]
HmacPreset = Literal["github", "stripe", "slack", "shopify", "typeform", "standard-webhooks"]
"""The senders as whom a request can be signed: whose signature covers what every request has."""
Template = AfterValidator(known_parts)
ClientAuthentication = Literal["header", "body"]


def _never_null(schema: dict[str, Any]) -> None:
    """Say in the document that the field is left out, not null, where there is nothing to say."""
    schema |= next(each for each in schema.pop("anyOf") if each.get("type") != "null")
    schema.pop("default")


class Basic(RequestBody):
    """User and password in the header `Authorization` (RFC 7617)."""

    username: AnyUserName
    password: Annotated[str, Field(max_length=MAX_SECRET, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class Bearer(RequestBody):
    """A token in the header `Authorization` (RFC 6750)."""

    token: Annotated[Line, AfterValidator(without_scheme)]


class Header(RequestBody):
    """A value in a header of its own."""

    name: HeaderName
    value: Line


class Query(RequestBody):
    """A value behind the question mark."""

    name: ParameterName
    value: Secret


class Digest(RequestBody):
    """User and password, of which only hashes are sent (RFC 7616)."""

    username: UserName
    password: Secret


class _OAuth2(RequestBody):
    """What servers of tokens want beside the standard, and how APIs want the token.

    `parameters` go with the question for a token, also in the place of what the type would send
    (`grant_type`). The token is sent in `token_header` (`Authorization`) behind `token_scheme` (`Bearer`; an
    empty one leaves it alone).
    """

    token_url: Address
    parameters: Parameters = Field(default_factory=dict)
    token_header: HeaderName = "Authorization"  # noqa: S105 - a name
    token_scheme: Annotated[str, Field(max_length=100, pattern=r"^[!-~]*$")] = "Bearer"  # noqa: S105 - a name


class OAuth2ClientCredentials(_OAuth2):
    """A client that gets a token for itself (RFC 6749, 4.4)."""

    client_id: Secret
    client_secret: Secret
    scope: Secret | None = None
    audience: Secret | None = None
    client_authentication: ClientAuthentication = "header"


class OAuth2Refresh(_OAuth2):
    """A refresh token that somebody has allowed (RFC 6749, 6); the server may give another one each time."""

    client_id: Secret
    client_secret: Secret | None = None
    refresh_token: Secret
    scope: Secret | None = None
    client_authentication: ClientAuthentication = "header"


class AwsSigV4(RequestBody):
    """A key of AWS that signs requests to a service."""

    access_key_id: Annotated[str, Field(min_length=16, max_length=128, pattern=r"^\w+$")]
    secret_access_key: Line
    session_token: Line | None = None
    region: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    service: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]


class Hmac(RequestBody):
    """A secret that signs requests (HMAC, RFC 2104), which itself is never sent.

    `preset` signs as this sender does, and nothing beside the secret as our own webhooks expect it. Else
    `headers` and `query` say where the `{signature}` stands, and what beside it. All of them, and
    `signed_text`, name parts of the request in braces.
    """

    preset: Annotated[HmacPreset | None, Field(json_schema_extra=_never_null)] = None
    secret: Secret
    secret_encoding: Literal["text", "hex", "base64"] = "text"  # noqa: S105 - a name
    algorithm: Literal["sha256", "sha1", "sha384", "sha512", "md5"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    signed_text: Annotated[Secret, Template] = "{body}"
    timestamp_format: TimestampFormat = "seconds"
    headers: Annotated[dict[HeaderName, Annotated[Line, Template]], _OF_SUCH_NAMES] = Field(
        default_factory=dict
    )
    query: Annotated[dict[ParameterName, Annotated[Secret, Template]], Field(max_length=MAX_ENTRIES)] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        places = [*self.headers.values(), *self.query.values()]
        if SIGNATURE in self.signed_text or (
            places and self.preset is None and not any(SIGNATURE in each for each in places)
        ):
            raise PydanticCustomError("credential-hmac", "a place", {"expected": SIGNATURE})
        try:
            secret_bytes(self.secret, self.secret_encoding)
        except ValueError:
            raise PydanticCustomError(
                "credential-secret-encoding", "readable", {"encoding": self.secret_encoding}
            ) from None
        return self


class Jwt(RequestBody):
    """A key that signs JSON Web Tokens, which are sent as they are, or changed for a token at `token_url`.

    There it is a grant (`assertion`), the proof of a `client`, or goes as a `bearer` (RFC 7523). `issuer`,
    `subject`, `audience`, `scope` and `claims` are what it says, `key_id` and `headers` what stands before.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["private_key"]}, {"required": ["secret"]}]}
    )

    private_key: Pem | None = Field(default=None, json_schema_extra=_never_null)
    passphrase: Secret | None = None
    secret: Secret | None = Field(default=None, json_schema_extra=_never_null)
    secret_encoding: Literal["text", "hex", "base64"] = "text"  # noqa: S105 - a name
    algorithm: TokenAlgorithm = "RS256"
    key_id: Secret | None = None
    issuer: Secret | None = None
    subject: Secret | None = None
    audience: Secret | None = None
    scope: Secret | None = None
    claims: Claims = Field(default_factory=dict)
    headers: Claims = Field(default_factory=dict)
    lifetime: Annotated[int, Field(ge=1, le=86_400, strict=False)] = TOKEN_LIFETIME
    token_url: Address | None = Field(default=None, json_schema_extra=_never_null)
    exchange: Literal["assertion", "client", "bearer"] = "assertion"
    parameters: Parameters = Field(default_factory=dict)
    token_header: HeaderName = "Authorization"  # noqa: S105 - a name
    token_scheme: Annotated[str, Field(max_length=100, pattern=r"^[!-~]*$")] = "Bearer"  # noqa: S105 - a name

    @model_validator(mode="after")
    def _check_key(self) -> Self:
        is_keyed = self.algorithm in BY_SECRET
        if (self.private_key is None) == (self.secret is None) or is_keyed != (self.secret is not None):
            raise PydanticCustomError("credential-jwt", "a key that fits the algorithm")
        return self


class Tls(RequestBody):
    """An authority that certificates are checked by, a client's certificate with its key, or both, as PEM."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["ca"]}, {"required": ["certificate", "private_key"]}],
            "dependentRequired": {"certificate": ["private_key"], "private_key": ["certificate"]},
        }
    )

    ca: Pem | None = Field(default=None, json_schema_extra=_never_null)
    certificate: Pem | None = Field(default=None, json_schema_extra=_never_null)
    private_key: Pem | None = Field(default=None, json_schema_extra=_never_null)
    passphrase: Secret | None = None

    @model_validator(mode="after")
    def _check_parts(self) -> Self:
        if (self.certificate is None) != (self.private_key is None):
            raise PydanticCustomError("credential-tls", "both or neither")
        if self.ca is None and self.certificate is None:
            raise PydanticCustomError("credential-tls", "one of them")
        return self


_PLACES: Final = ("headers", "query", "path", "body")


class Custom(RequestBody):
    """Headers, values behind the question mark, parts of the path, fields of the body, or several of these.

    A part of the path takes the place of its name in the URL, which is in angle brackets there (`<token>`).
    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [name], "properties": {name: {"minProperties": 1}}} for name in _PLACES]
        }
    )

    headers: Annotated[dict[HeaderName, Line], _OF_SUCH_NAMES] = Field(default_factory=dict)
    query: Parameters = Field(default_factory=dict)
    path: Annotated[dict[PathPart, Line], _OF_SUCH_NAMES] = Field(default_factory=dict)
    body: Parameters = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check_parts(self) -> Self:
        if not any(getattr(self, name) for name in _PLACES):
            raise PydanticCustomError("credential-custom", "one of them")
        return self


VALUES: Final[Mapping[CredentialKind, type[RequestBody]]] = MappingProxyType(
    {
        CredentialKind.BASIC: Basic,
        CredentialKind.BEARER: Bearer,
        CredentialKind.HEADER: Header,
        CredentialKind.QUERY: Query,
        CredentialKind.OAUTH2_CLIENT_CREDENTIALS: OAuth2ClientCredentials,
        CredentialKind.OAUTH2_REFRESH: OAuth2Refresh,
        CredentialKind.DIGEST: Digest,
        CredentialKind.AWS_SIGV4: AwsSigV4,
        CredentialKind.HMAC: Hmac,
        CredentialKind.JWT: Jwt,
        CredentialKind.TLS: Tls,
        CredentialKind.CUSTOM: Custom,
    }
)
