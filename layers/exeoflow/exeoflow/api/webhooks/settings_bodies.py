"""The fields in which a webhook differs from others, as a model that several bodies share."""

from typing import Any

from pydantic import Field

from exeoflow.api.bodies.request_body import RequestBody, without_default
from exeoflow.api.webhooks.authentication_bodies import Secret
from exeoflow.model.webhooks.webhook import digest_of
from exeoflow.nodes.formats.webhook_fields import (
    BodyKind,
    DeliveryId,
    HeaderNames,
    OpenMethods,
    Origins,
    ParameterNames,
    Path,
)

_OPTIONAL: Any = {"json_schema_extra": without_default}


class SettingsBody(RequestBody):
    """`delivery_id` tells deliveries apart: a header, a path into the body, or JSONata over `$trigger`.

    `secret_headers` and `secret_parameters` (of the query) are kept from the workflow, from records and from
    logs, as those are that senders use.
    `body_type` reads bodies so, whatever their senders say; with `raw` the workflow gets them as they came;
    with `exact_numbers` numbers of JSON that expressions would round, of more than 15 digits, are texts;
    with `keep_files` it gets files of `multipart` and `binary` bodies by reference, whatever their size.
    Pages of `allowed_origins` may call it (`*`: all). `verify_token` is what Meta sends with its challenge.
    `path` is an address of its own within the workspace, with parameters: `orders/:id`. By `open_methods`
    anybody may call, such as a sender that asks for a challenge by `GET` and signs what it sends by `POST`.
    """

    delivery_id: DeliveryId | None = Field(default=None, **_OPTIONAL)
    secret_headers: HeaderNames = Field(default=[], **_OPTIONAL)
    secret_parameters: ParameterNames = Field(default=[], **_OPTIONAL)
    body_type: BodyKind | None = Field(default=None, **_OPTIONAL)
    raw: bool = Field(default=False, **_OPTIONAL)
    exact_numbers: bool = Field(default=False, **_OPTIONAL)
    keep_files: bool = Field(default=False, **_OPTIONAL)
    allowed_origins: Origins = Field(default=[], **_OPTIONAL)
    path: Path | None = Field(default=None, **_OPTIONAL)
    open_methods: OpenMethods = Field(default=[], **_OPTIONAL)
    verify_token: Secret | None = Field(default=None, **_OPTIONAL)


def settings_in(body: SettingsBody) -> dict[str, Any]:
    """Return the settings that the body names, as the fields of `WebhookSettings`."""
    given: dict[str, Any] = {}
    for name in body.model_fields_set & SettingsBody.model_fields.keys():
        value = getattr(body, name)
        given[name] = tuple(value) if isinstance(value, list) else value
    if "verify_token" in given:
        token = given.pop("verify_token")
        given["verify_hash"] = None if token is None else digest_of(token)
    if given.get("path") is not None:
        given["path"] = given["path"].strip("/")
    if "secret_headers" in given:
        given["secret_headers"] = tuple(name.lower() for name in given["secret_headers"])
    return given
