"""Starts the processes in which code runs, and ends them.

A process runs one source and dies with it. It is a copy of one that has loaded its language
(`worker/nursery.py`), so that only the first run waits for that.
"""

import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exeoflow.code.errors import CodeFailed, CodeTimedOut, ResultTooLarge
from exeoflow.code.worker.nursery import MESSAGE, NONE, START

_MAX_ANSWER: Final = 16 * 1024 * 1024
_AT_ONCE: Final = 8
# What a process takes to load a library, and one whose time is up to say where.
_GRACE: Final = 2.0
_NOT_STARTED: Final = "the process for the code could not be started"
_BEGIN: Final = (
    "import sys; sys.path[:0] = sys.argv[2:]; from exeoflow.code.worker.nursery import main; main()"
)


class Workers:
    """The processes of this process; any thread may ask for a run, and each waits for its own."""

    def __init__(self) -> None:
        self._nurseries: dict[str, _Nursery] = {}
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def run(self, language: str, job: bytes, timeout: float) -> bytes:
        """Return what a worker answers; raises CodeTimedOut after `timeout` seconds and a grace."""
        with self._places:
            worker = self._started(language)
            try:
                worker.give(job)
                return worker.answer(timeout)
            finally:
                worker.end()

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            nurseries, self._nurseries = self._nurseries, {}
        for each in nurseries.values():
            each.end()

    def _started(self, language: str) -> "_Worker":
        """A worker of the nursery that is there, or of a new one where that has died."""
        with self._lock:
            if language in self._nurseries:
                try:
                    return self._nurseries[language].worker()
                except ConnectionError:
                    self._nurseries.pop(language).end()
            self._nurseries[language] = _Nursery(language)
            try:
                return self._nurseries[language].worker()
            except ConnectionError as error:
                raise CodeFailed(_NOT_STARTED) from error


class _Nursery:
    """The process that starts the workers of a language; asked by one thread at a time."""

    def __init__(self, language: str) -> None:
        self._asks, asked = socket.socketpair()
        with asked:
            self._process = _begun(language, asked)

    def worker(self) -> "_Worker":
        """Return a new worker; raises ConnectionError if the process has died."""
        job, given = os.pipe()
        answer, written = os.pipe()
        try:
            return _Worker(self, self._copy(job, written), given, answer)
        except OSError:
            os.close(given)
            os.close(answer)
            raise
        finally:
            os.close(job)
            os.close(written)

    def _copy(self, job: int, answer: int) -> int:
        socket.send_fds(self._asks, [MESSAGE.pack(START)], [job, answer])
        said = self._asks.recv(MESSAGE.size, socket.MSG_WAITALL)
        if not said:
            raise ConnectionResetError
        return int(MESSAGE.unpack(said)[0])

    def end_worker(self, number: int) -> None:
        """End a worker, whatever it does."""
        with suppress(OSError):  # if the process has died, the worker's own limits end it
            self._asks.sendall(MESSAGE.pack(number))

    def end(self) -> None:
        """End the process and its workers."""
        self._asks.close()
        self._process.wait()


@dataclass(slots=True)
class _Worker:
    """A process for one run, or none that could be started; its two pipes are files of this process."""

    nursery: _Nursery
    number: int
    job: int
    answered: int

    def give(self, job: bytes) -> None:
        """Hand over the job; raises CodeFailed if nobody takes it."""
        try:
            with open(self.job, "wb", closefd=False) as pipe:
                pipe.write(job)
        except BrokenPipeError as error:
            raise CodeFailed(_NOT_STARTED) from error
        finally:
            os.close(self.job)

    def answer(self, timeout: float) -> bytes:
        """Read until the process ends its answer."""
        end = time.monotonic() + timeout + _GRACE
        answer = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self.answered, selectors.EVENT_READ)
            while True:
                if not selector.select(max(0, end - time.monotonic())):
                    raise CodeTimedOut(f"the code ran longer than {timeout:g} s")
                piece = os.read(self.answered, 1 << 16)
                if not piece:
                    return bytes(answer)
                answer += piece
                if len(answer) > _MAX_ANSWER:
                    raise ResultTooLarge("the code writes without end")

    def end(self) -> None:
        """End the process, whatever it does."""
        os.close(self.answered)
        if self.number != NONE:
            self.nursery.end_worker(self.number)


def _begun(language: str, asked: socket.socket) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-S", "-c", _BEGIN, f"exeoflow.code.worker.{language}", *_folders()]
    return subprocess.Popen(  # noqa: S603 - the command is this module's own
        command,
        stdin=asked.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd="/",
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Nothing of this process but where the interpreter's own libraries are."""
    libraries = os.environ.get("LD_LIBRARY_PATH")
    return {"TZ": "UTC"} | ({} if libraries is None else {"LD_LIBRARY_PATH": libraries})


def _folders() -> list[str]:
    """Where this package and those it needs lie."""
    import _quickjs  # noqa: PLC0415 - only whoever runs code has it

    return [str(Path(__file__).parents[2]), str(Path(_quickjs.__file__).parent)]
