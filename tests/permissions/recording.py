"""Notes which function of the stack calls what of AWS, by the clients of boto3 themselves."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from botocore.client import BaseClient

from local.aws.replacement import replaced
from local.functions import Invocable, LocalFunction, LocalFunctions
from local.template import Function

_PATIENCE_SECONDS = 30

_running: ContextVar[str] = ContextVar("running")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a client: the service and operation by botocore's names."""

    function: str
    service: str
    operation: str
    parameters: dict[str, Any] = field(hash=False)


class RecordedFunction:
    """A function whose calls are known to be its own."""

    def __init__(self, function: LocalFunction) -> None:
        self.declared = function.declared
        self._function = function

    def invoke(self, event: Any) -> Any:
        """Return the answer to `event`."""
        token = _running.set(self.declared.name)
        try:
            return self._function.invoke(event)
        finally:
            _running.reset(token)


class RecordedFunctions:
    """The functions of the local stack, recorded."""

    def __init__(self, declared: tuple[Function, ...]) -> None:
        self._functions = LocalFunctions(declared)
        self.all: Sequence[Invocable] = tuple(map(RecordedFunction, self._functions.all))

    def find(self, name_or_arn: str) -> Invocable | None:
        """Return the function that `name_or_arn` means."""
        function = self._functions.find(name_or_arn)
        return None if function is None else RecordedFunction(function)

    def close(self) -> None:
        """End what the functions keep."""
        if hasattr(self._functions, "close"):
            self._functions.close()


Before = Callable[[dict[str, Any]], None]


class Recorder:
    """All calls of the functions so far, and what shall happen before the next one of some operation."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._before: dict[str, Before] = {}
        self._cut_off: str | None = None

    @contextmanager
    def before(self, operation: str, act: Before) -> Iterator[None]:
        """Let `act` see the parameters before every call of `operation`; what it raises is the answer."""
        self._before[operation] = act
        try:
            yield
        finally:
            del self._before[operation]

    def wait_for(self, function: str, operation: str) -> None:
        """Wait until a function has made a call of `operation`."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not any((call.function, call.operation) == (function, operation) for call in self.calls):
            if time.monotonic() > deadline:
                raise TimeoutError(function)
            time.sleep(0.05)

    @contextmanager
    def cut_off(self, function: str) -> Iterator[None]:
        """Let no call of one function reach AWS."""
        self._cut_off = function
        try:
            yield
        finally:
            self._cut_off = None

    @contextmanager
    def attached(self) -> Iterator[None]:
        """Listen to the clients of this process."""
        original = BaseClient._make_api_call  # type: ignore[attr-defined]  # noqa: SLF001

        def noted(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            function = _running.get(None)
            if function is not None:
                service = client.meta.service_model.service_name
                self.calls.append(Call(function, service, operation, parameters))
                if function == self._cut_off:
                    raise ConnectionError(function)
                if operation in self._before:
                    self._before[operation](parameters)
            return original(client, operation, parameters)

        with replaced(BaseClient, "_make_api_call", noted):
            yield
