"""Records what AWS answers, at the place where botocore would open a connection, and plays it again.

A call to moto costs more than all the work of a handler. From the tape it costs next to nothing, so what is
measured is the handler with everything that botocore does for it: parameters, signature, parsing.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
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


_Ask = Callable[..., AWSResponse | None]


@contextmanager
def recording() -> Iterator[list[Answer]]:
    """Record the calls of this thread while moto answers them."""
    tape: list[Answer] = []

    def record(ask_moto: _Ask, event_name: str, request: AWSPreparedRequest) -> AWSResponse | None:
        response = ask_moto(event_name=event_name, request=request)
        if response is None:
            return None
        _, service, operation = event_name.split(".")
        tape.append(
            Answer(
                f"{service} {operation}",
                response.url,
                response.status_code,
                response.headers,
                response.content,
            )
        )
        return tape[-1].response()

    with _answered_by(record):
        yield tape


@contextmanager
def playing(tape: list[Answer]) -> Iterator[None]:
    """Answer the calls of this thread from the tape: in its order, and from the beginning again."""
    answers = cycle(tape)
    with _answered_by(lambda _ask_moto, _event_name, _request: next(answers).response()):
        yield


@contextmanager
def _answered_by(
    answer: Callable[[_Ask, str, AWSPreparedRequest], AWSResponse | None],
) -> Iterator[None]:
    """Let `answer` stand between this thread and moto; other threads, those of executions, ask moto."""
    thread = threading.get_ident()
    original = BotocoreStubber.__call__

    def call(
        stubber: BotocoreStubber, event_name: str, request: AWSPreparedRequest, **rest: object
    ) -> AWSResponse | None:
        ask_moto: _Ask = partial(original, stubber, **rest)
        if threading.get_ident() != thread:
            return ask_moto(event_name=event_name, request=request)
        return answer(ask_moto, event_name, request)

    with patch.object(BotocoreStubber, "__call__", call):
        yield
