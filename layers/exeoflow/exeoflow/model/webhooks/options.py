"""What a webhook has beyond its first fields, as JSON that stores keep; empty where it has nothing of it."""

from dataclasses import asdict, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from exeoflow.model.json import Json, JsonObject
from exeoflow.model.webhooks.webhook import (
    AuthenticationType,
    BodyType,
    ProvenAuthentication,
    Webhook,
    WebhookAuthentication,
    WebhookSettings,
)

if TYPE_CHECKING:
    # Rules are read where a webhook has one: most have none.
    from exeoflow.model.webhooks.signature import Preset, PublicKeyPreset, SignatureRule
    from exeoflow.model.webhooks.token_rule import TokenRule

_PLAIN = WebhookSettings()


def options_of(webhook: Webhook) -> JsonObject:
    """Write what is not the default."""
    options: JsonObject = {}
    authentication = _details(webhook.authentication)
    if authentication:
        options["authentication"] = authentication
    if webhook.further:
        options["further"] = [
            {
                "type": each.authentication.type.value,
                "is_enabled": each.authentication.is_enabled,
                "proof": each.proof,
                **_details(each.authentication),
            }
            for each in webhook.further
        ]
    settings: JsonObject = {
        name: _stored(value)
        for name, value in asdict(webhook.settings).items()
        if value != getattr(_PLAIN, name)
    }
    return options | ({"settings": settings} if settings else {})


def settings_of(options: JsonObject) -> WebhookSettings:
    """Read the settings."""
    content = cast("JsonObject", options.get("settings", {}))
    known = {name: value for name, value in content.items() if name in _names(WebhookSettings)}
    return WebhookSettings(**{name: read_setting(name, value) for name, value in known.items()})


def read_setting(name: str, value: Json) -> Any:  # noqa: ANN401  (of the type of the field)
    """Read one of the settings as a store or an author writes it."""
    match name, value:
        case "secret_headers", list():
            return tuple(str(each).lower() for each in value)
        case "path", str():
            return value.strip("/")
        case "body_type", str():
            return BodyType(value)
        case _:
            return tuple(value) if isinstance(value, list) else value


def authentication_of(kind: str, *, is_enabled: bool, options: JsonObject) -> WebhookAuthentication:
    """Read the first authentication, whose type stands apart."""
    return _authentication(kind, is_enabled, cast("JsonObject", options.get("authentication", {})))


def further_of(options: JsonObject) -> tuple[ProvenAuthentication, ...]:
    """Read the other authentications."""
    return tuple(
        ProvenAuthentication(_authentication(each["type"], each["is_enabled"], each), each["proof"])
        for each in cast("list[dict[str, Any]]", options.get("further", []))
    )


def _details(authentication: WebhookAuthentication) -> JsonObject:
    details: JsonObject = {}
    if authentication.name is not None:
        details["name"] = authentication.name
    if authentication.preset is not None:
        details["preset"] = authentication.preset.value
    if authentication.credential is not None:
        details["credential"] = authentication.credential
    if authentication.tokens is not None:
        details["tokens"] = {name: _stored(value) for name, value in asdict(authentication.tokens).items()}
    if authentication.rule is not None:
        from exeoflow.model.webhooks.signature import SignatureRule  # noqa: PLC0415 - few have one

        plain = SignatureRule()
        details["rule"] = {
            name: _stored(value)
            for name, value in asdict(authentication.rule).items()
            if value != getattr(plain, name)
        }
    return details


def _stored(value: object) -> Json:
    """Write a field's value as JSON has it."""
    match value:
        case StrEnum():
            return value.value
        case tuple():
            return list(value)
        case _:
            return cast("Json", value)


def _authentication(kind: str, is_enabled: bool, details: JsonObject) -> WebhookAuthentication:  # noqa: FBT001
    name, preset, credential = (details.get(key) for key in ("name", "preset", "credential"))
    return WebhookAuthentication(
        AuthenticationType(kind),
        is_enabled=is_enabled,
        name=None if name is None else str(name),
        preset=None if preset is None else _preset(kind, str(preset)),
        rule=_rule(cast("JsonObject | None", details.get("rule"))),
        credential=None if credential is None else str(credential),
        tokens=_tokens(cast("JsonObject | None", details.get("tokens"))),
    )


def _tokens(content: JsonObject | None) -> "TokenRule | None":
    if content is None:
        return None
    from exeoflow.model.webhooks.token_rule import TokenRule  # noqa: PLC0415 - few have one

    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value := content[name], list) else value
        for name in _names(TokenRule) & content.keys()
    }
    return TokenRule(**read)


def _preset(kind: str, name: str) -> "Preset | PublicKeyPreset":
    from exeoflow.model.webhooks.signature import Preset, PublicKeyPreset  # noqa: PLC0415 - few have one

    return PublicKeyPreset(name) if kind == AuthenticationType.PUBLIC_KEY else Preset(name)


def _rule(content: JsonObject | None) -> "SignatureRule | None":
    if content is None:
        return None
    from exeoflow.model.webhooks import signature  # noqa: PLC0415 - few have one

    algorithms = signature.PublicKeyAlgorithm if content.get("public_key") else signature.Algorithm
    words = {"encoding": signature.Encoding, "algorithm": algorithms, "key": signature.KeyForm}
    read: dict[str, Any] = {
        name: words[name](str(content[name])) if name in words else content[name]
        for name in _names(signature.SignatureRule) & content.keys()
    }
    return signature.SignatureRule(**read)


def _names(of: "type[SignatureRule | TokenRule | WebhookSettings]") -> set[str]:
    """Return the names of the fields: what a later release adds is not this one's business."""
    return {field.name for field in fields(of)}
