"""Runs in a fresh process: prints the CPU milliseconds until a function is imported, and until it calls AWS.

The program is timed up to the moment at which botocore would look up the host of its first connection; there
SystemExit ends the call, because no handler catches it. A function that calls nothing is timed to its answer.
"""

import contextlib
import json
import socket
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch


class Context:
    """What a handler may ask of its invocation."""

    aws_request_id = "cold"

    def get_remaining_time_in_millis(self) -> int:
        """Return enough."""
        return 60_000


def main(what: str, *arguments: str) -> None:
    """Start boto3 alone, as the measure of the others, or the function on the path with a sample event."""
    started = time.process_time()
    with contextlib.redirect_stdout(sys.stderr), patch.object(socket, "getaddrinfo", _leave):
        first_call = _start_boto3() if what == "boto3" else _start_function(Path(arguments[0]))
        imported = time.process_time()
        with contextlib.suppress(SystemExit):
            first_call()
    finished = time.process_time()
    print(json.dumps([(imported - started) * 1000, (finished - started) * 1000]))


def _start_boto3() -> Callable[[], object]:
    """Import boto3, make a client, and return its first call."""
    client = import_module("boto3").client("dynamodb")
    return lambda: client.get_item(TableName="t", Key={"pk": {"S": "k"}})


def _start_function(sample: Path) -> Callable[[], object]:
    """Import the function and return its first call."""
    function = import_module("app")
    event = json.loads(sample.read_text())
    return lambda: function.handler(event, Context())


def _leave(*_host: object, **_options: object) -> NoReturn:
    sys.exit()


main(*sys.argv[1:])
