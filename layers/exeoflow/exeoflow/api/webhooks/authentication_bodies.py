"""How a webhook's authentication is written in a request, as models."""

from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from exeoflow.api.bodies.request_body import RequestBody, without_default
from exeoflow.api.credentials.values import without_scheme
from exeoflow.model.credential import ID_PATTERN
from exeoflow.model.webhooks.signature import (
    Algorithm,
    Encoding,
    KeyForm,
    Preset,
    PublicKeyAlgorithm,
    PublicKeyPreset,
)
from exeoflow.model.webhooks.token_rule import ByPrivateKey, BySecret
from exeoflow.model.webhooks.webhook import AuthenticationType
from exeoflow.nodes.formats.webhook_fields import HeaderName

MAX_AUTHENTICATIONS = 5
MAX_TOLERANCE_SECONDS = 86_400

# What the sender made: any text that a header could hold.
Secret = Annotated[str, Field(min_length=1, max_length=512, pattern=r"^[^\x00-\x1f\x7f]+$")]
BodyPath = Annotated[str, Field(min_length=1, max_length=200)]
CredentialName = Annotated[str, Field(pattern=ID_PATTERN)]
PublicKeyText = Annotated[str, Field(min_length=1, max_length=8_192)]
ClaimName = Annotated[str, Field(min_length=1, max_length=200)]
_Claim = Annotated[str, Field(min_length=1, max_length=1_000)]
NameOrNames = _Claim | Annotated[list[_Claim], Field(min_length=1, max_length=20)]
TokenAlgorithm = Literal[BySecret, ByPrivateKey]
# Not a set: what is sent may be a list, which none can hold.
_TYPES = tuple(AuthenticationType)
# Of these a webhook has one.
KEYS_OF_TOKENS = ("secret", "credential", "key", "jwks_url", "preset")


def _either(secret: str, **more: Any) -> ConfigDict:  # noqa: ANN401  (any keyword of JSON Schema)
    """Return that the secret is given by itself or held by a credential."""
    return ConfigDict(json_schema_extra={"not": {"required": [secret, "credential"]}, **more})


_OPTIONAL: Any = {"json_schema_extra": without_default}


class BearerBody(RequestBody):
    """Callers send the token as `Authorization: Bearer ...`; `secret` is one that the sender made."""

    model_config = _either("secret")

    # The others never come here, but whoever wrote none of them must be told all.
    type: Annotated[
        Literal["bearer", "hmac", "basic", "header", "query", "public_key", "jwt", "sns"],
        WithJsonSchema({"const": "bearer", "type": "string", "default": "bearer"}),
    ] = "bearer"
    enabled: bool = True
    secret: Annotated[Secret, AfterValidator(without_scheme)] = Field(default="", **_OPTIONAL)
    credential: CredentialName = Field(default="", **_OPTIONAL)


class HeaderBody(RequestBody):
    """Callers send the token in a header of their own."""

    model_config = _either("secret")

    type: Literal["header"]
    enabled: bool = True
    header: HeaderName
    secret: Secret = Field(default="", **_OPTIONAL)
    credential: CredentialName = Field(default="", **_OPTIONAL)


class QueryBody(RequestBody):
    """Callers send the token behind the question mark, by the name of the parameter."""

    model_config = _either("secret")

    type: Literal["query"]
    enabled: bool = True
    parameter: Annotated[str, Field(min_length=1, max_length=100)] = "token"
    secret: Secret = Field(default="", **_OPTIONAL)
    credential: CredentialName = Field(default="", **_OPTIONAL)


class BasicBody(RequestBody):
    """Callers send a user's name and password as `Authorization: Basic ...`."""

    model_config = _either("password")

    type: Literal["basic"]
    enabled: bool = True
    username: Annotated[str, Field(min_length=1, max_length=256, pattern=r"^[^:\x00-\x1f\x7f]+$")]
    password: Secret = Field(default="", **_OPTIONAL)
    credential: CredentialName = Field(default="", **_OPTIONAL)

    @property
    def secret(self) -> str:
        """What proves the caller."""
        return self.password


class HmacBody(RequestBody):
    """Callers sign with the secret, as the preset of their sender says; what stands beside it changes that.

    Without a preset any sender's signature is taken, told by its header. `custom` takes its whole rule from
    here.
    """

    model_config = _either("secret", dependentRequired={"field": ["signed_text"]})

    type: Literal["hmac"]
    enabled: bool = True
    secret: Secret = Field(default="", **_OPTIONAL)
    credential: CredentialName = Field(default="", **_OPTIONAL)
    preset: Annotated[Preset, Field(strict=False)] = Field(default=Preset.CUSTOM, **_OPTIONAL)
    header: HeaderName = Field(default="", **_OPTIONAL)
    prefix: Annotated[str, Field(max_length=100)] = Field(default="", **_OPTIONAL)
    encoding: Annotated[Encoding, Field(strict=False)] = Field(default=Encoding.HEX, **_OPTIONAL)
    algorithm: Annotated[Algorithm, Field(strict=False)] = Field(default=Algorithm.SHA256, **_OPTIONAL)
    signed_text: Annotated[str, Field(min_length=1, max_length=500)] = Field(default="{body}", **_OPTIONAL)
    timestamp_header: HeaderName = Field(default="", **_OPTIONAL)
    field: BodyPath = Field(default="", **_OPTIONAL)
    timestamp_field: BodyPath = Field(default="", **_OPTIONAL)
    key_encoding: Annotated[KeyForm, Field(strict=False)] = Field(default=KeyForm.TEXT, **_OPTIONAL)
    tolerance: Annotated[int, Field(ge=1, le=MAX_TOLERANCE_SECONDS)] = Field(default=300, **_OPTIONAL)


