"""From what an author says of tokens to the rule by which they are taken."""

from collections.abc import Iterator
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from exeoflow.api.webhooks.authentication_bodies import KEYS_OF_TOKENS, JwtBody
from exeoflow.diagnostics import Diagnostic
from exeoflow.model.webhooks.token_rule import (
    BY_PRIVATE_KEY,
    BY_SECRET,
    GOOGLE_ISSUERS,
    GOOGLE_KEYS,
    LEAST_SECRET_BYTES,
    TokenRule,
)
from exeoflow.service.webhooks.public_keys import LEAST_RSA_BITS, read_public_key, unfit_key

_BY_CURVE: Final = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
_BY_RSA: Final = tuple(each for each in BY_PRIVATE_KEY if each[:2] in ("RS", "PS"))


def faults_of_tokens(body: JwtBody, place: str) -> Iterator[Diagnostic]:
    """Yield why a token could prove nothing, or nobody could have one."""
    given = body.model_fields_set & frozenset(KEYS_OF_TOKENS)
    if len(given) > 1:
        yield Diagnostic("jwt-keys", place)
        return
    if given & {"jwks_url", "preset"} and not body.audience:
        yield Diagnostic("jwt-audience-missing", place)
    if "preset" in given and not body.claims.keys() & {"email", "sub"}:
        yield Diagnostic("jwt-email-missing", f"{place}.claims")
    if "secret" in given and len(body.secret.encode()) < LEAST_SECRET_BYTES:
        yield Diagnostic("jwt-secret-short", f"{place}.secret", values={"limit": str(LEAST_SECRET_BYTES)})
    try:
        possible = _possible(body)
    except ValueError:
        yield Diagnostic("public-key-unreadable", f"{place}.key")
        return
    if not possible:
        yield unfit_key(", ".join(BY_PRIVATE_KEY), place)
    for each in body.algorithms:
        if possible and each not in possible:
            values = {"algorithm": each, "expected": ", ".join(possible)}
            yield Diagnostic("jwt-algorithm", f"{place}.algorithms", values=values)


def token_rule(body: JwtBody) -> TokenRule:
    """Return the rule of a body without faults."""
    given = body.model_fields_set
    is_google = "preset" in given
    return TokenRule(
        tuple(dict.fromkeys(body.algorithms)) or _possible(body)[:1],
        header=body.header.lower(),
        keys_url=GOOGLE_KEYS if is_google else body.jwks_url,
        public_key=body.key,
        issuers=_all_of(body.issuer) or (GOOGLE_ISSUERS if is_google else ()),
        audiences=_all_of(body.audience),
        claims=body.claims,
        body_claim=body.body_claim,
        max_age=body.max_age if "max_age" in given else None,
        tolerance=body.tolerance,
    )


def _all_of(written: str | list[str]) -> tuple[str, ...]:
    return tuple(written) if isinstance(written, list) else tuple(filter(None, (written,)))


def _possible(body: JwtBody) -> tuple[str, ...]:
    """Return the algorithms that fit what tokens are checked by, the usual one first. Raises `ValueError`."""
    if body.key:
        return _possible_with(read_public_key(body.key))
    return BY_PRIVATE_KEY if body.jwks_url or "preset" in body.model_fields_set else BY_SECRET


def _possible_with(key: object) -> tuple[str, ...]:
    match key:
        case rsa.RSAPublicKey():
            return _BY_RSA if key.key_size >= LEAST_RSA_BITS else ()
        case ec.EllipticCurvePublicKey():
            return tuple(filter(None, (_BY_CURVE.get(key.curve.name),)))
        case _:
            return ("EdDSA",)
