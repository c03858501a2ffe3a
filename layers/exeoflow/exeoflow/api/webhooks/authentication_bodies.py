"""How a webhook's authentication is written in a request, as models."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from exeoflow.api.credentials.values import without_scheme
from exeoflow.api.request_body import RequestBody, without_default
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.credential import ID_PATTERN
from exeoflow.model.webhooks.signature import (
    PRESETS,
    PUBLIC_KEY_PRESETS,
    Algorithm,
    Encoding,
    KeyForm,
    Preset,
    PublicKeyAlgorithm,
    PublicKeyPreset,
    SignatureRule,
)
from exeoflow.model.webhooks.token_rule import ByPrivateKey, BySecret
from exeoflow.model.webhooks.webhook import AuthenticationType, WebhookAuthentication
from exeoflow.nodes.formats.webhook_fields import HeaderName
from exeoflow.service.webhooks.further import FurtherAuthentication

MAX_AUTHENTICATIONS = 5
MAX_TOLERANCE_SECONDS = 86_400

RULE_FIELDS = frozenset(
    {
        *("header", "prefix", "encoding", "algorithm", "signed_text", "timestamp_header", "tolerance"),
        *("key_encoding", "field", "timestamp_field"),
    }
)
_PLACEHOLDER = re.compile(r"\{(?:body|form|timestamp|url|method|path|header:[^{}]+|field:[^{}]+)\}")

_WORD = re.compile(r"[^,;\s]+")
_PARTS = "{body}, {form}, {timestamp}, {url}, {path}, {method}, {header:NAME}, {field:PATH}"
# What a signed text needs some of, as it is told and as it is looked for: who signs a constant sends a
# password, and in the body whoever may read executions sees it.
_OF_BODY = ("{body}", ("{body}", "{form}"))
_OF_FIELDS = ("{field:PATH}", ("{field:", "{timestamp}"))

# What the sender made: any text that a header could hold.
Secret = Annotated[str, Field(min_length=1, max_length=512, pattern=r"^[^\x00-\x1f\x7f]+$")]
BodyPath = Annotated[str, Field(min_length=1, max_length=200)]
CredentialName = Annotated[str, Field(pattern=ID_PATTERN)]
PublicKeyText = Annotated[str, Field(min_length=1, max_length=8_192)]
ClaimName = Annotated[str, Field(min_length=1, max_length=200)]
_Claim = Annotated[str, Field(min_length=1, max_length=1_000)]
NameOrNames = _Claim | Annotated[list[_Claim], Field(min_length=1, max_length=20)]
TokenAlgorithm = Literal[BySecret, ByPrivateKey]
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
        Literal["bearer", "hmac", "basic", "header", "query", "public_key", "jwt"],
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


class PublicKeyBody(RequestBody):
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

    @property
    def secret(self) -> str:
        """There is none."""
        return ""

    @property
    def credential(self) -> str:
        """None either."""
        return ""


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
    return kind if kind in ("hmac", "header", "query", "basic", "public_key", "jwt") else "bearer"


AuthenticationBody = Annotated[
    Annotated[BearerBody, Tag("bearer")]
    | Annotated[HmacBody, Tag("hmac")]
    | Annotated[BasicBody, Tag("basic")]
    | Annotated[HeaderBody, Tag("header")]
    | Annotated[QueryBody, Tag("query")]
    | Annotated[PublicKeyBody, Tag("public_key")]
    | Annotated[JwtBody, Tag("jwt")],
    Discriminator(_type_of),
]


def first_and_further(
    written: "AuthenticationBody | list[AuthenticationBody]",
) -> tuple[WebhookAuthentication, str | None, tuple[FurtherAuthentication, ...]]:
    """Return the first authentication with its token (None: one is to be made), and the others.

    Raises `InvalidRequest` where a rule of signatures is none.
    """
    bodies = written if isinstance(written, list) else [written]
    faults = [
        fault
        for index, body in enumerate(bodies)
        for fault in _faults(
            body, f"authentication[{index}]" if isinstance(written, list) else "authentication"
        )
    ]
    if faults:
        raise InvalidRequest(*faults)
    all_of_them = [FurtherAuthentication(_authentication(body), body.secret or None) for body in bodies]
    first, *further = all_of_them
    return first.authentication, first.token, tuple(further)


def _faults(body: "AuthenticationBody", place: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with an authentication as a whole, which no single field shows."""
    if body.secret and body.credential and not isinstance(body, JwtBody):
        yield Diagnostic("webhook-secret-twice", place)
    if isinstance(body, JwtBody):
        # Not at the top: the library costs a cold start, and few senders have tokens.
        from exeoflow.api.webhooks.token_rules import faults_of_tokens  # noqa: PLC0415

        yield from faults_of_tokens(body, place)
    if isinstance(body, PublicKeyBody):
        yield from _faults_of_key(body, place)
        yield from _faults_of_text(body, place)
    if isinstance(body, HmacBody):
        yield from _faults_of_rule(body, place)