class _WithoutSecret(RequestBody):
    """What proves the caller is checked by keys that are public."""

    @property
    def secret(self) -> str:
        """There is none."""
        return ""

    @property
    def credential(self) -> str:
        """None either."""
        return ""


class PublicKeyBody(_WithoutSecret):
    """Callers sign with a private key, as the preset of their sender says; what stands beside it changes it.

    `key` is the public one as the sender shows it: PEM (a certificate, too), base64 or hexadecimal digits.
    `custom` takes its whole rule from here.
    """

    type: Literal["public_key"]
    enabled: bool = True
    key: PublicKeyText
    preset: Annotated[PublicKeyPreset, Field(strict=False)] = Field(
        default=PublicKeyPreset.CUSTOM, **_OPTIONAL
    )
    header: HeaderName = Field(default="", **_OPTIONAL)
    prefix: Annotated[str, Field(max_length=100)] = Field(default="", **_OPTIONAL)
    encoding: Annotated[Encoding, Field(strict=False)] = Field(default=Encoding.HEX, **_OPTIONAL)
    algorithm: Annotated[PublicKeyAlgorithm, Field(strict=False)] = Field(
        default=PublicKeyAlgorithm.ED25519, **_OPTIONAL
    )
    signed_text: Annotated[str, Field(min_length=1, max_length=500)] = Field(default="{body}", **_OPTIONAL)
    timestamp_header: HeaderName = Field(default="", **_OPTIONAL)
    tolerance: Annotated[int, Field(ge=1, le=MAX_TOLERANCE_SECONDS)] = Field(default=300, **_OPTIONAL)


class SnsBody(_WithoutSecret):
    """The caller is Amazon SNS, which signs what was published to a topic."""

    type: Literal["sns"]
    enabled: bool = True
    topic: Annotated[
        str,
        Field(
            max_length=400,
            pattern=r"^arn:aws(-cn|-us-gov)?:sns:[a-z]{2}(-[a-z]+)+-\d:\d{12}:[A-Za-z0-9_-]{1,256}$",
        ),
    ]


class JwtBody(RequestBody):
    """Callers send a JSON Web Token, checked by keys of its issuer (`jwks_url`, `key`) or by a secret.

    `issuer` and `audience` (each one or several) and `claims` are what it must say; with `body_claim` it says
    the SHA-256 of the body. It ends by itself (`exp`), or is at most `max_age` seconds old. With the preset
    `google` it is one that Google makes for service accounts.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "not": {"anyOf": [{"required": list(pair)} for pair in combinations(KEYS_OF_TOKENS, 2)]}
        }
    )

    type: Literal["jwt"]
    enabled: bool = True
    secret: Secret = Field(default="", **_OPTIONAL)
    credential: CredentialName = Field(default="", **_OPTIONAL)
    key: PublicKeyText = Field(default="", **_OPTIONAL)
    jwks_url: Annotated[str, Field(max_length=1_000, pattern=r"^https://[^\x00-\x20\x7f/?#@]+(/\S*)?$")] = (
        Field(default="", **_OPTIONAL)
    )
    preset: Literal["google"] = Field(default="google", **_OPTIONAL)
    algorithms: Annotated[list[TokenAlgorithm], Field(min_length=1, max_length=8)] = Field(
        default=[], **_OPTIONAL
    )
    issuer: NameOrNames = Field(default="", **_OPTIONAL)
    audience: NameOrNames = Field(default="", **_OPTIONAL)
    header: HeaderName = "Authorization"
    claims: Annotated[dict[ClaimName, str | bool | int], Field(max_length=20)] = Field(
        default={}, **_OPTIONAL
    )
    body_claim: ClaimName = Field(default="", **_OPTIONAL)
    max_age: Annotated[int, Field(ge=1, le=MAX_TOLERANCE_SECONDS)] = Field(default=300, **_OPTIONAL)
    tolerance: Annotated[int, Field(ge=0, le=300)] = 60


def _type_of(body: object) -> str:
    # Whatever is none of them is told so by the form that has the least.
    kind = body.get("type") if isinstance(body, dict) else getattr(body, "type", None)
    return kind if kind in _TYPES else "bearer"


AuthenticationBody = Annotated[
    Annotated[BearerBody, Tag("bearer")]
    | Annotated[HmacBody, Tag("hmac")]
    | Annotated[BasicBody, Tag("basic")]
    | Annotated[HeaderBody, Tag("header")]
    | Annotated[QueryBody, Tag("query")]
    | Annotated[PublicKeyBody, Tag("public_key")]
    | Annotated[JwtBody, Tag("jwt")]
    | Annotated[SnsBody, Tag("sns")],
    Discriminator(_type_of),
]
