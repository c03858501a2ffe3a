"""The bodies of webhooks' endpoints, as models."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from exeoflow.api.bodies.request_body import Name, checked_body, without_default
from exeoflow.api.webhooks.authentication_bodies import (
    MAX_AUTHENTICATIONS,
    AuthenticationBody,
    BearerBody,
)
from exeoflow.api.webhooks.authentication_rules import first_and_further
from exeoflow.api.webhooks.settings_bodies import SettingsBody, settings_in
from exeoflow.model.execution import MAX_WAIT_SECONDS
from exeoflow.model.json import JsonObject
from exeoflow.model.webhooks.webhook import WebhookMethod, WebhookSettings
from exeoflow.nodes.formats.webhook_fields import Methods
from exeoflow.service.webhooks.create import NewWebhook
from exeoflow.service.webhooks.update import WebhookChanges


def _count_of(body: object) -> str:
    return "several" if isinstance(body, list) else "one"


WaitSeconds = Annotated[int, Field(ge=0, le=MAX_WAIT_SECONDS)]
AuthenticationBodies = Annotated[
    Annotated[AuthenticationBody, Tag("one")]
    | Annotated[
        list[AuthenticationBody], Field(min_length=1, max_length=MAX_AUTHENTICATIONS), Tag("several")
    ],
    Discriminator(_count_of),
]
"""One, or several of which one suffices."""


class CreateWebhookBody(SettingsBody):
    """A webhook to be created; `wait` is how many seconds a call waits for the end of the execution."""

    workflow_id: Annotated[str, Field(min_length=1, max_length=64)]
    name: Name
    method: Methods = WebhookMethod.POST
    authentication: AuthenticationBodies = Field(
        default_factory=BearerBody, json_schema_extra={"default": {"type": "bearer", "enabled": True}}
    )
    wait: WaitSeconds = 0
    node_id: Annotated[str, Field(min_length=1, max_length=64)] = Field(
        default="", json_schema_extra=without_default
    )


class UpdateWebhookBody(SettingsBody):
    """The fields to change; what is left out keeps its value."""

    name: Name = Field(default="", json_schema_extra=without_default)
    method: Methods = Field(default=WebhookMethod.POST, json_schema_extra=without_default)
    authentication: AuthenticationBodies = Field(
        default_factory=BearerBody, json_schema_extra=without_default
    )
    wait: WaitSeconds = Field(default=0, json_schema_extra=without_default)


def new_webhook(content: JsonObject) -> NewWebhook:
    """Read the body of `create_webhook`. Raises `InvalidRequest`."""
    body = checked_body(CreateWebhookBody, content)
    authentication, token, further = first_and_further(body.authentication)
    return NewWebhook(
        workflow_id=body.workflow_id,
        name=body.name,
        methods=_methods(body.method),
        authentication=authentication,
        wait_seconds=body.wait,
        node_id=body.node_id or None,
        token=token,
        further=further,
        settings=WebhookSettings(**settings_in(body)),
    )


def webhook_changes(content: JsonObject) -> WebhookChanges:
    """Read the body of `update_webhook`. Raises `InvalidRequest`."""
    body = checked_body(UpdateWebhookBody, content)
    given = body.model_fields_set
    authentication, token, further = first_and_further(body.authentication)
    return WebhookChanges(
        name=body.name if "name" in given else None,
        methods=_methods(body.method) if "method" in given else None,
        authentication=authentication if "authentication" in given else None,
        wait_seconds=body.wait if "wait" in given else None,
        token=token,
        further=further,
        settings=settings_in(body),
    )


def _methods(written: WebhookMethod | list[WebhookMethod]) -> tuple[WebhookMethod, ...]:
    return tuple(dict.fromkeys(written)) if isinstance(written, list) else (written,)
