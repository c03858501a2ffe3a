"""Runs one source of Python, with the parts of the standard library that only compute.

The walls are, from the inside: what the source may import and call, a hook that refuses what the interpreter
does for it, and the limits of the process.
"""

import json
import os
import signal
import sys
import traceback
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from exeoflow.code.worker.confinement import confine
from exeoflow.code.worker.exchange import MAX_LOG_LINE, Answer, Job, failure, read_job, write_answer
from exeoflow.code.worker.json_form import NoJson, TooLarge, check_json
from exeoflow.code.worker.log import Log
from exeoflow.code.worker.python_scope import FILE_NAME, NAMES, function_of, guard, load_modules, returns
from exeoflow.code.worker.time_zones import named_in

_MARGIN = 192 * 1024 * 1024


class _TimeUp(BaseException):
    """The limit of time; no `except Exception` of the author's catches it."""


def main() -> None:
    """Wait for a job, load what it names, run it and answer."""
    job = read_job()
    if job is None:
        return
    load_modules(job.source)
    # `ZoneInfo` finds the ones that somebody holds without a file.
    zones = [ZoneInfo(name) for name in named_in(job.source, job.values)] if "zoneinfo" in job.source else []
    values = json.loads(job.values)
    log = Log()
    sys.stdout = sys.stderr = log
    confine(_MARGIN + job.memory, job.timeout)
    answer = _answer(job, values)
    write_answer(json.dumps(answer | {"logs": log.lines()}, ensure_ascii=False))
    del zones


def _answer(job: Job, values: dict[str, Any]) -> Answer:
    try:
        run, gives = function_of(job.source), returns(job.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return _syntax_failure(error)
    guard()
    signal.signal(signal.SIGALRM, _Alarm())
    signal.setitimer(signal.ITIMER_REAL, job.timeout, 1)
    try:
        output = run(*(({"nodes": {}, "vars": {}} | values).get(name) for name in NAMES))
        if output is None and not gives:
            return failure("Code.InvalidResult", "the code returns nothing: end it with `return`")
        check_json(output, job.max_result)
    except BaseException as error:  # noqa: BLE001 - whatever the author's code raises is its result
        return _failure(error, job)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"output": output}


class _Alarm:
    """Tells the code that its time is up, and ends the process of code that goes on all the same.

    Whoever started it may be gone by then.
    """

    def __init__(self) -> None:
        self._patience = 3

    def __call__(self, *_: object) -> NoReturn:
        self._patience -= 1
        if self._patience < 0:
            os._exit(1)
        raise _TimeUp


def _syntax_failure(error: BaseException) -> Answer:
    if isinstance(error, SyntaxError):
        return failure("Code.InvalidSource", f"SyntaxError: {error.msg}", error.lineno)
    return failure("Code.InvalidSource", f"SyntaxError: {str(error) or 'too deeply nested'}")


def _failure(error: BaseException, job: Job) -> Answer:
    line = _line_of(error)
    match error:
        case _TimeUp():
            return failure("Code.Timeout", f"the code ran longer than {job.timeout:g} s", line)
        case MemoryError():
            return failure("Code.OutOfMemory", f"the code wants more than {job.memory >> 20} MiB", line)
        case TooLarge():
            message = f"the result is larger than {job.max_result} characters of JSON"
            return failure("Code.ResultTooLarge", message)
        case NoJson():
            return failure("Code.InvalidResult", str(error))
    return failure("Code.Failed", _said(error)[:MAX_LOG_LINE], line)


def _said(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 - its `__str__` is the author's too
        return type(error).__name__


def _line_of(error: BaseException) -> int | None:
    """The innermost line of the source that the error passed."""
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == FILE_NAME
    ]
    return lines[-1] if lines else None
