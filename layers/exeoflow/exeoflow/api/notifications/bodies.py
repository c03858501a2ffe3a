"""The bodies of notifications' endpoints, as models."""

from typing import Annotated, Final

from pydantic import Field, WithJsonSchema

from exeoflow.api.bodies.request_body import RequestBody, checked_body, without_default
from exeoflow.model.json import JsonObject
from exeoflow.model.notification import NotificationEvent
from exeoflow.service.notifications.create import NewNotification
from exeoflow.service.notifications.update import NotificationChanges

MAX_URL: Final = 2_000
_PORT: Final = "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}"
# What is always taken; what else is an address is known to who sends there (`Receivers.fault_of`).
_URL: Final = {
    "type": "string",
    "maxLength": MAX_URL,
    "pattern": f"^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:({_PORT}))?(/[!-~]*)?$",
    "description": "With `http://` only if the parameter `HttpAllowedHosts` names the host.",
}
Url = Annotated[str, Field(min_length=1, max_length=MAX_URL), WithJsonSchema(_URL)]
Events = Annotated[
    list[Annotated[NotificationEvent, Field(strict=False)]],
    Field(min_length=1, max_length=len(NotificationEvent)),
]
WorkflowId = Annotated[str, Field(min_length=1, max_length=64)]


class CreateNotificationBody(RequestBody):
    """A notification to be created; without `workflow_id` it is told of every workflow of the workspace."""

    url: Url
    events: Events = Field(default=list(NotificationEvent))
    workflow_id: WorkflowId | None = None
    enabled: bool = True


class UpdateNotificationBody(RequestBody):
    """The fields to change; what is left out keeps its value."""

    url: Url = Field(default="", json_schema_extra=without_default)
    events: Events = Field(default=list(NotificationEvent), json_schema_extra=without_default)
    workflow_id: WorkflowId | None = Field(default=None, json_schema_extra=without_default)
    enabled: bool = Field(default=True, json_schema_extra=without_default)


def new_notification(content: JsonObject) -> NewNotification:
    """Read the body of `create_notification`. Raises `InvalidRequest`."""
    body = checked_body(CreateNotificationBody, content)
    return NewNotification(body.url, frozenset(body.events), body.workflow_id, body.enabled)


def notification_changes(content: JsonObject) -> NotificationChanges:
    """Read the body of `update_notification`. Raises `InvalidRequest`."""
    body = checked_body(UpdateNotificationBody, content)
    given = body.model_fields_set
    return NotificationChanges(
        url=body.url if "url" in given else None,
        events=frozenset(body.events) if "events" in given else None,
        is_enabled=body.enabled if "enabled" in given else None,
        changes_workflow="workflow_id" in given,
        workflow_id=body.workflow_id,
    )
