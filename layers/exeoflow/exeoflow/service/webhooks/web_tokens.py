"""JSON Web Tokens by which callers prove who they are (RFC 7519; what goes wrong with them: RFC 8725)."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

import jwt

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import SignatureInvalid
from exeoflow.model import json
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.token_rule import TokenRule
from exeoflow.service.ports.receivers import KeySets
from exeoflow.service.webhooks.public_keys import read_public_key

_SCHEME: Final = "bearer "
# The headers of a call in AWS have 10 KB together; on one machine nobody bounds them so.
MOST_CLAIMS_BYTES: Final = 16_384
# Times are compared with the clock that all use cases have, the rest as the library does it.
_OPTIONS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("verify_exp", "verify_nbf", "verify_iat", "verify_jti", "verify_sub"), False),
    "enforce_minimum_key_length": True,
}
# What a token without a name of its key may be tried with: a set is its issuer's, who rotates a few.
_MOST_KEYS: Final = 10


@dataclass(frozen=True, slots=True)
class Checks:
    """What a token is held against: the rule, and where the keys are that this needs."""

    rule: TokenRule
    secret: str
    key_sets: Callable[[], KeySets]
    now: datetime


def checked_claims(headers: Mapping[str, str], body: bytes, checks: Checks) -> JsonObject:
    """Return what the token of a call says, which the rule takes.

    Raises `SignatureInvalid`, whose fault names the part of the token that is not as it must be, and what
    the set of keys raises.
    """
    rule = checks.rule
    sent = headers.get(rule.header, "").strip()
    token = sent[len(_SCHEME) :].strip() if sent.lower().startswith(_SCHEME) else sent
    if not token:
        raise SignatureInvalid(Diagnostic("webhook-jwt-absent", "", values={"header": rule.header}))
    claims = _claims(token, checks)
    part = next(_wrong_parts(claims, rule, body, checks.now), None)
    if part is not None:
        raise _wrong(part)
    return _as_data(claims)


def _as_data(claims: Mapping[str, Any]) -> JsonObject:
    """Return claims as a workflow may hold them; a token that says what no JSON can is refused."""
    try:
        size = len(json.write(claims).encode())
    except (ValueError, RecursionError):
        raise _wrong("token") from None
    if size > MOST_CLAIMS_BYTES:
        raise _wrong("token")
    return dict(claims)


def _claims(token: str, checks: Checks) -> Mapping[str, Any]:
    """Return what the token says, once its signature is checked by a key that is the issuer's."""
    try:
        head = jwt.get_unverified_header(token)
        algorithm = head.get("alg")
        if algorithm not in checks.rule.algorithms:
            raise _wrong("alg")
        fault: Exception = jwt.InvalidKeyError()
        for key in _keys(head, str(algorithm), checks):
            try:
                return _decoded(token, key, str(algorithm), checks.rule)
            except (jwt.InvalidSignatureError, jwt.InvalidKeyError) as error:
                fault = error
        raise fault
    except jwt.InvalidTokenError as error:
        raise _wrong(_part(error)) from error
    except jwt.InvalidKeyError as error:
        raise _wrong("kid") from error


def _decoded(token: str, key: Any, algorithm: str, rule: TokenRule) -> Mapping[str, Any]:  # noqa: ANN401
    decoded: Mapping[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=rule.audiences or None,
        issuer=rule.issuers or None,
        options=cast("Any", {**_OPTIONS, "verify_aud": bool(rule.audiences)}),
    )
    return decoded


def _part(error: jwt.InvalidTokenError) -> str:
    match error:
        case jwt.MissingRequiredClaimError():
            return str(error.claim)
        case jwt.InvalidAudienceError():
            return "aud"
        case jwt.InvalidIssuerError():
            return "iss"
        case jwt.InvalidSignatureError():
            return "signature"
        case _:
            return "token"


def _keys(head: Mapping[str, Any], algorithm: str, checks: Checks) -> list[Any]:
    """Return the keys that the token may be signed by; a set that lacks the named one is read anew, once."""
    rule = checks.rule
    if rule.public_key:
        return [read_public_key(rule.public_key)]
    if not rule.keys_url:
        return [checks.secret]
    for is_renewed in (False, True):
        key_set = checks.key_sets().key_set(rule.keys_url, is_renewed=is_renewed)
        found = list(_keys_in(key_set, head.get("kid"), algorithm))
        if found:
            return found
    return []


def _keys_in(key_set: Json, name: object, algorithm: str) -> Iterator[Any]:
    listed = key_set.get("keys") if isinstance(key_set, dict) else None
    fitting = [
        each
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict)
        and (name is None or each.get("kid") == name)
        and each.get("use", "sig") == "sig"
        and each.get("alg", algorithm) == algorithm
    ]
    for each in fitting[:_MOST_KEYS]:
        try:
            yield jwt.PyJWK(each, algorithm)
        except (jwt.PyJWKError, jwt.InvalidKeyError):
            continue


def _wrong_parts(claims: Mapping[str, Any], rule: TokenRule, body: bytes, now: datetime) -> Iterator[str]:
    """Yield the names of the claims that are not as they must be."""
    yield from _wrong_times(claims, rule, now.timestamp())
    for name, expected in rule.claims.items():
        said = claims.get(name)
        if said != expected and not (isinstance(said, list) and expected in said):
            yield name
    if rule.body_claim and not _is_digest_of(claims.get(rule.body_claim), body):
        yield rule.body_claim


def _wrong_times(claims: Mapping[str, Any], rule: TokenRule, now: float) -> Iterator[str]:
    ends, begins, issued = (_number(claims.get(name)) for name in ("exp", "nbf", "iat"))
    if (ends is None and (rule.max_age is None or "exp" in claims)) or (
        ends is not None and ends + rule.tolerance <= now
    ):
        yield "exp"
    if ("nbf" in claims and begins is None) or (begins is not None and begins - rule.tolerance > now):
        yield "nbf"
    if rule.max_age is not None and (
        issued is None or not -rule.tolerance <= now - issued <= rule.max_age + rule.tolerance
    ):
        yield "iat"


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_digest_of(said: object, body: bytes) -> bool:
    digest = hashlib.sha256(body).digest()
    forms = (
        digest.hex(),
        base64.b64encode(digest).decode(),
        base64.urlsafe_b64encode(digest).decode().rstrip("="),
    )
    written = said if isinstance(said, str) else ""
    return any(hmac.compare_digest(form.encode(), written.encode("utf-8", "surrogatepass")) for form in forms)


def _wrong(part: str) -> SignatureInvalid:
    return SignatureInvalid(Diagnostic("webhook-jwt-wrong", "", values={"part": part}))
