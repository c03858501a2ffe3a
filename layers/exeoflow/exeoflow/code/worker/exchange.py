"""What a worker reads and writes: a job on its input, then an answer on its output.

A job is a line of JSON, then the code's values as JSON. An answer is JSON: `{"output", "logs"}`, or
`{"error": {"code", "message", "line"?}, "logs"}`.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

MAX_LOG_LINES: Final = 100
MAX_LOG_LINE: Final = 1_000
MAX_LOG: Final = 8_000

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run; `values` is JSON text, `options` what only one of the languages knows."""

    source: str
    timeout: float
    memory: int
    max_result: int
    options: dict[str, Any]
    values: str


def read_job() -> Job | None:
    """Wait for the job; None if there is none, because nobody is left who could give one."""
    given = sys.stdin.buffer.read()
    if not given:
        return None
    head, _, values = given.partition(b"\n")
    return Job(**json.loads(head), values=values.decode())


def failure(code: str, message: str, line: int | None = None, logs: Sequence[str] = ()) -> Answer:
    """Return the answer of code without a result."""
    return {"error": {"code": code, "message": message, "line": line}, "logs": list(logs)}


def write_answer(text: str) -> None:
    """Write the answer and end, without any more of the author's code."""
    remaining = memoryview(text.encode(errors="replace"))
    while remaining:
        remaining = remaining[os.write(1, remaining) :]
    os._exit(0)
