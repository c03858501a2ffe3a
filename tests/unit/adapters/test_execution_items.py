"""How the end of an execution becomes items."""

import hashlib
from datetime import UTC, datetime

import pytest

from exeoflow.adapters.dynamodb.attributes import FullItem, Item
from exeoflow.adapters.dynamodb.executions import items
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionRecord,
    ExecutionStatus,
    Pin,
    Step,
    TriggerKind,
)
from exeoflow.model.workflows.source_map import SourceMap

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
SUCCESS = ExecutionStatus.SUCCESS
EXECUTION = Execution(
    "exec_1", "acme", "wf_1", "Greet", ExecutionStatus.RUNNING, NOON, TriggerKind.MANUAL, "start"
)
NOISE = hashlib.shake_256(b"eight").hexdigest(800_000)
NAMES = [NOISE[at : at + 200] for at in range(0, len(NOISE), 200)]
STEPS = tuple(Step(name[:60], name, SUCCESS, NOON, NOON) for name in NAMES)
LARGE = ExecutionRecord(
    EXECUTION, NOISE[:400_000], SourceMap({name: name[:60] for name in NAMES}, {}), pins={"a": Pin(NOISE)}
)
# The most that DynamoDB takes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
MOST_OF_AN_ITEM = 409_600


def names_of_written(size: int) -> list[str]:
    # Nothing that compression could shorten by more than half.
    text = hashlib.shake_256(b"seven").hexdigest(size)
    steps = tuple(Step(text[at : at + 60], "a", SUCCESS, NOON, NOON) for at in range(0, len(text) // 2, 60))
    end = ExecutionEnd(SUCCESS, NOON, text[len(text) // 2 :], steps=steps)

    written = items.end_items(EXECUTION, end, 0)

    assert all(
        sum(len(v) for v in item.values() if isinstance(v, bytes)) < MOST_OF_AN_ITEM for item in written
    )
    return [str(item["sk"]) for item in written]


def test_output_and_steps_are_one_item() -> None:
    assert names_of_written(10_000) == [items.RESULT]


def test_what_one_item_does_not_hold_is_two() -> None:
    assert names_of_written(500_000) == [items.RESULT, items.STEPS]


def read_without(*sort_keys: str) -> dict[str, Item]:
    """Return the items of an execution of which nothing finds room in one, all but those of these keys."""
    end = ExecutionEnd(SUCCESS, NOON, NOISE[:400_000], steps=STEPS)
    written = [
        items.head_item(EXECUTION, 0),
        *items.input_items(LARGE, 0),
        *items.end_items(EXECUTION, end, 0),
    ]
    # Backwards, as nobody promises an order.
    read = {str(item["sk"]): _read(item) for item in reversed(written)}
    return {key: item for key, item in read.items() if key not in sort_keys}


def test_what_no_item_holds_is_several_and_read_whole() -> None:
    found = read_without()

    read = items.record_of(found)

    assert items.is_whole(found)
    assert (read.input, read.source_map, read.pins, read.steps) == (
        LARGE.input,
        LARGE.source_map,
        LARGE.pins,
        STEPS,
    )
    assert (
        max(len(value) for item in found.values() for value in item.values() if isinstance(value, bytes))
        <= 350_000
    )
    assert sorted(key for key in found if key.startswith("pins")) == ["pins", "pins#001", "pins#002"]


@pytest.mark.parametrize("part", ["steps", "steps#001"])
def test_steps_of_which_a_part_is_not_there_are_not_known(part: str) -> None:
    assert items.record_of(read_without(part)).steps is None


@pytest.mark.parametrize("part", ["execution", "input", "source_map", "source_map#001"])
def test_a_record_of_which_a_part_is_removed_is_gone(part: str) -> None:
    assert not items.is_whole(read_without(part))


def _read(item: FullItem) -> Item:
    return {name: value for name, value in item.items() if value is not None}


def test_steps_that_are_not_known_are_not_written() -> None:
    [item] = items.end_items(EXECUTION, ExecutionEnd(SUCCESS, NOON), 0)

    assert "steps" not in item
