"""The endpoints of notifications."""

from http import HTTPStatus
from typing import Final

from exeoflow import errors
from exeoflow.api.notifications.answers import NotificationCreated, NotificationList, NotificationShown
from exeoflow.api.operation import BODY_FAILURES, Body, Operation
from exeoflow.api.parameters import IDEMPOTENCY_KEY, PAGING
from exeoflow.api.samples import ONE_PAGE, SECRET, TIME
from exeoflow.api.schema import Message
from exeoflow.model.api_key import Scope
from exeoflow.model.notification import NotificationEvent

_SHOWN: Final[NotificationShown] = {
    "id": "nt_01hm4nc3d4e5f6g7h8j9k0m1n2",
    "url": "https://example.com/ends",
    "events": [NotificationEvent.EXECUTION_FAILED],
    "workflow_id": None,
    "enabled": True,
    "created_at": TIME,
    "updated_at": TIME,
}

LIST_NOTIFICATIONS: Final = Operation(
    name="list_notifications",
    method="GET",
    path="/v1/notifications",
    scope=Scope.NOTIFICATIONS_READ,
    tag="Notifications",
    summary="List notifications, newest first",
    parameters=PAGING,
    failures=(errors.InvalidRequest,),
    data=NotificationList,
    example={"notifications": [_SHOWN], "pagination": ONE_PAGE},
)

CREATE_NOTIFICATION: Final = Operation(
    name="create_notification",
    method="POST",
    path="/v1/notifications",
    scope=Scope.NOTIFICATIONS_WRITE,
    tag="Notifications",
    summary="Register an address that is told how executions end; the secret is shown this once",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(
        "exeoflow.api.notifications.bodies:CreateNotificationBody",
        {"url": "https://example.com/ends", "events": ["execution.failed"]},
    ),
    failures=(
        *BODY_FAILURES,
        errors.WorkflowNotFound,
        errors.TooManyNotifications,
        errors.IdempotencyKeyReused,
    ),
    status=HTTPStatus.CREATED,
    data=NotificationCreated,
    example={**_SHOWN, "secret": SECRET},
)

GET_NOTIFICATION: Final = Operation(
    name="get_notification",
    method="GET",
    path="/v1/notifications/{notification_id}",
    scope=Scope.NOTIFICATIONS_READ,
    tag="Notifications",
    summary="Read a notification, without its secret",
    failures=(errors.NotificationNotFound,),
    data=NotificationShown,
    example=_SHOWN,
)

UPDATE_NOTIFICATION: Final = Operation(
    name="update_notification",
    method="PUT",
    path="/v1/notifications/{notification_id}",
    scope=Scope.NOTIFICATIONS_WRITE,
    tag="Notifications",
    summary="Change a notification; fields that are left out keep their value, as does the secret",
    body=Body("exeoflow.api.notifications.bodies:UpdateNotificationBody", {"enabled": False}),
    failures=(
        *BODY_FAILURES,
        errors.NotificationNotFound,
        errors.WorkflowNotFound,
        errors.NotificationChanged,
    ),
    data=NotificationShown,
    example={**_SHOWN, "enabled": False},
)

DELETE_NOTIFICATION: Final = Operation(
    name="delete_notification",
    method="DELETE",
    path="/v1/notifications/{notification_id}",
    scope=Scope.NOTIFICATIONS_WRITE,
    tag="Notifications",
    summary="Delete a notification; what is on its way is dropped",
    failures=(errors.NotificationNotFound,),
    data=Message,
    example={"message": "Benachrichtigung erfolgreich gelöscht"},
)
