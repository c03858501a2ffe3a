"""The world around an imported workflow: there are no services, only code that is run."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from exeoflow.code.run import code_answer
from exeoflow.code.workers import Workers
from exeoflow.service.files.operations import run_file_operation
from exeoflow.task_failure import TaskFailure
from exeoflow.transformation.task import transformed
from tests.oracle.interpreter.environment import Answer, Failure, Reply
from tests.oracle.json_value import Json
from tests.unit.service.files.desk import Desk

BASE64 = {"body_encoding": "base64"}


def stand_in(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node with the handles of a placeholder that fails when it runs."""
    handles = node["config"].get("handles")
    kept = {key: value for key, value in node.items() if key not in {"type", "config", "when_empty"}}
    failing = "$error('A placeholder was reached.')"
    if handles:
        cases = [{"handle": handle, "expression": failing} for handle in handles]
        return {**kept, "type": "switch", "config": {"cases": cases}}
    return {**kept, "type": "transform", "config": {"expression": failing}}


@cache
def workers() -> Workers:
    """Return what runs code, begun once and ended with the process."""
    return Workers()


def _worked_on(request: Mapping[str, Any]) -> Reply:
    """Answer a task over data, an image or an archive."""
    try:
        if str(request["operation"]).endswith("_image") or request["operation"] in {"compress", "extract"}:
            # What a request does not have here: what the compiler adds to any.
            added = {"workspace": "w", "execution_id": "e"}
            return Answer(0.0, run_file_operation({**request, **added}, Desk()))
        return Answer(0.0, transformed(request, Desk))
    except TaskFailure as failure:
        return Failure(0.0, type(failure).__name__, str(failure))


@dataclass(slots=True)
class World:
    """Runs code, calls what waits for a call, and answers nothing else; notes what it could not answer."""

    unanswered: list[str] = field(default_factory=list)

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer a task."""
        del attempt
        if isinstance(request, Mapping) and "source" in request:
            answered = code_answer(request, workers())
            if "error" in answered:
                return Failure(0.0, answered["error"]["code"], answered["error"]["message"])
            return Answer(0.0, answered["output"])
        if isinstance(request, Mapping) and "operation" in request:
            return _worked_on(request)
        if isinstance(request, Mapping) and request.get("kind") == "call":
            return Answer(1.0, {})
        self.unanswered.append(node_id)
        return Failure(0.0, "Http.ConnectionFailed", f"{node_id}: there are no services in a test")


@dataclass(frozen=True, slots=True)
class Bytes:
    """An answer that is a file."""

    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Services(World):
    """Answers requests one after another, and remembers them."""

    answers: list[Any] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer with the next one, which may be a failure."""
        if isinstance(request, dict) and "url" in request:
            self.requests.append(request)
            found = self.answers.pop(0)
            if isinstance(found, Failure):
                return found
            if isinstance(found, Bytes):
                body = b64encode(found.content).decode()
                return Answer(0.0, {"status": 200, "headers": dict(found.headers), "body": body, **BASE64})
            return Answer(0.0, {"status": 200, "headers": dict(self.headers), "body": found})
        if isinstance(request, dict) and request.get("operation") == "mail":
            self.requests.append(request)
            return Answer(0.0, {"message_id": "mail-1"})
        return World.answer(self, node_id, request, attempt)
