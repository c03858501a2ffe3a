"""The bodies of webhooks' endpoints, as models."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from exeoflow.api.workflows.bodies import Name, RequestBody, checked_body, without_default
from exeoflow.model.execution import MAX_WAIT_SECONDS
from exeoflow.model.json import JsonObject
from exeoflow.model.webhook import (
    AuthenticationType,
    WebhookAuthentication,
    WebhookMethod,
)
from exeoflow.service.webhooks.create import NewWebhook
from exeoflow.service.webhooks.update import WebhookChanges

WaitSeconds = Annotated[int, Field(ge=0, le=MAX_WAIT_SECONDS)]
Method = Annotated[WebhookMethod, Field(strict=False)]
Secret = Annotated[str, Field(min_length=16, max_length=256, pattern=r"^[!-~]+$")]


class BearerBody(RequestBody):
    """Callers send the token."""

    # `hmac` never comes here, but whoever wrote neither must be told both.
    type: Annotated[
        Literal["bearer", "hmac"], WithJsonSchema({"const": "bearer", "type": "string", "default": "bearer"})
    ] = "bearer"
    enabled: bool = True


class HmacBody(RequestBody):
    """Callers sign with the token; `secret` is for a sender that makes its own."""

    type: Literal["hmac"]
    enabled: bool = True
    secret: Secret = Field(default="", json_schema_extra=without_default)


def _type_of(body: object) -> str:
    # Whatever is neither is told so by the form that has no `secret`.
    kind = body.get("type") if isinstance(body, dict) else getattr(body, "type", None)
    return "hmac" if kind == "hmac" else "bearer"


AuthenticationBody = Annotated[
    Annotated[BearerBody, Tag("bearer")] | Annotated[HmacBody, Tag("hmac")], Discriminator(_type_of)
]


class CreateWebhookBody(RequestBody):
    """A webhook to be created; `wait` is how many seconds a call waits for the end of the execution."""

    workflow_id: Annotated[str, Field(min_length=1, max_length=64)]
    name: Name
    method: Method = WebhookMethod.POST
    authentication: AuthenticationBody = BearerBody()
    wait: WaitSeconds = 0
    node_id: Annotated[str, Field(min_length=1, max_length=64)] = Field(
        default="", json_schema_extra=without_default
    )


class UpdateWebhookBody(RequestBody):
    """The fields to change; what is left out keeps its value."""

    name: Name = Field(default="", json_schema_extra=without_default)
    method: Method = Field(default=WebhookMethod.POST, json_schema_extra=without_default)
    authentication: AuthenticationBody = Field(default=BearerBody(), json_schema_extra=without_default)
    wait: WaitSeconds = Field(default=0, json_schema_extra=without_default)


def new_webhook(content: JsonObject) -> NewWebhook:
    """Read the body of `create_webhook`. Raises `InvalidRequest`."""
    body = checked_body(CreateWebhookBody, content)
    return NewWebhook(
        workflow_id=body.workflow_id,
        name=body.name,
        method=body.method,
        authentication=_authentication(body.authentication),
        wait_seconds=body.wait,
        node_id=body.node_id or None,
        token=_secret(body.authentication),
    )


def webhook_changes(content: JsonObject) -> WebhookChanges:
    """Read the body of `update_webhook`. Raises `InvalidRequest`."""
    body = checked_body(UpdateWebhookBody, content)
    given = body.model_fields_set
    return WebhookChanges(
        name=body.name if "name" in given else None,
        method=body.method if "method" in given else None,
        authentication=_authentication(body.authentication) if "authentication" in given else None,
        wait_seconds=body.wait if "wait" in given else None,
        token=_secret(body.authentication),
    )


def _authentication(body: BearerBody | HmacBody) -> WebhookAuthentication:
    return WebhookAuthentication(AuthenticationType(body.type), is_enabled=body.enabled)


def _secret(body: BearerBody | HmacBody) -> str | None:
    return body.secret or None if isinstance(body, HmacBody) else None
