"""One fault at one call of a port, and the ports that carry it out."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final

from exeoflow.errors import StackFault, Unavailable
from tests.fakes.crashes import Crash
from tests.fakes.ports import CrashingPorts, FakePorts

# DynamoDB takes a transaction once, however often botocore sends it.
_TRANSACTIONS: Final = frozenset(
    {
        *(("executions", name) for name in ("add", "remove", "finish")),
        ("credentials", "note_use"),
        *(("webhooks", name) for name in ("add", "replace", "remove")),
        *(("workflows", name) for name in ("add", "replace", "delete")),
    }
)
# Where another may have been faster, which the store tells by False.
_RACES: Final = frozenset({"replace", "delete", "replace_token"})
_STAY_THROTTLED: Final = 3


class FaultKind(StrEnum):
    """What goes wrong at a call."""

    BEFORE = "before"  # refused, nothing happened
    AFTER = "after"  # it happened, the answer is lost
    REPEATED = "repeated"  # the answer is lost, and botocore itself asks again
    DENIED = "denied"  # the stack may not do it
    CONFLICT = "conflict"  # another was faster, or conflicts did not end
    THROTTLED = "throttled"  # refused, and the next calls as well
    DEATH = "death"  # the function ends before the call
    DEATH_AFTER = "death after"  # the function ends after the call


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at which call (from 1) of all ports together."""

    kind: FaultKind
    at: int


@dataclass
class Injector:
    """Counts the calls of one attempt, and lets its fault happen; None lets none."""

    fault: Fault | None = None
    calls: int = 0
    has_happened: bool = False

    def call(self, port: str, name: str, method: Any, arguments: Any, options: Any) -> Any:
        """Carry out one call."""
        self.calls += 1
        fault = self.fault
        if fault is None or not self._is_now(fault):
            return method(*arguments, **options)
        self.has_happened = True
        match fault.kind:
            case FaultKind.DEATH:
                raise Crash
            case FaultKind.DENIED:
                raise StackFault("AccessDeniedException")
            case FaultKind.BEFORE | FaultKind.THROTTLED:
                raise Unavailable
            case FaultKind.CONFLICT:
                if name in _RACES and (port, name) != ("machines", "delete"):
                    return False
                raise Unavailable
        answer = method(*arguments, **options)
        match fault.kind:
            case FaultKind.AFTER:
                raise Unavailable
            case FaultKind.DEATH_AFTER:
                raise Crash
            case _:
                return answer if (port, name) in _TRANSACTIONS else method(*arguments, **options)

    def _is_now(self, fault: Fault) -> bool:
        if fault.kind is FaultKind.THROTTLED:
            return fault.at <= self.calls < fault.at + _STAY_THROTTLED
        return self.calls == fault.at


class _Faulty:
    """Stands in front of a port."""

    def __init__(self, name: str, port: object, injector: Injector) -> None:
        self._name, self._port, self._injector = name, port, injector

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if not callable(method):
            return method

        def call(*arguments: Any, **options: Any) -> Any:
            return self._injector.call(self._name, name, method, arguments, options)

        return call


def faulty(ports: FakePorts, injector: Injector) -> CrashingPorts:
    """Return the same world behind ports that fail as the injector says."""
    names = [field.name for field in fields(CrashingPorts) if field.name not in {"clock", "ids"}]
    wrapped: dict[str, Any] = {name: _Faulty(name, getattr(ports, name), injector) for name in names}
    return CrashingPorts(clock=ports.clock, ids=ports.ids, **wrapped)
