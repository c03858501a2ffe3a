"""The Lambda functions of the stack, called in this process as Lambda calls them."""

import importlib.util
import json
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from exeoflow.bootstrap import Application
from local.own_environment import own_environment
from local.template import Function

_MILLISECONDS: Final = 1_000
_LAYERS: Final = {"/opt/console": "layers/console/site"}


@dataclass(frozen=True, slots=True)
class LambdaContext:
    """What Lambda hands to a handler beside the event."""

    function_name: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    timeout: int
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    function_version: str = "$LATEST"
    log_group_name: str = "local"
    log_stream_name: str = "local"
    started: float = field(default_factory=time.monotonic)

    def get_remaining_time_in_millis(self) -> int:
        """Return the time until Lambda would end this invocation."""
        return max(0, int((self.started + self.timeout - time.monotonic()) * _MILLISECONDS))


class FunctionError(Exception):
    """A handler raised; `payload` is what Lambda answers: `errorType`, `errorMessage`, `stackTrace` ..."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        super().__init__(f"{payload['errorType']}: {payload['errorMessage']}")
        self.payload = payload


Handler = Callable[[Any, Any], Any]
Compose = Callable[[Mapping[str, str]], Application]


class Invocable(Protocol):
    """A function of the stack, wherever it runs."""

    @property
    def declared(self) -> Function:
        """What the template says of it."""

    def invoke(self, event: Any) -> Any:
        """Return the answer to `event`; raise FunctionError if the handler raises."""


class FunctionTable(Protocol):
    """The functions of a stack."""

    @property
    def all(self) -> Sequence[Invocable]:
        """Every function."""

    def find(self, name_or_arn: str) -> Invocable | None:
        """Return the function that `name_or_arn` means, with or without a qualifier."""


class LocalFunction:
    """One function of the stack; its module is loaded at the first call, as at a cold start."""

    def __init__(self, declared: Function, compose: Compose = Application) -> None:
        self.declared = declared
        self._compose = compose
        self._handler: Handler | None = None
        self._loading = threading.Lock()

    def invoke(self, event: Any) -> Any:
        """Return the handler's answer to `event`, both plain JSON; raise FunctionError if it raises."""
        declared = self.declared
        context = LambdaContext(declared.name, declared.arn, declared.memory, declared.timeout)
        try:
            return _as_json(self.load()(_as_json(event), context))
        except Exception as error:  # whatever a handler raises is the answer of the function
            raise FunctionError(_error_payload(error, context.aws_request_id)) from error

    def load(self) -> Handler:
        """Return the handler, imported from the function's folder under a module name of its own."""
        with self._loading:
            if self._handler is None:
                self._handler = _import_handler(self.declared, self._compose)
            return self._handler


class LocalFunctions:
    """All functions, found by name or ARN; `compose` makes the application of each."""

    def __init__(self, declared: tuple[Function, ...], compose: Compose = Application) -> None:
        self.all = tuple(LocalFunction(function, compose) for function in declared)
        self._by_name = {function.declared.name: function for function in self.all}

    def find(self, name_or_arn: str) -> LocalFunction | None:
        """Return the function that `name_or_arn` means, with or without a qualifier."""
        return self._by_name.get(function_name(name_or_arn))

    def load(self) -> None:
        """Import the modules of all, so that the first request need not wait for them."""
        for function in self.all:
            function.load()


def function_name(name_or_arn: str) -> str:
    """Return the bare name of a function that is given by name or ARN, with or without a qualifier."""
    return name_or_arn.rpartition(":function:")[2].split(":", 1)[0]


def _import_handler(declared: Function, compose: Compose) -> Handler:
    module_name, _, attribute = declared.handler.rpartition(".")
    path = declared.code / f"{module_name}.py"
    spec = importlib.util.spec_from_file_location(f"{declared.code.name}.{module_name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    with own_environment(_with_layers_here(declared), compose):
        spec.loader.exec_module(module)
    handler: Handler = getattr(module, attribute)
    return handler


def _with_layers_here(declared: Function) -> Mapping[str, str]:
    """Let variables that lead into a layer lead to where it is built: nothing is unpacked into /opt here."""
    root = declared.code.parents[1]
    return {
        name: str(root / _LAYERS[value]) if value in _LAYERS else value
        for name, value in declared.environment.items()
    }


def _as_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _error_payload(error: Exception, request_id: str) -> dict[str, Any]:
    frames = traceback.format_tb(error.__traceback__)
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "requestId": request_id,
        "stackTrace": frames,
    }
