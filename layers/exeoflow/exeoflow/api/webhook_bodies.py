"""The bodies of webhooks' endpoints, as models."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.api.bodies import Name, RequestBody, checked_body, without_default
from exeoflow.model.json_value import JsonObject
from exeoflow.model.webhook import (
    MAX_WAIT_SECONDS,
    AuthenticationType,
    WebhookAuthentication,
    WebhookMethod,
)
from exeoflow.service.create_webhook import NewWebhook
from exeoflow.service.update_webhook import WebhookChanges

WaitSeconds = Annotated[int, Field(ge=0, le=MAX_WAIT_SECONDS)]
Method = Annotated[WebhookMethod, Field(strict=False)]
Secret = Annotated[str, Field(min_length=16, max_length=256, pattern=r"^[!-~]+$")]


class AuthenticationBody(RequestBody):
    """How callers prove who they are; `secret` is for `hmac` with a sender that makes its own."""

    type: Annotated[AuthenticationType, Field(strict=False)] = AuthenticationType.BEARER
    enabled: bool = True
    secret: Secret = Field(default="", json_schema_extra=without_default)

    @model_validator(mode="after")
    def _check_secret(self) -> "AuthenticationBody":
        if self.secret and self.type is not AuthenticationType.HMAC:
            raise PydanticCustomError("webhook-secret", "secret without hmac")
        return self

    def as_value(self) -> WebhookAuthentication:
        """Return what is stored of it."""
        return WebhookAuthentication(self.type, is_enabled=self.enabled)


class CreateWebhookBody(RequestBody):
    """A webhook to be created; `wait` is how many seconds a call waits for the end of the execution."""

    workflow_id: Annotated[str, Field(min_length=1, max_length=64)]
    name: Name
    method: Method = WebhookMethod.POST
    authentication: AuthenticationBody = AuthenticationBody()
    wait: WaitSeconds = 0
    node_id: Annotated[str, Field(min_length=1, max_length=64)] = Field(
        default="", json_schema_extra=without_default
    )


class UpdateWebhookBody(RequestBody):
    """The fields to change; what is left out keeps its value."""

    name: Name = Field(default="", json_schema_extra=without_default)
    method: Method = Field(default=WebhookMethod.POST, json_schema_extra=without_default)
    authentication: AuthenticationBody = Field(
        default=AuthenticationBody(), json_schema_extra=without_default
    )
    wait: WaitSeconds = Field(default=0, json_schema_extra=without_default)


def new_webhook(content: JsonObject) -> NewWebhook:
    """Read the body of `create_webhook`. Raises `InvalidRequest`."""
    body = checked_body(CreateWebhookBody, content)
    return NewWebhook(
        workflow_id=body.workflow_id,
        name=body.name,
        method=body.method,
        authentication=body.authentication.as_value(),
        wait_seconds=body.wait,
        node_id=body.node_id or None,
        token=body.authentication.secret or None,
    )


def webhook_changes(content: JsonObject) -> WebhookChanges:
    """Read the body of `update_webhook`. Raises `InvalidRequest`."""
    body = checked_body(UpdateWebhookBody, content)
    given = body.model_fields_set
    return WebhookChanges(
        name=body.name if "name" in given else None,
        method=body.method if "method" in given else None,
        authentication=body.authentication.as_value() if "authentication" in given else None,
        wait_seconds=body.wait if "wait" in given else None,
        token=body.authentication.secret or None,
    )
