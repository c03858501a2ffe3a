"""The Lambda task behind the node `http_request`, and `hmac` with a credential."""

import logging
import time
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger

from exeoflow.bootstrap_http_request import http_request_task
from exeoflow.http_request.errors import HttpRequestFailed
from exeoflow.task_failure import TaskFailure


@cache
def _logger() -> Logger:
    # urllib3 would log whole URLs, and these may hold secrets.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    return Logger()


def handler(event: dict[str, Any], _context: object) -> Any:  # noqa: ANN401 - a signature is a text
    """Send the request; `Retry` and `Catch` see the class of what is raised as the error's name.

    A request of the node `hmac` for a signature by a credential comes here as well, and sends nothing.
    """
    if event.get("operation") == "hmac":
        return http_request_task().sign(event)
    started = time.monotonic()
    node = {name: event.get(name) for name in ("execution_id", "node_id")}
    try:
        answer = http_request_task().run(event)
    except TaskFailure as error:
        _log("http_request failed", started, node | {"error": type(error).__name__, "reason": _reason(error)})
        raise
    _log("http_request answered", started, node | {"status": answer["status"]})
    return answer


def _reason(error: TaskFailure) -> str:
    """Return the message without the details that a server answered; failures of files have none."""
    summary = error.summary if isinstance(error, HttpRequestFailed) else None
    return summary or str(error)


def _log(message: str, started: float, fields: dict[str, Any]) -> None:
    _logger().info(message, extra=fields | {"duration_ms": round((time.monotonic() - started) * 1000)})
