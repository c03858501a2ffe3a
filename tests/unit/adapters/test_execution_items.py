"""How the end of an execution becomes items."""

import hashlib
from datetime import UTC, datetime

from exeoflow.adapters.dynamodb.executions import items
from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionStatus, Step, TriggerKind

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
SUCCESS = ExecutionStatus.SUCCESS
EXECUTION = Execution(
    "exec_1", "acme", "wf_1", "Greet", ExecutionStatus.RUNNING, NOON, TriggerKind.MANUAL, "start"
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


def test_steps_that_are_not_known_are_not_written() -> None:
    [item] = items.end_items(EXECUTION, ExecutionEnd(SUCCESS, NOON), 0)

    assert "steps" not in item
