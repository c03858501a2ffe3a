"""From what an author says of callers' proofs to what checks them, and what is wrong with it as a whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exeoflow.api.webhooks.authentication_bodies import (
    AuthenticationBody,
    BasicBody,
    HeaderBody,
    HmacBody,
    JwtBody,
    PublicKeyBody,
    QueryBody,
    SnsBody,
)
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.webhooks.signature import (
    PRESETS,
    PUBLIC_KEY_PRESETS,
    Algorithm,
    Preset,
    PublicKeyAlgorithm,
    SignatureRule,
)
from exeoflow.model.webhooks.webhook import AuthenticationType, WebhookAuthentication
from exeoflow.service.webhooks.further import FurtherAuthentication

_RULE_FIELDS = frozenset(
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


def first_and_further(
    written: AuthenticationBody | list[AuthenticationBody],
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


def _faults(body: AuthenticationBody, place: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with an authentication as a whole, which no single field shows."""
    if isinstance(body, JwtBody):
        # Not at the top: the library costs a cold start, and few senders have tokens.
        from exeoflow.api.webhooks.token_rules import faults_of_tokens  # noqa: PLC0415

        yield from faults_of_tokens(body, place)
        return
    if body.secret and body.credential:
        yield Diagnostic("webhook-secret-twice", place)
    if isinstance(body, PublicKeyBody):
        yield from _faults_of_key(body, place)
    if isinstance(body, HmacBody):
        yield from _faults_of_rule(body, place)
    if isinstance(body, (HmacBody, PublicKeyBody)):
        yield from _faults_of_text(body, place)


def _faults_of_key(body: PublicKeyBody, place: str) -> Iterator[Diagnostic]:
    # Not at the top: the library costs a cold start, and few senders have a private key.
    from exeoflow.service.webhooks.public_keys import is_key_for, read_public_key, unfit_key  # noqa: PLC0415

    rule = _public_key_rule(body)
    if not rule.header:
        yield Diagnostic("signature-header-missing", place)
    algorithm = PublicKeyAlgorithm(rule.algorithm)
    try:
        key = read_public_key(body.key)
    except ValueError:
        yield Diagnostic("public-key-unreadable", f"{place}.key")
    else:
        if not is_key_for(key, algorithm):
            yield unfit_key(algorithm.value, place)


def _faults_of_rule(body: HmacBody, place: str) -> Iterator[Diagnostic]:
    given = body.model_fields_set
    if body.preset is Preset.CUSTOM and given & {"preset", *_RULE_FIELDS} and not given & {"header", "field"}:
        yield Diagnostic("signature-header-missing", place)
    if "field" in given:
        yield from _faults_of_place(body, place)


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


def _authentication(body: AuthenticationBody) -> WebhookAuthentication:
    return replace(_without_secret(body), credential=body.credential or None)


def _without_secret(body: AuthenticationBody) -> WebhookAuthentication:
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
        case SnsBody():
            name = body.topic
        case _:
            return WebhookAuthentication(kind, is_enabled=body.enabled)
    return WebhookAuthentication(kind, is_enabled=body.enabled, name=name)


def _rule(body: HmacBody) -> SignatureRule | None:
    """Return the author's own rule, or that of the preset with what stands beside it."""
    written = _written(body)
    if not written:
        return None
    if "key_encoding" in written:
        written["key"] = written.pop("key_encoding")
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
    return replace(PUBLIC_KEY_PRESETS[body.preset], **_written(body), public_key=body.key)


def _written(body: HmacBody | PublicKeyBody) -> dict[str, Any]:
    """Return what the author says of the rule; the names of headers are in lower case, as calls have them."""
    written: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set & _RULE_FIELDS}
    for name in written.keys() & {"header", "timestamp_header"}:
        written[name] = written[name].lower()
    return written
