"""The nodes that end their path: nothing follows, for an answer that is given cannot be taken back."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

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
    body: AnyValue = INPUT


def stops_execution(config: StopConfig) -> bool:
    """Whether the whole execution ends, as failed."""
    return config.status == "failed"


def lower_stop(config: StopConfig, bindings: Bindings) -> End:
    """The end of a path or of the execution."""
    return End(config.status, bindings.value(config.code), bindings.value(config.message))


def lower_respond(config: RespondConfig, bindings: Bindings) -> Task:
    """A note of the answer for whoever waits for it; its output is the answer under a key of its own.

    The first answer of an execution stays, however often a state is entered or its call repeated. It stands
    beside the webhooks, where their calls look, until nobody can wait for it any more.
    """
    answer: dict[str, Json] = {"status": config.status, "headers": config.headers or {}, "body": config.body}
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
    always_fails=stops_execution,
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
