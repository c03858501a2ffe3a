"""The fields in which a webhook differs from others, as a model that several bodies share."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from exeoflow.api.webhooks.authentication_bodies import HeaderName, Secret
from exeoflow.api.workflows.bodies import RequestBody, without_default
from exeoflow.expressions.grammar import parse_syntax
from exeoflow.expressions.values import ExpressionFault
from exeoflow.model.webhook import BodyType, digest_of
from exeoflow.model.webhook_path import MAX_LENGTH, PATTERN
from exeoflow.service.webhooks.delivery_ids import expression_in, is_header

MAX_SECRET_HEADERS = 20
MAX_ORIGINS = 20
Origin = Annotated[str, Field(max_length=300, pattern=r"^(\*|https?://[^/,\s]+)$")]
_OPTIONAL: Any = {"json_schema_extra": without_default}


def _check_delivery_id(written: str) -> str:
    if not is_header(written):
        try:
            parse_syntax(expression_in(written))
        except ExpressionFault as fault:
            raise PydanticCustomError("delivery-id-invalid", "no JSONata", {"value": written}) from fault
    return written


class SettingsBody(RequestBody):
    """`delivery_id` tells deliveries apart: a header, a path into the body, or JSONata over `$trigger`.

    `secret_headers` are kept from the workflow, from records and from logs, as those are that senders use.
    `body_type` reads bodies so, whatever their senders say; with `raw` the workflow gets them as they came.
    Pages of `allowed_origins` may call it (`*`: all). `verify_token` is what Meta sends with its challenge.
    `path` is an address of its own within the workspace, with parameters: `orders/:id`.
    """

    delivery_id: (
        Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_check_delivery_id)] | None
    ) = Field(default=None, **_OPTIONAL)
    secret_headers: Annotated[list[HeaderName], Field(max_length=MAX_SECRET_HEADERS)] = Field(
        default=[], **_OPTIONAL
    )
    body_type: Annotated[BodyType, Field(strict=False)] | None = Field(default=None, **_OPTIONAL)
    raw: bool = Field(default=False, **_OPTIONAL)
    allowed_origins: Annotated[list[Origin], Field(max_length=MAX_ORIGINS)] = Field(default=[], **_OPTIONAL)
    path: Annotated[str, Field(max_length=MAX_LENGTH, pattern=PATTERN)] | None = Field(
        default=None, **_OPTIONAL
    )
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