def _faults_of_key(body: PublicKeyBody, place: str) -> Iterator[Diagnostic]:
    # Not at the top: the library costs a cold start, and few senders have a private key.
    from exeoflow.service.webhooks.public_keys import is_key_for, read_public_key  # noqa: PLC0415

    if not _public_key_rule(body).header:
        yield Diagnostic("signature-header-missing", place)
    algorithm = PublicKeyAlgorithm(_public_key_rule(body).algorithm)
    try:
        key = read_public_key(body.key)
    except ValueError:
        yield Diagnostic("public-key-unreadable", f"{place}.key")
    else:
        if not is_key_for(key, algorithm):
            yield Diagnostic("public-key-type", f"{place}.key", values={"algorithm": algorithm.value})


def _faults_of_rule(body: HmacBody, place: str) -> Iterator[Diagnostic]:
    given = body.model_fields_set
    if body.preset is Preset.CUSTOM and given & {"preset", *RULE_FIELDS} and not given & {"header", "field"}:
        yield Diagnostic("signature-header-missing", place)
    if "field" in given:
        yield from _faults_of_place(body, place)
    yield from _faults_of_text(body, place)


def _faults_of_text(body: HmacBody | PublicKeyBody, place: str) -> Iterator[Diagnostic]:
    given = body.model_fields_set
    if "signed_text" not in given:
        return
    place = f"{place}.signed_text"
    expected, needed = _OF_FIELDS if "field" in given else _OF_BODY
    rest = _PLACEHOLDER.sub("", body.signed_text)
    if "{" in rest or "}" in rest:
        values = {"value": body.signed_text, "expected": _PARTS}
        yield Diagnostic("signed-text-unknown", place, values=values)
    elif not any(part in body.signed_text for part in needed):
        values = {"value": body.signed_text, "expected": expected}
        yield Diagnostic("signed-text-without-body", place, values=values)


def _faults_of_place(body: HmacBody, place: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with a signature in the body, which then cannot be signed as a whole."""
    given = body.model_fields_set
    rule = _rule(body)
    if "header" in given or (rule is not None and rule.algorithm is Algorithm.PLAIN):
        yield Diagnostic("signature-place", place)
    if "signed_text" not in given:
        missing = f"{place}.signed_text"
        yield Diagnostic("field-missing", missing, values={"field": missing})


def _authentication(body: "AuthenticationBody") -> WebhookAuthentication:
    return replace(_without_secret(body), credential=body.credential or None)


def _without_secret(body: "AuthenticationBody") -> WebhookAuthentication:
    kind = AuthenticationType(body.type)
    match body:
        case HmacBody():
            preset = body.preset if "preset" in body.model_fields_set else None
            return WebhookAuthentication(kind, is_enabled=body.enabled, preset=preset, rule=_rule(body))
        case PublicKeyBody():
            rule = _public_key_rule(body)
            return WebhookAuthentication(kind, is_enabled=body.enabled, preset=body.preset, rule=rule)
        case JwtBody():
            from exeoflow.api.webhooks.token_rules import token_rule  # noqa: PLC0415 - as above

            return WebhookAuthentication(kind, is_enabled=body.enabled, tokens=token_rule(body))
        case BasicBody():
            name = body.username
        case HeaderBody():
            name = body.header.lower()
        case QueryBody():
            name = body.parameter
        case _:
            return WebhookAuthentication(kind, is_enabled=body.enabled)
    return WebhookAuthentication(kind, is_enabled=body.enabled, name=name)


def _rule(body: HmacBody) -> SignatureRule | None:
    """Return the author's own rule, or that of the preset with what stands beside it."""
    written: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set & RULE_FIELDS}
    if not written:
        return None
    if "key_encoding" in written:
        written["key"] = written.pop("key_encoding")
    for name in written.keys() & {"header", "timestamp_header"}:
        written[name] = written[name].lower()
    if "field" in written:
        written["header"] = ""
    if PRESETS[body.preset]:
        return replace(PRESETS[body.preset][0], **written)
    rule = SignatureRule(**written)
    # A header that holds the time as well is a list, in which a sender may write several signatures; so is
    # one in which a word stands before each (PagerDuty).
    is_named = _WORD.fullmatch(rule.prefix) is not None
    return replace(rule, takes_several=rule.header != "" and (rule.has_time_beside or is_named))


def _public_key_rule(body: PublicKeyBody) -> SignatureRule:
    """Return the rule of the preset with what stands beside it."""
    written: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set & RULE_FIELDS}
    for name in written.keys() & {"header", "timestamp_header"}:
        written[name] = written[name].lower()
    return replace(PUBLIC_KEY_PRESETS[body.preset], **written, public_key=body.key)
