"""The node that waits: a while, until a moment, or for a call."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Flag, Whole
from exeoflow.nodes.fields import INPUT, Config, Dynamic, example
from exeoflow.nodes.formats.timestamp import Timestamp
from exeoflow.nodes.logic.approval import (
    ASKING_PERMISSIONS,
    PATIENCE_SECONDS,
    TIMED_OUT,
    TIMEOUT_HANDLE,
    Patience,
    request_answer,
)
from exeoflow.nodes.lowering import Bindings, Pause, Task
from exeoflow.nodes.node_type import Handle, Kind, NodeType, Origin, Path

MAX_WAIT_SECONDS = 99_999_999
"""The longest `Seconds` of a Wait state."""


class WaitConfig(Config, json_schema_extra=example(seconds=3600)):
    """Waits a number of seconds, until a moment, or for a call to its own address, at most `timeout`."""

    seconds: Dynamic[Annotated[Whole, Field(ge=0, le=MAX_WAIT_SECONDS)]] | None = None
    until: Dynamic[Timestamp] | None = None
    call: Flag = False
    timeout: Patience = PATIENCE_SECONDS

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if [self.seconds is not None, self.until is not None, self.call].count(True) != 1:
            raise PydanticCustomError("wait-seconds-or-until", "one of seconds, until and call")
        if "timeout" in self.model_fields_set and not self.call:
            raise PydanticCustomError("wait-timeout", "only with call")
        return self


def wait_errors(config: WaitConfig) -> Mapping[str, str]:
    """That no call came is told by an error."""
    return {TIMEOUT_HANDLE: TIMED_OUT} if config.call else {}


def lower_wait(config: WaitConfig, bindings: Bindings) -> Pause | Task:
    """A Wait state, or a task that is done when the call has come."""
    if config.call:
        return _lower_call(config, bindings)
    if config.until is not None:
        until = bindings.value(config.until)
        return Pause(until=until if isinstance(until, str) else str(until))
    seconds = bindings.value(config.seconds)
    return Pause(seconds=seconds if isinstance(seconds, (int, str)) else None)


def _lower_call(config: WaitConfig, bindings: Bindings) -> Task:
    """The call's data are the result."""
    return request_answer("call", {}, config.timeout, {TIMEOUT_HANDLE: "{% null %}"}, bindings)


def _origin(config: Mapping[str, Any], path: Path) -> Origin | None:
    """Its output is its input, unless it is what a call brought."""
    return None if config.get("call") else Origin(INPUT, path)


WAIT = NodeType(
    "wait",
    Kind.LOGIC,
    WaitConfig,
    lower_wait,
    (Handle(), Handle(TIMEOUT_HANDLE, when="call")),  # by which a call leaves that does not come
    wait_errors,
    task_field="call",
    takes_time=True,
    origin=_origin,
    permissions=ASKING_PERMISSIONS,
)
