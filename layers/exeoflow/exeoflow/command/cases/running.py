"""A case, run by the engine of `make run` in virtual time: waits take no time, and nobody is called."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from exeoflow.command.cases.reading import Case, Mock
from exeoflow.command.words import words
from exeoflow.compiler import CompiledWorkflow
from exeoflow.remote.trouble import Trouble

_INVOKE: Final = "arn:aws:states:::lambda:invoke"
_INVOKE_BY_SDK: Final = "arn:aws:states:::aws-sdk:lambda:invoke"
_RUN_CODE: Final = "${RunCodeFunctionArn}"
_RUN_FILE_OPERATION: Final = "${RunFileOperationFunctionArn}"
_TRANSFORM_DATA: Final = "${TransformDataFunctionArn}"
_REQUEST_APPROVAL: Final = "${RequestApprovalFunctionArn}"
_NOTE: Final = "arn:aws:states:::dynamodb:updateItem"
_WEBHOOKS: Final = "${WebhooksTable}"
_WAITS: Final = ".waitForTaskToken"
_RUN: Final = "states:startExecution"
_ENTERED: Final = "StateEntered"
UNMOCKED: Final = "Case.NotMocked"


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a case."""

    status: str
    output: Any
    code: str | None
    message: str
    steps: tuple[str, ...]
    calls: Mapping[str, list[Any]]
    node: str | None = None


@dataclass(slots=True)
class _World:
    """Answers calls as the mocks say, and remembers them."""

    compiled: CompiledWorkflow
    mocks: Mapping[str, Mock | list[Mock]]
    calls: dict[str, list[Any]] = field(default_factory=dict)
    failed: str | None = None

    def answer(self, state: str, call: Any) -> Any:
        node = self.compiled.node_of_state.get(state, state)
        self.calls.setdefault(node, []).append(_shown(call))
        return self._outcome(node, call)

    def _outcome(self, node: str, call: Any) -> Any:
        from local.embedded.engine.interface import Failure, Success  # a checkout has it

        mocked = self.mocks.get(node)
        if mocked is None and (own := _own_outcome(call)) is not None:
            if isinstance(own, Failure):
                self.failed = node
            return 0.0, own
        if mocked is None:
            self.failed = node
            return 0.0, Failure(UNMOCKED, f"`{node}` calls {call.resource}, and the case has no mock of it.")
        mock = mocked if isinstance(mocked, Mock) else mocked[min(len(self.calls[node]), len(mocked)) - 1]
        if mock.error is not None:
            self.failed = node
            if call.resource == _INVOKE_BY_SDK:
                told = {"error": mock.error.model_dump(), "logs": []}
                return mock.after, Success(_by_sdk(told))
            return mock.after, Failure(mock.error.code, _cause(call.resource, mock))
        output = {"output": mock.output, "logs": []} if _is_code_over_files(call) else mock.output
        return mock.after, Success(_answer(call.resource, output))


def run_case(compiled: CompiledWorkflow, case: Case) -> Ran:
    """Run a case to its end."""
    try:
        from local.embedded.engine.definitions import read_definition  # a checkout has it
        from local.embedded.engine.virtual import Stalled, run_in_virtual_time
    except ImportError as error:  # pragma: no cover - tests run in a checkout
        raise Trouble(words("test_needs_checkout")) from error
    world = _World(compiled, case.mocks)
    data: Any = case.input
    if case.trigger in compiled.wrapped_triggers:
        data = {"exeoflow:trigger": case.trigger, "data": case.input}
    context = {
        "Execution": {"Id": "case", "Name": "case", "StartTime": "2024-01-20T10:00:00Z", "Input": data},
        "StateMachine": {"Id": "case", "Name": "case"},
    }
    machine = read_definition(json.dumps(compiled.definition))
    try:
        run = run_in_virtual_time(machine, data, world.answer, context=context)
    except Stalled:
        return Ran("failed", None, "Case.WaitsForEver", "nothing is due any more", (), world.calls)
    end = run.end
    assert end is not None  # noqa: S101  it runs to its end
    steps = _steps(compiled, [row[4] or "" for row in run.history.new if row[2].endswith(_ENTERED)])
    status = "success" if end.status == "SUCCEEDED" else "failed"
    output = None if end.output is None else json.loads(end.output)
    return Ran(status, output, end.error, end.cause or "", steps, world.calls, world.failed)


