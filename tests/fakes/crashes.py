"""Ports that fail at a chosen call: before its effect, or after it, when only the answer is lost."""

from dataclasses import dataclass
from typing import Any, Literal

Moment = Literal["before", "after"]


class Crash(BaseException):
    """The process is gone. No code under test may catch it."""


@dataclass
class CrashPlan:
    """Raises `failure` at the call number `at` (from 1) of all ports together; 0 for never."""

    at: int = 0
    moment: Moment = "before"
    calls: int = 0
    failure: type[BaseException] = Crash


class Crashing:
    """Stands in front of a port and carries out the plan."""

    def __init__(self, port: object, plan: CrashPlan) -> None:
        self._port = port
        self._plan = plan

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if not callable(method):
            return method

        def call(*arguments: Any, **options: Any) -> Any:
            self._plan.calls += 1
            is_now = self._plan.calls == self._plan.at
            if is_now and self._plan.moment == "before":
                raise self._plan.failure
            answer = method(*arguments, **options)
            if is_now:
                raise self._plan.failure
            return answer

        return call
