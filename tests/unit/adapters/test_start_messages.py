"""Messages of the queue of starts, and who wrote them."""

import pytest

from exeoflow.adapters.sqs.event_part_messages import event_part_message
from exeoflow.adapters.sqs.start_messages import cause_of_message, failure_message
from exeoflow.errors import InvalidRequest, MalformedBody
from exeoflow.model.execution import TriggerKind
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.executions.starting.start_by_event import Occurrence
from exeoflow.service.executions.starting.start_error_workflow import Failure


def test_our_own_message_names_the_failed_execution() -> None:
    assert cause_of_message("m", failure_message("exec_1")) == Failure("exec_1")


def test_a_message_names_the_workflow_to_start() -> None:
    text = '{"workflow_id": "wf_1", "input": {"n": 1}}'

    assert cause_of_message("m", text) == Occurrence("default", "wf_1", TriggerKind.QUEUE, "m", {"n": 1})


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"failed_execution_id": 7}',
        '{"failed_execution_id": "exec_1", "workspace": "acme"}',
    ],
)
def test_a_message_that_names_neither_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest):
        cause_of_message("m", text)


def test_a_message_that_is_no_json_is_refused() -> None:
    with pytest.raises(MalformedBody):
        cause_of_message("m", "{")


def test_a_part_of_an_event_is_no_longer_than_the_event_in_any_language() -> None:
    detail = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(80_000))
    event = ChannelEvent("shop", {"id": "evt_1", "detail": detail}, is_from_own_bus=False)

    assert len(event_part_message(event)) < len(detail.encode())