def _steps(compiled: CompiledWorkflow, states: list[str]) -> tuple[str, ...]:
    return tuple(compiled.node_of_state[state] for state in states if state in compiled.node_of_state)


def _own_outcome(call: Any) -> Any:
    """Answer what asks nobody outside: code and data are worked on, what a `respond` node says is heard."""
    from local.embedded.engine.interface import Success  # a checkout has it

    arguments = call.arguments if isinstance(call.arguments, dict) else {}
    function = arguments.get("FunctionName")
    if call.resource == _INVOKE_BY_SDK and function == _RUN_CODE:
        from exeoflow.code.bootstrap import workers
        from exeoflow.code.run import code_answer

        return Success(_by_sdk(code_answer(arguments["Payload"], workers())))
    if call.resource == _INVOKE and function == _TRANSFORM_DATA:
        return _transformed(arguments["Payload"])
    if call.resource == _INVOKE and function == _REQUEST_APPROVAL:
        return Success(_answer(_INVOKE, {"resume_url": "case"}))
    is_said = call.resource == _NOTE and arguments.get("TableName") == _WEBHOOKS
    return Success({}) if is_said else None


def _transformed(payload: Any) -> Any:
    """Answer as the function does; None for what lies in a file, for a case has none: that is mocked."""
    from exeoflow.bootstrap import application
    from exeoflow.transformation.sources import names_file
    from exeoflow.transformation.task import transformed
    from local.embedded.engine.interface import Failure, Success  # a checkout has it

    if names_file(payload):
        return None
    try:
        return Success(_answer(_INVOKE, transformed(payload, application)))
    except Exception as error:  # noqa: BLE001  as Lambda does: the class is the error's name
        told = {"errorMessage": str(error), "errorType": type(error).__name__, "trace": []}
        return Failure(type(error).__name__, json.dumps(told))


def _is_code_over_files(call: Any) -> bool:
    """Whether the function of files is asked to run code, so that it answers as code does."""
    arguments = call.arguments if isinstance(call.arguments, dict) else {}
    return arguments.get("FunctionName") == _RUN_FILE_OPERATION and "code" in arguments["Payload"]


def _by_sdk(answer: Any) -> Any:
    return {"ExecutedVersion": "$LATEST", "Payload": json.dumps(answer), "StatusCode": 200}


def _shown(call: Any) -> Any:
    """Return what a call is about, as an author knows it."""
    arguments: Any = call.arguments
    if not isinstance(arguments, dict):
        return arguments
    if arguments.get("FunctionName") == _RUN_CODE:
        return arguments["Payload"].get("values")
    if _is_code_over_files(call):
        return arguments["Payload"]["code"].get("values")
    if call.resource.startswith((_INVOKE, _INVOKE_BY_SDK)):
        return arguments.get("Payload")
    return arguments.get("Input") if _RUN in call.resource else arguments


def _answer(resource: str, output: Any) -> Any:
    """Return what the service would answer, so that the node has this output."""
    if resource == _INVOKE:
        return {"ExecutedVersion": "$LATEST", "Payload": output, "StatusCode": 200}
    if resource == _INVOKE_BY_SDK:
        return _by_sdk({"output": output, "logs": []})
    if _RUN in resource and not resource.endswith(_WAITS):
        return {"ExecutionArn": "case", "Output": output, "Status": "SUCCEEDED"}
    return output


def _cause(resource: str, mock: Mock) -> str:
    assert mock.error is not None  # noqa: S101  asked before
    if resource.startswith(_INVOKE):
        told = {"errorMessage": mock.error.message, "errorType": mock.error.code, "trace": []}
        return json.dumps(told)
    return mock.error.message
