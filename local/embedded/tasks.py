"""The tasks of machines: our own functions are called at once, AWS by moto, which its first use starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.model import json
from local.embedded.engine.interface import Call, Failure, Success, TaskResult
from local.embedded.engine.journal import RunRecord
from local.embedded.events.bus import EmbeddedBus
from local.events.envelope import new_event
from local.functions import FunctionError, FunctionTable

_INVOKE: Final = "arn:aws:states:::lambda:invoke"
_GET_ITEM: Final = "arn:aws:states:::dynamodb:getItem"
_UPDATE_ITEM: Final = "arn:aws:states:::dynamodb:updateItem"
_INVOKE_BY_SDK: Final = "arn:aws:states:::aws-sdk:lambda:invoke"
_PUT_EVENTS: Final = "arn:aws:states:::events:putEvents"


@dataclass(frozen=True)
class Tasks:
    """Calls what a task names."""

    functions: FunctionTable
    bus: EmbeddedBus
    call_aws: Callable[[str, Any], TaskResult]
    respond: Callable[[str, str], None] = lambda _, __: None
    """Keeps what a `respond` node says, JSON, as the answer of an execution."""
    webhooks_table: str = ""
    variables_of: Callable[[str], Any] = lambda _: {}
    """Reads the variables of a workspace, by name."""
    variables_table: str = ""

    def __call__(self, run: RunRecord, call: Call) -> TaskResult:
        """Make the call, and wait for its answer."""
        if call.resource == _UPDATE_ITEM and call.arguments["TableName"] == self.webhooks_table:
            self.respond(run.id, call.arguments["ExpressionAttributeValues"][":said"]["S"])
            return Success({})
        if call.resource == _GET_ITEM and call.arguments["TableName"] == self.variables_table:
            document = json.write(self.variables_of(call.arguments["Key"]["pk"]["S"]))
            return Success({"Item": {"document": {"S": document}}})
        if call.resource.startswith(_INVOKE):
            return self._invoke(call.arguments)
        if call.resource == _INVOKE_BY_SDK:
            return self._invoke_by_sdk(call.arguments)
        if call.resource == _PUT_EVENTS:
            return self._put_events(call.arguments)
        return self.call_aws(call.resource, call.arguments)

    def _invoke(self, arguments: Any) -> TaskResult:
        name = arguments["FunctionName"]
        function = self.functions.find(name)
        if function is None:
            return Failure("Lambda.ResourceNotFoundException", f"Function not found: {name}")
        try:
            answer = function.invoke(arguments.get("Payload", {}))
        except FunctionError as error:
            return Failure(str(error.payload["errorType"]), json.write(error.payload))
        return Success({"ExecutedVersion": "$LATEST", "Payload": answer, "StatusCode": 200})

    def _invoke_by_sdk(self, arguments: Any) -> TaskResult:
        """Invoke a function as the SDK does: its answer is text, and its error no failure of the call."""
        outcome = self._invoke(arguments)
        match outcome:
            case Success(output=output):
                return Success({**output, "Payload": json.write(output["Payload"])})
            case Failure(error=error) if error.startswith("Lambda."):
                return outcome
            case Failure(cause=cause):
                answer = {"FunctionError": "Unhandled", "Payload": cause}
                return Success({"ExecutedVersion": "$LATEST", "StatusCode": 200, **answer})

    def _put_events(self, arguments: Any) -> TaskResult:
        entries = []
        for entry in arguments["Entries"]:
            detail = entry["Detail"]
            event = new_event(
                entry["Source"],
                entry["DetailType"],
                json.read(detail) if isinstance(detail, str) else detail,
                resources=entry.get("Resources", []),
            )
            self.bus.put(entry.get("EventBusName", "default").rpartition("/")[2], event)
            entries.append({"EventId": event["id"]})
        return Success({"Entries": entries, "FailedEntryCount": 0})
