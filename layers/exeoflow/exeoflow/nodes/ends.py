"""The nodes that end their path: nothing follows, for an answer that is given cannot be taken back."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.response import RESPONSE
from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import INPUT, Config, Dynamic, Templated, Text, Value, example
from exeoflow.nodes.lowering import Bindings, End, never_fails
from exeoflow.nodes.lowering import Value as ValueShape
from exeoflow.nodes.node_type import Kind, NodeType

if TYPE_CHECKING:
    from exeoflow.model.json import Json


class StopConfig(
    Config, json_schema_extra=example(status="failed", code="Order.Rejected", message="No stock left")
):
    """Ends its path; with `failed` the whole execution."""

    status: Literal["success", "failed"] = "success"
    code: Text = "Workflow.Stopped"
    message: Annotated[str, Field(max_length=10_000), Templated()] = ""

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        for name in sorted(self.model_fields_set & {"code", "message"}):
            if self.status == "success":
                raise PydanticCustomError("stop-field", "only of a failure", {"field_name": name})
        return self


class RespondConfig(Config, json_schema_extra=example(status=201, body={"order": "{{ $input.id }}"})):
    """Ends its path with the answer to the call of a webhook that waits."""

    status: Dynamic[Annotated[Whole, Field(ge=200, le=599)]] = 200
    headers: Dynamic[dict[str, Any]] | None = None
    body: Value = INPUT


def stops_execution(config: StopConfig) -> bool:
    """Whether the whole execution ends, as failed."""
    return config.status == "failed"


def lower_stop(config: StopConfig, bindings: Bindings) -> End:
    """The end of a path or of the execution."""
    return End(config.status, bindings.value(config.code), bindings.value(config.message))


def lower_respond(config: RespondConfig, bindings: Bindings) -> ValueShape:
    """The answer under a key of its own, by which it is found in the output of the execution."""
    answer: dict[str, Json] = {"status": config.status, "headers": config.headers or {}, "body": config.body}
    return ValueShape({RESPONSE: bindings.value(answer)}, cannot_fail=never_fails(answer))


STOP = NodeType(
    "stop",
    Kind.LOGIC,
    StopConfig,
    lower_stop,
    (),
    can_fail=False,  # to fail is its purpose, which no `on_error` undoes; one that succeeds evaluates nothing
    ends_the_path=True,
    always_fails=stops_execution,
)
RESPOND = NodeType("respond", Kind.LOGIC, RespondConfig, lower_respond, (), ends_the_path=True)
