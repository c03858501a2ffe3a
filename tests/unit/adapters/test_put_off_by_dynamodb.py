"""Batches that DynamoDB takes in part, and those that it never takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from exeoflow.adapters.dynamodb.queries import delete_all, put_all, read_all
from exeoflow.errors import Unavailable

TABLE = "t"
KEYS: list[Any] = [{"pk": str(number), "sk": "a"} for number in range(130)]


@dataclass
class Throttled:
    """Takes so many of each batch and puts the others off."""

    share: int
    taken: int = 0

    def batch_get_item(self, *, RequestItems: Any) -> Any:  # noqa: N803
        keys = RequestItems[TABLE]["Keys"]
        answer = {"Responses": {TABLE: self._take(keys)}, "UnprocessedKeys": {}}
        rest = keys[self.share :]
        return {**answer, "UnprocessedKeys": {TABLE: {"Keys": rest}}} if rest else answer

    def batch_write_item(self, *, RequestItems: Any) -> Any:  # noqa: N803
        self._take(RequestItems[TABLE])
        rest = RequestItems[TABLE][self.share :]
        return {"UnprocessedItems": {TABLE: rest} if rest else {}}

    def _take(self, asked: Any) -> Any:
        self.taken += len(asked[: self.share])
        return asked[: self.share]


Act = Callable[[Any, Callable[[int], None]], object]
ACTS: tuple[Act, ...] = (
    lambda client, pause: read_all(client, TABLE, KEYS, pause),
    lambda client, pause: put_all(client, TABLE, KEYS, pause),
    lambda client, pause: delete_all(client, TABLE, KEYS, pause),
)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_put_off_is_asked_for_again(act: Act) -> None:
    client = Throttled(20)
    pauses: list[int] = []

    act(client, pauses.append)

    assert client.taken == len(KEYS)
    assert pauses


@pytest.mark.parametrize("act", ACTS)
def test_what_is_always_put_off_is_refused_for_now(act: Act) -> None:
    pauses: list[int] = []

    def pause(attempt: int) -> None:
        assert attempt < 100, "it goes on for ever"
        pauses.append(attempt)

    with pytest.raises(Unavailable):
        act(Throttled(0), pause)

    assert pauses == sorted(pauses)
