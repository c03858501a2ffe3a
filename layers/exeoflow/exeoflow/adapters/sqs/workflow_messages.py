"""Messages of others: which workflow to start."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exeoflow.diagnostics import field_diagnostics
from exeoflow.errors import InvalidRequest
from exeoflow.model.execution import TriggerKind
from exeoflow.service.executions.starting.start_by_event import Occurrence

DEFAULT_WORKSPACE: Final = "default"


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    workflow_id: str
    workspace: str = DEFAULT_WORKSPACE
    trigger: str | None = None
    input: dict[str, Any] = Field(default_factory=dict)
    deduplication_id: str | None = None


def named_workflow(message_id: str, content: object) -> Occurrence:
    """Return the start of the workflow that the message names. Raises `InvalidRequest`."""
    try:
        message = _Message.model_validate(content)
    except ValidationError as error:
        raise InvalidRequest(*field_diagnostics(error, content)) from error
    return Occurrence(
        workspace=message.workspace,
        workflow_id=message.workflow_id,
        kind=TriggerKind.QUEUE,
        id=message.deduplication_id or message_id,
        data=message.input,
        node_id=message.trigger,
    )
