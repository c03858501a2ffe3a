"""Records what AWS answers, at the place where botocore would open a connection, and plays it again.

A call to moto costs more than all the work of a handler. From the tape it costs next to nothing, so what is
measured is the handler with everything that botocore does for it: parameters, signature, parsing.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse


@dataclass(frozen=True)
class Answer:
    """One call and its answer; `operation` is such as `dynamodb Query`."""

    operation: str
    url: str
    status: int
    headers: Any
    body: bytes

    def response(self) -> AWSResponse:
        """Return the answer as botocore gets it; it can be read once."""
        return AWSResponse(self.url, self.status, self.headers, MockRawResponse(self.body))


@contextmanager
def recording() -> Iterator[list[Answer]]:
    """Record the calls of this thread while moto answers them."""
    tape: list[Answer] = []
    thread = threading.get_ident()
    ask_moto = BotocoreStubber.__call__

    def record(
        stubber: BotocoreStubber, event_name: str, request: AWSPreparedRequest, **rest: object
    ) -> AWSResponse | None:
        response: AWSResponse | None = ask_moto(stubber, event_name, request, **rest)
        if response is None or threading.get_ident() != thread:
            return response
        _, service, operation = event_name.split(".")
        answer = Answer(
            f"{service} {operation}", response.url, response.status_code, response.headers, response.content
        )
        tape.append(answer)
        return answer.response()

    with patch.object(BotocoreStubber, "__call__", record):
        yield tape


class Player:
    """Gives the answers of a tape, in their order and from the beginning again."""

    def __init__(self, tape: list[Answer]) -> None:
        self._tape = tape
        self._position = 0

    def __call__(self, _event_name: str, **_request: object) -> AWSResponse:
        """Return the next answer, whatever was asked."""
        answer = self._tape[self._position % len(self._tape)]
        self._position += 1
        return answer.response()


@contextmanager
def playing(tape: list[Answer]) -> Iterator[None]:
    """Answer all calls from the tape."""
    with patch.object(BotocoreStubber, "__call__", staticmethod(Player(tape))):
        yield
