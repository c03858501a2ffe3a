"""Starts the processes in which code runs, and ends them.

A process runs one source and dies with it. The next one is started when one is taken, so that it has loaded
its language before anybody waits for it.
"""

import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Final, cast

from exeoflow.code.errors import CodeFailed, CodeTimedOut, ResultTooLarge

_MAX_ANSWER: Final = 16 * 1024 * 1024
_AT_ONCE: Final = 8
# In this time a process that was just started loads its language, and one whose time is up says where.
_GRACE: Final = 2.0
_START: Final = (
    "import importlib, sys; sys.path[:0] = sys.argv[2:]; importlib.import_module(sys.argv[1]).main()"
)

Process = subprocess.Popen[bytes]


class Workers:
    """The processes of this process; any thread may ask for a run, and each waits for its own."""

    def __init__(self) -> None:
        self._spare: dict[str, Process] = {}
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def run(self, language: str, job: bytes, timeout: float) -> bytes:
        """Return what a worker answers; raises CodeTimedOut after `timeout` seconds and a grace."""
        with self._places:
            process = self._handed_over(language, job)
            try:
                return _answer(process, timeout)
            finally:
                _end(process)

    def close(self) -> None:
        """End the processes that wait for a job."""
        with self._lock:
            spare, self._spare = self._spare, {}
        for process in spare.values():
            _end(process)

    def _handed_over(self, language: str, job: bytes) -> Process:
        """A process that has the job; the spare one may have died, one just started may not."""
        with self._lock:
            spare = self._spare.pop(language, None)
        if spare is not None and _gave(spare, job):
            process = spare
        else:
            process = _started(language)
            if not _gave(process, job):
                _end(process)
                raise CodeFailed("the process for the code could not be started")
        self._replace(language)
        return process

    def _replace(self, language: str) -> None:
        process = _started(language)
        with self._lock:
            surplus = self._spare.get(language)
            self._spare[language] = process
        if surplus is not None:
            _end(surplus)


def _started(language: str) -> Process:
    command = [sys.executable, "-I", "-S", "-c", _START, f"exeoflow.code.worker.{language}", *_folders()]
    return subprocess.Popen(  # noqa: S603 - the command is this module's own
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
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


def _gave(process: Process, job: bytes) -> bool:
    try:
        with cast("IO[bytes]", process.stdin) as stdin:
            stdin.write(job)
    except BrokenPipeError:
        _end(process)
        return False
    return True


def _answer(process: Process, timeout: float) -> bytes:
    """Read until the process ends its answer."""
    stdout = cast("IO[bytes]", process.stdout)
    end = time.monotonic() + timeout + _GRACE
    answer = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0, end - time.monotonic())):
                raise CodeTimedOut(f"the code ran longer than {timeout:g} s")
            piece = os.read(stdout.fileno(), 1 << 16)
            if not piece:
                return bytes(answer)
            answer += piece
            if len(answer) > _MAX_ANSWER:
                raise ResultTooLarge("the code writes without end")


def _end(process: Process) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except BrokenPipeError:
                continue
    process.wait()
