"""The graph that an author draws: nodes, connections and settings, exactly as the API takes them."""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.policies.ending import CancelOn
from exeoflow.model.policies.input_schema import check_schema
from exeoflow.model.policies.starting import CatchUp, Concurrency, Debounce, StartRate
from exeoflow.model.scalars import Flag, Number, Whole

Identifier = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
ErrorName = Annotated[str, Field(min_length=1, max_length=128)]


class _Value(BaseModel):
    # Built when it is first read: what takes only settings need not know nodes.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Position(_Value):
    """Where an editor draws the node; without meaning for the execution."""

    x: Number
    y: Number


class Retry(_Value):
    """Retries of a failed node, as an ASL Retrier: `interval` in seconds grows by the factor `backoff`.

    No pause is longer than `max_interval`; with `jitter` each is anything between nothing and its length.
    """

    max_attempts: Whole = Field(default=3, ge=1, le=99)
    interval: Whole = Field(default=1, ge=1, le=86_400)
    backoff: Number = Field(default=2, ge=1, le=100)
    max_interval: Whole | None = Field(default=None, ge=1, le=31_622_400)
    jitter: Flag = False
    errors: tuple[ErrorName, ...] = ()


class ErrorRule(_Value):
    """What happens with the named errors of a node; every other error fails the execution."""

    action: Literal["continue", "branch"]
    errors: tuple[ErrorName, ...] = Field(min_length=1)


def _form_of(on_error: object) -> str:
    """A word or a rule: told apart first, so that a fault speaks of the form that was meant."""
    return "word" if isinstance(on_error, str) else "rule"


OnError = Annotated[
    Annotated[Literal["fail", "continue", "branch"], Tag("word")] | Annotated[ErrorRule, Tag("rule")],
    Discriminator(_form_of),
]


class Node(_Value):
    """One step of a workflow; `exeoflow.nodes` checks its `config` by its `type`, `timeout` is in seconds."""

    id: Identifier
    type: str = Field(min_length=1, max_length=64)
    config: dict[str, Any] = Field(default_factory=dict)
    name: str | None = Field(default=None, min_length=1, max_length=200)
    position: Position | None = None
    retry: Retry | None = None
    timeout: Whole | None = Field(default=None, ge=1, le=31_536_000)
    on_error: OnError = "fail"
    when_empty: Literal["continue", "stop"] = "continue"
    disabled: Flag = False


class Connection(_Value):
    """Leads from a handle of one node to another node; `None` is the node's only ordinary handle."""

    source: str = Field(min_length=1, max_length=64)
    target: str = Field(min_length=1, max_length=64)
    source_handle: str | None = Field(default=None, min_length=1, max_length=64)


# null is the same as nothing
_BOTH: Final[dict[str, Any]] = {
    "required": ["concurrency", "debounce"],
    "properties": {"concurrency": {"type": "object"}, "debounce": {"type": "object"}},
}


class Settings(_Value):
    """What holds for the whole workflow. `max_iterations` bounds every loop that is not a `for_each`.

    `error_workflow` is the id of the workflow that is started when an execution of this one fails.
    """

    model_config = ConfigDict(json_schema_extra={"not": _BOTH})

    max_iterations: Whole = Field(default=100, ge=1, le=1000)
    error_workflow: str | None = Field(default=None, pattern=r"^wf_[0-9A-Za-z]{1,60}$")
    record_data: Literal["all", "errors", "none"] = "all"
    """Of which steps inputs and outputs are shown: all, those that failed, or none."""
    mode: Literal["standard", "express", "auto"] = "standard"
    """How it runs for callers that wait: `express` costs less, runs at most once and keeps fewer traces.

    `auto` is `express` where nothing outside is called.
    """
    timeout: Whole | None = Field(default=None, ge=1, le=31_536_000)
    """After how many seconds an execution that still runs fails with `States.Timeout`."""
    concurrency: Concurrency | None = None
    rate: StartRate | None = None
    debounce: Debounce | None = None
    catch_up: CatchUp | None = None
    """Which of the times that schedules missed are made up for; none without it."""
    cancel_on: tuple[CancelOn, ...] = Field(default=(), max_length=5)
    """Events that cancel running executions, while the workflow is active."""
    input_schema: Annotated[dict[str, Any], AfterValidator(check_schema)] | None = None
    """What callers must send, as JSON Schema (draft 2020-12): the input, or the body of a webhook's call."""

    @model_validator(mode="after")
    def _waits_for_one_thing(self) -> Self:
        if self.debounce is not None and self.concurrency is not None:
            raise PydanticCustomError("debounce-with-concurrency", "both let starts wait")
        return self


class Workflow(_Value):
    """A workflow as its author gave it; `id` and `name` are absent while it is only a graph."""

    id: str | None = None
    name: str = ""
    description: str = ""
    nodes: tuple[Node, ...] = ()
    connections: tuple[Connection, ...] = ()
    settings: Settings = Field(default_factory=Settings)
