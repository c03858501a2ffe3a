"""The use case `run_code`: from what a node asks for to what its code returns.

`{"language", "source", "values", "timeout"?, "names"?, "mode"?, "timezone"?, "on_error"?, "origins"?}`
becomes `{"output", "logs"}`. The values of the names of exeoflow are `{"input", "trigger", "nodes", "vars"}`,
those of n8n `{"items", "nodes": {name: {"items", "paired"?} | null}, ...}`; `javascript/n8n.js` says which.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.code.errors import ERRORS, CodeError, CodeFailed, CodeInvalid, ResultTooLarge
from exeoflow.code.workers import Workers
from exeoflow.model.state_room import answer_room

LANGUAGES: Final = ("javascript", "python")
MAX_SOURCE: Final = 64 * 1024
DEFAULT_TIMEOUT: Final = 10.0
MAX_TIMEOUT: Final = 60.0
_AROUND: Final = 16 * 1024
"""What the logs and the characters of more than one byte take of what a state may carry."""

_MOST: Final = 8 * 1024 * 1024
"""What a process may write is bounded, wherever it runs."""
_OPTIONS: Final = ("names", "mode", "timezone", "on_error", "origins")
_MEMORY: Final = 128 * 1024 * 1024


def run_code(payload: Mapping[str, Any], workers: Workers, max_result: int | None = None) -> dict[str, Any]:
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
        "max_result": min(answer_room(_AROUND), _MOST) if max_result is None else max_result,
        "options": {name: payload[name] for name in _OPTIONS if payload.get(name) is not None},
    }
    job = b"\n".join(json.dumps(part).encode() for part in (head, payload.get("values") or {}))
    return _result(workers.run(language, job, timeout))


def code_answer(payload: Mapping[str, Any], workers: Workers) -> dict[str, Any]:
    """Return what a machine reads: `{"output", "logs"}`, or `{"error": {"code", "message"}, "logs"}`.

    With `most_bytes` it is not for a state, but for who keeps it as a file and asks for so much at most.
    """
    most = payload.get("most_bytes")
    try:
        answer = run_code({**payload, "values": _values(payload)}, workers, most)
        if most is None:
            _check_room(answer)
        else:
            _check_bytes(answer, most)
    except CodeError as error:
        return {"error": {"code": type(error).__name__, "message": str(error)}, "logs": list(error.logs)}
    return answer


def _check_room(answer: Mapping[str, Any]) -> None:
    """Refuse what a state cannot carry: it gets the answer as text in JSON, a backslash before each quote."""
    text = json.dumps(answer, ensure_ascii=False)
    size = len(text.encode(errors="replace")) + text.count('"') + text.count("\\")
    if size > (room := answer_room()):
        message = f"the result takes {size} bytes as a state carries it; {room} are allowed"
        raise ResultTooLarge(message, logs=answer["logs"])


def _check_bytes(answer: Mapping[str, Any], most: int) -> None:
    """Refuse what a call cannot bring back: the process that ran the code has counted characters."""
    if (size := len(json.dumps(answer, ensure_ascii=False).encode(errors="replace"))) > most:
        raise ResultTooLarge(f"the result has {size} bytes; {most} are allowed", logs=answer["logs"])


def _values(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values; of the names of n8n each node has a list of items, whatever its output was."""
    values = payload.get("values") or {}
    if payload.get("names") != "n8n":
        return values
    nodes = {name: _node(output) for name, output in (values.get("nodes") or {}).items()}
    return {**values, "items": _items(values.get("items")), "nodes": nodes}


def _node(output: object) -> object:
    if output is None:
        return None
    is_whole = (
        isinstance(output, Mapping) and set(output) <= {"items", "paired", "files"} and "items" in output
    )
    return output if is_whole else {"items": _items(output)}


def _items(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


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
