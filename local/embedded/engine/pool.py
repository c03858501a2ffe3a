"""Threads that never keep the process from ending, made when there is work and no thread is free."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Final

_PATIENCE_SECONDS: Final = 3.0


class Pool:
    """Runs actions on at most `size` threads, in order; `on_fault` hears of what an action raises."""

    def __init__(self, name: str, size: int, on_fault: Callable[[BaseException], None]) -> None:
        self._name = name
        self._size = size
        self._on_fault = on_fault
        self._actions: deque[Callable[[], object]] = deque()
        self._changed = threading.Condition()
        self._threads = 0
        self._free = 0
        self._is_closing = False

    def submit(self, action: Callable[[], object]) -> None:
        """Run an action soon; nothing is taken any more once the pool is closing."""
        with self._changed:
            if self._is_closing:
                return
            self._actions.append(action)
            if self._free >= len(self._actions):
                self._changed.notify()
            elif self._threads < self._size:
                self._threads += 1
                threading.Thread(target=self._run, daemon=True, name=self._name).start()

    def close(self) -> None:
        """Drop what has not begun, and wait a little for what is under way."""
        with self._changed:
            self._is_closing = True
            self._actions.clear()
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._threads, _PATIENCE_SECONDS)

    def _run(self) -> None:
        while (action := self._next()) is not None:
            try:
                action()
            except Exception as fault:  # noqa: BLE001  one action must not take the thread from the others
                self._on_fault(fault)

    def _next(self) -> Callable[[], object] | None:
        with self._changed:
            self._free += 1
            self._changed.wait_for(lambda: self._actions or self._is_closing)
            self._free -= 1
            if self._actions:
                return self._actions.popleft()
            self._threads -= 1
            self._changed.notify_all()
            return None
