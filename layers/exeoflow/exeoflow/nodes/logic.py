"""Configuration of the nodes that steer the flow."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Flag, Whole
from exeoflow.nodes.approval import PATIENCE_SECONDS, TIMED_OUT, TIMEOUT_HANDLE, Patience
from exeoflow.nodes.fields import Config, Dynamic, ExpressionText, HandleName, Templated, Text, Value
from exeoflow.nodes.node_type import Handles
from exeoflow.nodes.timestamp import Timestamp

MAX_WAIT_SECONDS = 99_999_999
"""The longest `Seconds` of a Wait state."""

MAX_CONCURRENCY = 40
"""The iterations that an inline Map state runs at a time."""

DEFAULT_HANDLE = "default"
ERROR_HANDLE = "error"
RESERVED_HANDLES = frozenset({DEFAULT_HANDLE, ERROR_HANDLE})


class ConditionConfig(Config):
    """Fires `true` if the expression holds, else `false`."""

    expression: ExpressionText


def condition_handles(_: ConditionConfig) -> Handles:
    """The two ways out of a condition."""
    return ("true", "false")


class SwitchCase(Config):
    """One handle of a switch and the expression that opens it."""

    handle: HandleName
    expression: ExpressionText


class SwitchConfig(Config):
    """Fires the first case that holds, or every one that holds; `default` if none does."""

    cases: tuple[SwitchCase, ...] = Field(max_length=100)
    mode: Literal["first", "all"] = "first"

    @field_validator("cases")
    @classmethod
    def _check_handles(cls, cases: tuple[SwitchCase, ...]) -> tuple[SwitchCase, ...]:
        count = Counter(case.handle for case in cases)
        for handle in count:
            if handle in RESERVED_HANDLES:
                raise PydanticCustomError("handle-reserved", "reserved", {"handle": handle})
            if count[handle] > 1:
                raise PydanticCustomError("handle-duplicate", "duplicate", {"handle": handle})
        return cases


def switch_handles(config: SwitchConfig) -> Handles:
    """The cases in the author's order, then `default`."""
    return (*(case.handle for case in config.cases), DEFAULT_HANDLE)


class MergeConfig(Config):
    """Says in which form a join yields what comes in."""

    mode: Literal["object", "append", "shallow", "first"] = "object"


class ForEachConfig(Config):
    """Runs its body for each item, at most `concurrency` at a time."""

    items: Value
    concurrency: Annotated[Whole, Field(ge=1, le=MAX_CONCURRENCY)] = 1


def for_each_handles(_: ForEachConfig) -> Handles:
    """`loop` once per item, `done` once at the end."""
    return ("loop", "done")


class WaitConfig(Config):
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


def wait_handles(config: WaitConfig) -> Handles:
    """A call that does not come leaves by a handle of its own."""
    return (None, TIMEOUT_HANDLE) if config.call else (None,)


def wait_errors(config: WaitConfig) -> Mapping[str, str]:
    """That no call came is told by an error."""
    return {TIMEOUT_HANDLE: TIMED_OUT} if config.call else {}


class StopConfig(Config):
    """Ends its path; with `failed` the whole execution."""

    status: Literal["success", "failed"] = "success"
    code: Text = "Workflow.Stopped"
    message: Annotated[str, Field(max_length=10_000), Templated()] = ""


def stop_handles(_: StopConfig) -> Handles:
    """Nothing follows a stop."""
    return ()
