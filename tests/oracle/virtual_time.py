"""Processes in virtual time: generators that sleep, and groups of them that run side by side.

A process yields a number of seconds to sleep, or a `Group` to wait until nothing in it runs any more.
Equal times are served in the order of their requests, so a run is deterministic.
"""

from collections import deque
from collections.abc import Callable, Generator
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import Any, Generic, TypeAlias, TypeVar, Union

T = TypeVar("T")
Process: TypeAlias = Generator[Union[float, "Group"], None, T]


class ProcessFailed(Exception):
    """A failure that ends the group in which it happens and reaches whoever waits for the group."""


class Stalled(Exception):
    """Nothing is due any more, and the process has not come to its end."""


class Clock:
    """Virtual time in seconds, from 0."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def call_after(self, seconds: float, action: Callable[[], None]) -> None:
        """Call `action` when `seconds` have passed; infinity is never."""
        if seconds < inf:
            heappush(self._due, (self.now + seconds, next(self._order), action))

    def run(self, process: Process[T]) -> T:
        """Run the process to its end and return its result; raises its `ProcessFailed`, or `Stalled`."""
        results: list[T] = []
        group = Group(self)
        group.start(process, results.append)
        while self._due and not group.is_over:
            self.now, _, action = heappop(self._due)
            action()
        if group.failure:
            raise group.failure
        if not results:
            raise Stalled
        return results[0]


class Group:
    """Processes side by side, at most `limit` at a time (0: all); the first failure ends the others."""

    def __init__(self, clock: Clock, limit: int = 0) -> None:
        self.failure: ProcessFailed | None = None
        self._clock = clock
        self._limit = limit
        self._queued: deque[_Member[Any]] = deque()
        self._running: dict[_Member[Any], None] = {}
        self._waiter: Callable[[], None] | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing runs in the group any more."""
        return not self._running

    def start(self, process: Process[T], finished: Callable[[T], None] | None = None) -> None:
        """Add a process; `finished` gets its result at the moment it ends."""
        member = _Member(self, self._clock, process, finished)
        if self._limit and len(self._running) >= self._limit:
            self._queued.append(member)
        else:
            self._launch(member)

    def call_when_over(self, waiter: Callable[[], None]) -> None:
        """Call `waiter` once nothing runs any more, at once if that is so already."""
        if self.is_over:
            self._clock.call_after(0, waiter)
        else:
            self._waiter = waiter

    def end(self) -> None:
        """End everything in the group where it stands."""
        members = [*self._running, *self._queued]
        self._running.clear()
        self._queued.clear()
        for member in members:
            member.end()

    def member_finished(self, member: "_Member[Any]", result: Any) -> None:
        """Note that a member has ended well."""
        if member.finished:
            member.finished(result)
        del self._running[member]
        if self._queued:
            self._launch(self._queued.popleft())
        self._wake_if_over()

    def member_failed(self, failure: ProcessFailed) -> None:
        """Note that a member has failed; everything else in the group ends."""
        self.failure = failure
        self.end()
        self._wake_if_over()

    def _launch(self, member: "_Member[Any]") -> None:
        self._running[member] = None
        self._clock.call_after(0, member.resume)

    def _wake_if_over(self) -> None:
        if self.is_over and self._waiter:
            self._clock.call_after(0, self._waiter)
            self._waiter = None


class _Member(Generic[T]):
    """One process of a group and what it waits for."""

    def __init__(
        self, group: Group, clock: Clock, process: Process[T], finished: Callable[[T], None] | None
    ) -> None:
        self.finished = finished
        self._group = group
        self._clock = clock
        self._process = process
        self._awaited: Group | None = None
        self._is_ended = False

    def resume(self) -> None:
        if self._is_ended:
            return
        failure, self._awaited = self._awaited and self._awaited.failure, None
        try:
            request = self._process.throw(failure) if failure else next(self._process)
        except StopIteration as end:
            self._group.member_finished(self, end.value)
        except ProcessFailed as error:
            self._group.member_failed(error)
        else:
            self._wait_for(request)

    def end(self) -> None:
        self._is_ended = True
        if self._awaited:
            self._awaited.end()
        self._process.close()

    def _wait_for(self, request: float | Group) -> None:
        if isinstance(request, Group):
            self._awaited = request
            request.call_when_over(self.resume)
        else:
            self._clock.call_after(request, self.resume)
