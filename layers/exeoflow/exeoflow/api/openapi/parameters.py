"""The parameters of the API, by the names that `operations` uses."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.api.conditions import MAX_KEY_LENGTH
from exeoflow.api.query import MAX_LIMIT, MAX_PAGE
from exeoflow.model.execution import MAX_WAIT_SECONDS, ExecutionStatus, TriggerKind
from exeoflow.model.page import PageRequest
from exeoflow.model.stored_workflow import WorkflowStatus

Parameter = Mapping[str, Any]
_DEFAULT: Final = PageRequest()


def _parameter(place: str, name: str, description: str, schema: Parameter) -> Parameter:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": description,
        "schema": schema,
    }


def _moment(name: str, description: str) -> Parameter:
    schema = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}
    return {**_parameter("query", name, description, schema), "example": "2024-01-20T10:00:00Z"}


def _day(name: str, description: str) -> Parameter:
    schema = {"type": "string", "format": "date"}
    return {**_parameter("query", name, description, schema), "example": "2024-01-20"}


PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {
        "page": _parameter(
            "query",
            "page",
            "Number of the page, from 1.",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": _DEFAULT.number},
        ),
        "limit": _parameter(
            "query",
            "limit",
            "Size of a page.",
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": _DEFAULT.limit},
        ),
        "workflow_status": _parameter(
            "query",
            "status",
            "Only workflows with this status.",
            {"type": "string", "enum": [status.value for status in WorkflowStatus]},
        ),
        "execution_status": _parameter(
            "query",
            "status",
            "Only executions with this status.",
            {"type": "string", "enum": [status.value for status in ExecutionStatus]},
        ),
        "of_workflow": _parameter(
            "query", "workflow_id", "Only executions of this workflow.", {"type": "string"}
        ),
        "trigger": _parameter(
            "query",
            "trigger",
            "Only executions that this kind of trigger started; `manual` is a call of the API.",
            {"type": "string", "enum": [kind.value for kind in TriggerKind]},
        ),
        "trigger_node": _parameter(
            "query",
            "trigger_node",
            "Only executions that began at this trigger node; needs `workflow_id`.",
            {"type": "string"},
        ),
        "from": _moment("from", "Only executions started at this moment or later; a date is its beginning."),
        "to": _moment("to", "Only executions started at this moment or earlier; a date is its end."),
        "from_day": _day("from", "Only executions started on this day (in UTC) or later."),
        "to_day": _day("to", "Only executions started on this day (in UTC) or earlier."),
        "workflow_id": _parameter("path", "workflow_id", "Id of the workflow.", {"type": "string"}),
        "webhooks_of_workflow": _parameter(
            "query", "workflow_id", "Only webhooks of this workflow.", {"type": "string"}
        ),
        "webhook_id": _parameter("path", "webhook_id", "Id of the webhook.", {"type": "string"}),
        "notification_id": _parameter(
            "path", "notification_id", "Id of the notification.", {"type": "string"}
        ),
        "execution_id": _parameter("path", "execution_id", "Id of the execution.", {"type": "string"}),
        "wait": _parameter(
            "query",
            "wait",
            "Answer when the execution ends, or after so many seconds as it stands then.",
            {"type": "integer", "minimum": 0, "maximum": MAX_WAIT_SECONDS, "default": 0},
        ),
        "If-Match": _parameter(
            "header",
            "If-Match",
            "Change only the revision with this `ETag`; anything else is answered with 412.",
            {"type": "string", "examples": ['"3"']},
        ),
        "Idempotency-Key": _parameter(
            "header",
            "Idempotency-Key",
            "The same key and body have one effect and one answer; with another body the answer is 409.",
            {"type": "string", "minLength": 1, "maxLength": MAX_KEY_LENGTH, "pattern": "^[ -~]+$"},
        ),
        "Accept-Language": _parameter(
            "header",
            "Accept-Language",
            "Language of messages: German unless English is preferred.",
            {"type": "string", "default": "de", "examples": ["en"]},
        ),
    }
)
