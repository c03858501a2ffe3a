"""What the document says of each operation: parameters, body, answers, failures, permission."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

import exeoflow.api.notifications.bodies as notification_bodies
import exeoflow.api.webhooks.bodies as webhook_bodies
from exeoflow import errors
from exeoflow.api.openapi import answers
from exeoflow.api.workflows import bodies
from exeoflow.model.api_key import Scope

_BODY_FAILURES: Final = (errors.InvalidRequest, errors.MalformedBody, errors.PayloadTooLarge)
_SAVE_FAILURES: Final = (errors.WorkflowInvalid, errors.WorkflowTooLarge)
_CHANGE_FAILURES: Final = (errors.WorkflowNotFound, errors.WorkflowChanged, errors.PreconditionFailed)
_START_FAILURES: Final = (
    errors.WorkflowNotFound,
    errors.WorkflowEmpty,
    errors.IdempotencyKeyReused,
    errors.InputTooLarge,
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `parameters` are names of `exeoflow.api.openapi.parameters`."""

    summary: str
    tag: str
    scope: Scope
    data: type[BaseModel]
    status: HTTPStatus = HTTPStatus.OK
    parameters: tuple[str, ...] = ()
    body: type[BaseModel] | None = None
    is_body_required: bool = True
    has_entity_tag: bool = False
    failures: tuple[type[errors.ExeoflowError], ...] = ()


OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType(
    {
        "list_workflows": Operation(
            summary="List workflows, newest first",
            tag="Workflows",
            scope=Scope.WORKFLOWS_READ,
            data=answers.WorkflowList,
            parameters=("page", "limit", "workflow_status"),
            failures=(errors.InvalidRequest,),
        ),
        "create_workflow": Operation(
            summary="Create a workflow; it is checked, stored and made executable",
            tag="Workflows",
            scope=Scope.WORKFLOWS_WRITE,
            data=answers.WorkflowShown,
            status=HTTPStatus.CREATED,
            parameters=("Idempotency-Key",),
            body=bodies.CreateWorkflowBody,
            has_entity_tag=True,
            failures=(*_BODY_FAILURES, *_SAVE_FAILURES, errors.IdempotencyKeyReused),
        ),
        "validate_workflow": Operation(
            summary="Check and compile a workflow without storing it",
            tag="Workflows",
            scope=Scope.WORKFLOWS_READ,
            data=answers.WorkflowValidation,
            body=bodies.ValidateWorkflowBody,
            failures=_BODY_FAILURES,
        ),
        "get_workflow": Operation(
            summary="Read a workflow",
            tag="Workflows",
            scope=Scope.WORKFLOWS_READ,
            data=answers.WorkflowShown,
            parameters=("workflow_id",),
            has_entity_tag=True,
            failures=(errors.WorkflowNotFound,),
        ),
        "update_workflow": Operation(
            summary="Change a workflow; fields that are left out keep their value",
            tag="Workflows",
            scope=Scope.WORKFLOWS_WRITE,
            data=answers.WorkflowShown,
            parameters=("workflow_id", "If-Match"),
            body=bodies.UpdateWorkflowBody,
            has_entity_tag=True,
            failures=(*_BODY_FAILURES, *_SAVE_FAILURES, *_CHANGE_FAILURES, errors.TriggerRefused),
        ),
        "delete_workflow": Operation(
            summary="Delete a workflow; its running executions are ended, the records of all stay",
            tag="Workflows",
            scope=Scope.WORKFLOWS_WRITE,
            data=answers.Message,
            parameters=("workflow_id", "If-Match"),
            failures=_CHANGE_FAILURES,
        ),
        "set_workflow_status": Operation(
            summary="Switch the triggers of a workflow on or off",
            tag="Workflows",
            scope=Scope.WORKFLOWS_WRITE,
            data=answers.WorkflowStatusShown,
            parameters=("workflow_id", "If-Match"),
            body=bodies.SetWorkflowStatusBody,
            has_entity_tag=True,
            failures=(*_BODY_FAILURES, *_CHANGE_FAILURES, errors.TriggerRefused),
        ),
        "execute_workflow": Operation(
            summary="Start a workflow by hand, whatever its status",
            tag="Workflows",
            scope=Scope.WORKFLOWS_EXECUTE,
            data=answers.ExecutionStarted,
            status=HTTPStatus.ACCEPTED,
            parameters=("workflow_id", "Idempotency-Key"),
            body=bodies.ExecuteWorkflowBody,
            is_body_required=False,
            failures=(*_BODY_FAILURES, *_START_FAILURES),
        ),
        "get_workflow_definition": Operation(
            summary="Read the state machine that a workflow compiles to",
            tag="Workflows",
            scope=Scope.WORKFLOWS_READ,
            data=answers.WorkflowDefinition,
            parameters=("workflow_id",),
            has_entity_tag=True,
            failures=(errors.WorkflowNotFound, errors.WorkflowEmpty),
        ),
        "get_workflow_stats": Operation(
            summary="Read how often, how well and how fast a workflow has run",
            tag="Executions",
            scope=Scope.EXECUTIONS_READ,
            data=answers.WorkflowStatsShown,
            parameters=("workflow_id", "from_day", "to_day"),
            failures=(errors.InvalidRequest, errors.WorkflowNotFound),
        ),
        "list_executions": Operation(
            summary="List executions, newest first",
            tag="Executions",
            scope=Scope.EXECUTIONS_READ,
            data=answers.ExecutionList,
            parameters=(
                "page",
                "limit",
                "of_workflow",
                "execution_status",
                "trigger",
                "trigger_node",
                "from",
                "to",
            ),
            failures=(errors.InvalidRequest,),
        ),
        "get_execution": Operation(
            summary="Read an execution with its steps, at once or when it ends",
            tag="Executions",
            scope=Scope.EXECUTIONS_READ,
            data=answers.ExecutionShown,
            parameters=("execution_id", "wait"),
            failures=(errors.InvalidRequest, errors.ExecutionNotFound),
        ),
        "cancel_execution": Operation(
            summary="End a running execution",
            tag="Executions",
            scope=Scope.EXECUTIONS_WRITE,
            data=answers.ExecutionCancelled,
            parameters=("execution_id",),
            failures=(errors.ExecutionNotFound, errors.ExecutionFinished, errors.ExecutionStarting),
        ),
        "retry_execution": Operation(
            summary="Run again what an execution ran: same input, same trigger, the newest workflow",
            tag="Executions",
            scope=Scope.WORKFLOWS_EXECUTE,
            data=answers.ExecutionRetried,
            status=HTTPStatus.ACCEPTED,
            parameters=("execution_id", "Idempotency-Key"),
            failures=(
                errors.InvalidRequest,
                errors.ExecutionNotFound,
                errors.ExecutionRunning,
                errors.WorkflowGone,
                errors.WorkflowEmpty,
                errors.TriggerGone,
                errors.IdempotencyKeyReused,
                errors.InputTooLarge,
            ),
        ),
        "list_webhooks": Operation(
            summary="List webhooks, newest first",
            tag="Webhooks",
            scope=Scope.WEBHOOKS_READ,
            data=answers.WebhookList,
            parameters=("page", "limit", "webhooks_of_workflow"),
            failures=(errors.InvalidRequest,),
        ),
        "create_webhook": Operation(
            summary="Give a workflow an address that starts it; the token is shown this once",
            tag="Webhooks",
            scope=Scope.WEBHOOKS_WRITE,
            data=answers.WebhookShown,
            status=HTTPStatus.CREATED,
            body=webhook_bodies.CreateWebhookBody,
            failures=(*_BODY_FAILURES, errors.WorkflowNotFound),
        ),
        "get_webhook": Operation(
            summary="Read a webhook, without its token",
            tag="Webhooks",
            scope=Scope.WEBHOOKS_READ,
            data=answers.WebhookShown,
            parameters=("webhook_id",),
            failures=(errors.WebhookNotFound,),
        ),
        "update_webhook": Operation(
            summary="Change a webhook; another type of authentication makes a new token, shown this once",
            tag="Webhooks",
            scope=Scope.WEBHOOKS_WRITE,
            data=answers.WebhookShown,
            parameters=("webhook_id",),
            body=webhook_bodies.UpdateWebhookBody,
            failures=(*_BODY_FAILURES, errors.WebhookNotFound, errors.WebhookChanged),
        ),
        "delete_webhook": Operation(
            summary="Delete a webhook; that of a trigger goes with its node",
            tag="Webhooks",
            scope=Scope.WEBHOOKS_WRITE,
            data=answers.Message,
            parameters=("webhook_id",),
            failures=(errors.WebhookNotFound, errors.WebhookOfTrigger),
        ),
        "rotate_webhook_token": Operation(
            summary="Replace the token of a webhook; the new one is shown this once",
            tag="Webhooks",
            scope=Scope.WEBHOOKS_WRITE,
            data=answers.WebhookShown,
            parameters=("webhook_id",),
            failures=(errors.WebhookNotFound, errors.WebhookChanged),
        ),
        "list_notifications": Operation(
            summary="List notifications, newest first",
            tag="Notifications",
            scope=Scope.NOTIFICATIONS_READ,
            data=answers.NotificationList,
            parameters=("page", "limit"),
            failures=(errors.InvalidRequest,),
        ),
        "create_notification": Operation(
            summary="Register an address that is told how executions end; the secret is shown this once",
            tag="Notifications",
            scope=Scope.NOTIFICATIONS_WRITE,
            data=answers.NotificationCreated,
            status=HTTPStatus.CREATED,
            body=notification_bodies.CreateNotificationBody,
            failures=(*_BODY_FAILURES, errors.WorkflowNotFound, errors.TooManyNotifications),
        ),
        "get_notification": Operation(
            summary="Read a notification, without its secret",
            tag="Notifications",
            scope=Scope.NOTIFICATIONS_READ,
            data=answers.NotificationShown,
            parameters=("notification_id",),
            failures=(errors.NotificationNotFound,),
        ),
        "update_notification": Operation(
            summary="Change a notification; fields that are left out keep their value, as does the secret",
            tag="Notifications",
            scope=Scope.NOTIFICATIONS_WRITE,
            data=answers.NotificationShown,
            parameters=("notification_id",),
            body=notification_bodies.UpdateNotificationBody,
            failures=(
                *_BODY_FAILURES,
                errors.NotificationNotFound,
                errors.WorkflowNotFound,
                errors.NotificationChanged,
            ),
        ),
        "delete_notification": Operation(
            summary="Delete a notification; what is on its way is dropped",
            tag="Notifications",
            scope=Scope.NOTIFICATIONS_WRITE,
            data=answers.Message,
            parameters=("notification_id",),
            failures=(errors.NotificationNotFound,),
        ),
    }
)
"""Operation -> its description; those that answer without the envelope are described in `document`."""

EVERYWHERE: Final = (
    errors.Unauthorized,
    errors.Forbidden,
    errors.RateLimited,
    errors.ExeoflowError,
    errors.Unavailable,
)
"""What every operation may answer."""
