"""How often the history of a long execution is read, that what is read is whole, and how much is held."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import boto3
import pytest
from botocore.client import BaseClient

from exeoflow.adapters.step_functions import histories
from exeoflow.adapters.step_functions.histories import PAGE, PAGE_WITH_DATA, Histories
from exeoflow.model import history
from exeoflow.model.history import HistoryEvent, size_of
from local.aws.replacement import replaced

_AT: Final = datetime(2024, 1, 20, 10, tzinfo=UTC)
_DATA: Final = "x" * 1000


class Story:
    """Step Functions, as far as it tells what has happened in executions that go on."""

    def __init__(self) -> None:
        self.events = 0
        self.is_over = False
        self.calls = 0
        self.histories = Histories(boto3.client("stepfunctions", region_name="eu-central-1"))

    def answer(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        size = PAGE_WITH_DATA if asked["includeExecutionData"] else PAGE
        assert (operation, asked["maxResults"]) == ("GetExecutionHistory", size)
        self.calls += 1
        ids = range(1, self.events + 1)
        ordered = ids[::-1] if asked["reverseOrder"] else ids
        begin = int(asked.get("nextToken", "0"))
        events = [self.event(id_, asked) for id_ in ordered[begin : begin + size]]
        end = begin + size
        return {"events": events, **({"nextToken": str(end)} if end < self.events else {})}

    def event(self, id_: int, asked: dict[str, Any]) -> dict[str, Any]:
        at = _AT + timedelta(seconds=id_)
        if self.is_over and id_ == self.events:
            return {"id": id_, "previousEventId": id_ - 1, "type": "ExecutionSucceeded", "timestamp": at}
        told = {"name": "S", **({"input": _DATA} if asked["includeExecutionData"] else {})}
        details = {"stateEnteredEventDetails": told}
        return {
            "id": id_,
            "previousEventId": id_ - 1,
            "type": "PassStateEntered",
            "timestamp": at,
            **details,
        }

    def calls_at(self, events: int, arn: str = "a", *, with_data: bool = False) -> int:
        """Return how many calls it takes to read so many events, all of them."""
        self.events, before = events, self.calls
        read = self.histories.read(arn, with_data=with_data)
        assert [event.id for event in read] == [*range(1, events + 1)]
        assert {each.data for each in read if each.kind == "PassStateEntered"} <= (
            {_DATA} if with_data else {None}
        )
        return self.calls - before


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    told = Story()
    with replaced(BaseClient, "_make_api_call", lambda _, *asked: told.answer(*asked)):
        yield told


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> int:
    """Room for the data of 1,500 events."""
    size = size_of(HistoryEvent(1, 0, "PassStateEntered", _AT, data=_DATA))
    for module in (histories, history):
        monkeypatch.setattr(module, "MOST_DATA_BYTES", 1500 * size)
    return 1500


@pytest.mark.parametrize(
    ("with_data", "expected"), [(False, [21, 1, 1, 1, 1, 3]), (True, [103, 1, 1, 5, 1, 13])]
)
def test_a_long_history_is_read_whole_once_and_then_what_is_new(
    story: Story, expected: list[int], *, with_data: bool
) -> None:
    sizes = (20_500, 20_500, 20_501, 21_500, 21_501, 24_000)

    calls = [story.calls_at(events, with_data=with_data) for events in sizes]

    assert calls == expected


@pytest.mark.parametrize("events", [5, 20_500])
def test_what_is_over_is_not_asked_for_again(story: Story, events: int) -> None:
    story.is_over = True

    first = story.calls_at(events, with_data=True)

    assert first == -(-events // PAGE_WITH_DATA)
    assert [len(story.histories.read("a", with_data=asked)) for asked in (True, False)] == [events, events]
    assert story.calls == first


def test_data_are_read_where_they_are_asked_for_first(story: Story) -> None:
    assert story.calls_at(3000) == 3

    assert story.calls_at(3000, with_data=True) == 15


def test_a_history_of_one_call_is_read_anew(story: Story) -> None:
    assert [story.calls_at(events) for events in (3, 5, PAGE, PAGE + 1, PAGE + 2)] == [1, 1, 1, 2, 1]


def test_few_long_histories_are_remembered(story: Story) -> None:
    first = [story.calls_at(3000, arn) for arn in "abcde"]

    assert first == [3] * 5
    assert [story.calls_at(3001, arn) for arn in "bcdea"] == [1, 1, 1, 1, 4]


def test_histories_are_remembered_as_far_as_there_is_room_for_their_data(story: Story, room: int) -> None:
    calls = [story.calls_at(room - 400, arn, with_data=True) for arn in "aabba"]

    assert calls == [6, 1, 6, 1, 6]


@pytest.mark.parametrize("read_before", [None, 1200, 1800, 4000])
def test_data_are_held_as_far_as_there_is_room(story: Story, room: int, read_before: int | None) -> None:
    if read_before is not None:
        story.events = read_before
        story.histories.read("a", with_data=True)
    story.events = 5000

    read = story.histories.read("a", with_data=True)

    assert [event.id for event in read] == [*range(1, 5001)]
    held = [event.id for event in read if event.data is not None]
    assert held == [*range(1, held[-1] + 1)]
    assert [event.id for event in read if event.is_cut] == [*range(held[-1] + 1, 5001)]
    assert 1200 <= held[-1] <= room


def test_an_event_is_looked_for_from_the_end_and_no_further_back_than_it_can_be(story: Story) -> None:
    story.events = 20_500

    def has(id_: int, since: int) -> bool:
        since_then = _AT + timedelta(seconds=since)
        return story.histories.has_event(
            "a", since_then, lambda event: (event.id, event.data) == (id_, _DATA)
        )

    found = [has(20_400, 1), has(20_400, 20_450), has(20_000, 18_400), has(0, 0)]

    assert found == [True, False, True, False]
    assert story.calls == 1 + 1 + 3 + 103


def test_what_there_is_no_room_for_is_read_without_data(story: Story, room: int) -> None:
    story.events = 5000
    story.histories.read("a", with_data=True)

    with_data = room // PAGE_WITH_DATA + 1
    without = (5000 - room) // PAGE + 1
    assert story.calls == with_data + without

    story.events = 5001
    assert [event.is_cut for event in story.histories.read("a", with_data=True)[-2:]] == [True, True]
    assert story.calls == with_data + without + 1


def test_not_even_the_first_event_need_have_room(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (histories, history):
        monkeypatch.setattr(module, "MOST_DATA_BYTES", 1)
    story.events = 3

    read = story.histories.read("a", with_data=True)

    assert [(event.id, event.data, event.is_cut) for event in read] == [(n, None, True) for n in (1, 2, 3)]
