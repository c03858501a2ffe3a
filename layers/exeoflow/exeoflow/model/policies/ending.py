"""What ends executions from outside: events that say that they are not wanted any more."""

from typing import Annotated, Any

from pydantic import Field

from exeoflow.model.policies.starting import Policy, StartKey

EventKey = Annotated[str, Field(max_length=200, pattern=r"^\$event(\.[A-Za-z_][A-Za-z0-9_-]*)+$")]


class SameValue(Policy):
    """A path into what started an execution, and one into an event: the same value must stand at both."""

    trigger: StartKey
    event: EventKey


class CancelOn(Policy):
    """Events that cancel a workflow's running executions; with `match` only those that they are about."""

    pattern: dict[str, Any]
    match: SameValue | None = None
