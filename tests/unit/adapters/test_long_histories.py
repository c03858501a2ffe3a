"""How often the history of a long execution is read, and that what is read is whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import boto3
import pytest
from botocore.client import BaseClient

from exeoflow.adapters.step_functions.histories import PAGE, Histories
from local.aws.replacement import replaced

_AT: Final = datetime(2024, 1, 20, 10, tzinfo=UTC)


class Story:
    """Step Functions, as far as it tells what has happened in executions that go on."""

    def __init__(self) -> None:
        self.events = 0
        self.calls = 0
        self.histories = Histories(boto3.client("stepfunctions", region_name="eu-central-1"))

    def answer(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        assert (operation, asked["maxResults"]) == ("GetExecutionHistory", PAGE)
        self.calls += 1
        ids = range(1, self.events + 1)
        ordered = ids[::-1] if asked["reverseOrder"] else ids
        begin = int(asked.get("nextToken", "0"))
        events = [
            {"id": id_, "previousEventId": id_ - 1, "type": "PassStateEntered", "timestamp": _AT}
            for id_ in ordered[begin : begin + PAGE]
        ]
        end = begin + PAGE
        return {"events": events, **({"nextToken": str(end)} if end < self.events else {})}

    def calls_at(self, events: int, arn: str = "a") -> int:
        """Return how many calls it takes to read so many events, all of them."""
        self.events, before = events, self.calls
        assert [event.id for event in self.histories.without_data(arn)] == [*range(1, events + 1)]
        return self.calls - before


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    told = Story()
    with replaced(BaseClient, "_make_api_call", lambda _, *asked: told.answer(*asked)):
        yield told


def test_a_long_history_is_read_whole_once_and_then_what_is_new(story: Story) -> None:
    sizes = (20_500, 20_500, 20_501, 21_500, 21_501, 24_000)

    assert [story.calls_at(events) for events in sizes] == [21, 1, 1, 1, 1, 3]


def test_a_history_of_one_call_is_read_anew(story: Story) -> None:
    assert [story.calls_at(events) for events in (3, 5, PAGE, PAGE + 1, PAGE + 2)] == [1, 1, 1, 2, 1]


def test_few_long_histories_are_remembered(story: Story) -> None:
    first = [story.calls_at(3000, arn) for arn in "abcde"]

    assert first == [3] * 5
    assert [story.calls_at(3001, arn) for arn in "bcdea"] == [1, 1, 1, 1, 4]


def test_histories_with_payloads_are_read_from_the_first_event(story: Story) -> None:
    story.events = 3000

    read = [len(story.histories.with_data("a")) for _ in range(2)]

    assert (read, story.calls) == ([3000, 3000], 6)
