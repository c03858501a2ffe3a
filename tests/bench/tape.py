"""Records what AWS answers, at the place where botocore would open a connection, and plays it again.

A call to moto costs more than all the work of a handler. From the tape it costs next to nothing, so what is
measured is the handler with everything that botocore does for it: parameters, signature, parsing.

The product's clock stands still at the moment of the recording: what AWS answers is of its time. The count of
a key's requests is named after its minute; in the next minute a handler looks for another name.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import cycle
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse

from exeoflow.adapters.system import SystemClock
from local.aws.replacement import replaced


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


@dataclass(frozen=True)
class Tape:
    """What AWS answered, in order, and the moment at which it was asked."""

    now: datetime = field(default_factory=lambda: SystemClock().now())
    answers: list[Answer] = field(default_factory=list)


_Ask = Callable[..., AWSResponse | None]


@contextmanager
def recording() -> Iterator[Tape]:
    """Record the calls of this thread while moto answers them."""
    tape = Tape()

    def record(ask_moto: _Ask, event_name: str, request: AWSPreparedRequest) -> AWSResponse | None:
        response = ask_moto(event_name=event_name, request=request)
        if response is None:
            return None
        _, service, operation = event_name.split(".")
        tape.answers.append(
            Answer(
                f"{service} {operation}",
                response.url,
                response.status_code,
                response.headers,
                response.content,
            )
        )
        return tape.answers[-1].response()

    with _answered_by(record), _held_at(tape.now):
        yield tape


@contextmanager
def playing(tape: Tape) -> Iterator[None]:
    """Answer the calls of this thread from the tape: in its order, and from the beginning again."""
    answers = cycle(tape.answers)
    with (
        _answered_by(lambda _ask_moto, _event_name, _request: next(answers).response()),
        _held_at(tape.now),
    ):
        yield


def _held_at(moment: datetime) -> AbstractContextManager[None]:
    """Let the product's clock tell one moment."""
    return replaced(SystemClock, "now", lambda _clock: moment)


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
