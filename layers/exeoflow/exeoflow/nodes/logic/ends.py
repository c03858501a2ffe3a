"""The nodes that end their path: nothing follows, for an answer that is given cannot be taken back."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.expressions import quote
from exeoflow.model.response import RESPONSE, RESPONSE_SORT_KEY
from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import INPUT, AnyValue, Config, Dynamic, Templated, Text, example
from exeoflow.nodes.lowering import Bindings, End, Retrier, Task
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import Permission

if TYPE_CHECKING:
    from exeoflow.model.json import Json

_UPDATE_ITEM = "arn:aws:states:::dynamodb:updateItem"
_KEEP_THE_FIRST = "SET said = if_not_exists(said, :said), expires_at = if_not_exists(expires_at, :until)"
_KEPT_SECONDS = 3600
_NOT_NOTED = Retrier(
    tuple(
        f"DynamoDB.{name}"
        for name in (
            "InternalServerErrorException",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceededException",
            "SdkClientException",
            "ThrottlingException",
        )
    ),
    max_attempts=3,
)


LOOP_LEFT = "ForEach.Break"
"""The error by which a state machine is told that a node of a loop's body ended it: no failure."""
HANDED_OUT = "{% $parse($states.errorOutput.Cause).value %}"
"""What that node hands out, read from the error's cause."""
_TOO_LARGE = "ForEach.BreakTooLarge"
# Step Functions keeps 32,768 characters of a cause.
_MAX_HANDED_OUT = 32_000


class StopConfig(
    Config, json_schema_extra=example(status="failed", code="Order.Rejected", message="No stock left")
):
    """Ends its path; with `failed` the whole execution, with `break` the `for_each` around it."""

    status: Literal["success", "failed", "break"] = "success"
    code: Text = "Workflow.Stopped"
    message: Annotated[str, Field(max_length=10_000), Templated()] = ""

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        for name in sorted(self.model_fields_set & {"code", "message"}):
            if self.status != "failed":
                raise PydanticCustomError("stop-field", "only of a failure", {"field_name": name})
        return self


class RespondConfig(Config, json_schema_extra=example(status=201, body={"order": "{{ $input.id }}"})):
    """Ends its path with the answer to the call of a webhook that waits."""

    status: Dynamic[Annotated[Whole, Field(ge=200, le=599)]] = 200
    headers: Dynamic[dict[str, Any]] | None = None
    body: AnyValue = INPUT
    body_encoding: Literal["base64"] | None = None


def fails(config: StopConfig) -> bool:
    """Whether what is around ends by an error: the whole execution, or a loop that is told so to end."""
    return config.status != "success"


def ends_the_loop(config: StopConfig) -> bool:
    """Whether the loop around ends."""
    return config.status == "break"


def lower_stop(config: StopConfig, bindings: Bindings) -> End:
    """The end of a path, of the loop around, or of the execution."""
    if config.status == "break":
        return _lower_break(bindings)
    return End(config.status, bindings.value(config.code), bindings.value(config.message))


def _lower_break(bindings: Bindings) -> End:
    """An error whose cause is what came in; if that finds no room there, one that says so."""
    cause = f"$string({{'value': {bindings.operand(INPUT)}}})"
    size = f"$length({cause})"
    refusal = quote(
        f" characters, more than the {_MAX_HANDED_OUT:,} that a break can hand out: hand out a key."
    )
    told, refused = quote(LOOP_LEFT), f"{size} & {refusal}"
    fits = f"{size} <= {_MAX_HANDED_OUT}"
    return End(
        "break", f"{{% {fits} ? {told} : {quote(_TOO_LARGE)} %}}", f"{{% {fits} ? {cause} : {refused} %}}"
    )


def lower_respond(config: RespondConfig, bindings: Bindings) -> Task:
    """A note of the answer for whoever waits for it; its output is the answer under a key of its own.

    The first answer of an execution stays, however often a state is entered or its call repeated. It stands
    beside the webhooks, where their calls look, until nobody can wait for it any more.
    """
    answer: dict[str, Json] = {"status": config.status, "headers": config.headers or {}, "body": config.body}
    if config.body_encoding is not None:
        answer["body_encoding"] = config.body_encoding
    arguments: dict[str, Json] = {
        "TableName": "${WebhooksTable}",
        "Key": {"pk": {"S": f"{{% {bindings.execution_id} %}}"}, "sk": {"S": RESPONSE_SORT_KEY}},
        "UpdateExpression": _KEEP_THE_FIRST,
        "ExpressionAttributeValues": {
            ":said": {"S": f"{{% $string({bindings.needed(answer)}) %}}"},
            ":until": {"N": f"{{% $string($floor($millis() / 1000) + {_KEPT_SECONDS}) %}}"},
        },
    }
    return Task(_UPDATE_ITEM, arguments, {RESPONSE: bindings.value(answer)}, retry=(_NOT_NOTED,))


STOP = NodeType(
    "stop",
    Kind.LOGIC,
    StopConfig,
    lower_stop,
    (),
    can_fail=False,  # to fail is its purpose, which no `on_error` undoes; one that succeeds evaluates nothing
    ends_the_path=True,
    always_fails=fails,
    ends_the_loop=ends_the_loop,
)
RESPOND = NodeType(
    "respond",
    Kind.LOGIC,
    RespondConfig,
    lower_respond,
    (),
    ends_the_path=True,
    # The role is bound to items of executions, and to what such an item holds.
    permissions=(Permission(("dynamodb:UpdateItem",), ("${WebhooksTable.Arn}",)),),
)
