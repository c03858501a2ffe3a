"""The use case `run_code`: from what a node asks for to what its code returns.

`{"language", "source", "values", "timeout"?, "names"?, "mode"?, "timezone"?, "on_error"?}` becomes
`{"output", "logs"}`. The values of the names of exeoflow are `{"input", "trigger", "nodes", "vars"}`, those
of n8n `{"items", "nodes": {name: {"items", "paired"?} | null}, ...}`; `javascript/n8n.js` says which.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.code.errors import ERRORS, CodeFailed, CodeInvalid
from exeoflow.code.workers import Workers

LANGUAGES: Final = ("javascript", "python")
MAX_SOURCE: Final = 64 * 1024
DEFAULT_TIMEOUT: Final = 10.0
MAX_TIMEOUT: Final = 60.0
MAX_RESULT: Final = 240 * 1024
"""Characters of JSON; with the logs they stay below the 256 KiB that a state may carry."""

_OPTIONS: Final = ("names", "mode", "timezone", "on_error")
_MEMORY: Final = 128 * 1024 * 1024


def run_code(payload: Mapping[str, Any], workers: Workers, max_result: int = MAX_RESULT) -> dict[str, Any]:
    """Return `{"output": any JSON, "logs": [line, ...]}`; raises CodeError."""
    language, source = payload.get("language"), payload.get("source")
    if language not in LANGUAGES:
        raise CodeInvalid(f"the language must be one of {', '.join(LANGUAGES)}")
    if not isinstance(source, str) or len(source.encode(errors="replace")) > MAX_SOURCE:
        raise CodeInvalid(f"the source must be a text of at most {MAX_SOURCE} bytes")
    timeout = _timeout(payload.get("timeout"))
    head = {
        "source": source,
        "timeout": timeout,
        "memory": _MEMORY,
        "max_result": max_result,
        "options": {name: payload[name] for name in _OPTIONS if payload.get(name) is not None},
    }
    job = b"\n".join(json.dumps(part).encode() for part in (head, payload.get("values") or {}))
    return _result(workers.run(language, job, timeout))


def _timeout(value: object) -> float:
    if value is None:
        return DEFAULT_TIMEOUT
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MAX_TIMEOUT:
        raise CodeInvalid(f"timeout must be a number of seconds up to {MAX_TIMEOUT:g}")
    return float(value)


def _result(text: bytes) -> dict[str, Any]:
    """Read the answer; the author's code could have written it itself, so nothing in it is believed."""
    try:
        answer = json.loads(text)
        logs = [str(line) for line in answer["logs"]]
        error = answer.get("error")
        if error is None:
            return {"output": answer["output"], "logs": logs}
        line = error["line"] if isinstance(error["line"], int) else None
        message, code = str(error["message"]), ERRORS[error["code"]]
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise CodeFailed("the code ended its process without a result") from None
    raise code(message, line, logs)
