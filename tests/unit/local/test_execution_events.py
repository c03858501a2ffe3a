from local.aws.moto_adapters.executions import ExecutionRecord
from local.events.execution_events import status_change_event

RECORD = ExecutionRecord(
    arn="arn:aws:states:eu-central-1:123456789012:execution:demo-wf_1:exec_1",
    machine_arn="arn:aws:states:eu-central-1:123456789012:stateMachine:demo-wf_1",
    version_arn=None,
    input="{}",
    started_at="2026-01-01T00:00:00.500Z",
    status="SUCCEEDED",
    stopped_at="2026-01-01T00:00:02.000Z",
    output="[]",
)


def test_the_event_tells_machine_name_status_times_and_data() -> None:
    event = status_change_event(RECORD)

    assert (event["source"], event["time"]) == ("aws.states", "2026-01-01T00:00:02Z")
    assert event["detail"] == {
        "executionArn": RECORD.arn,
        "stateMachineArn": RECORD.machine_arn,
        "stateMachineVersionArn": None,
        "name": "exec_1",
        "status": "SUCCEEDED",
        "startDate": 1_767_225_600_500,
        "stopDate": 1_767_225_602_000,
        "input": "{}",
        "inputDetails": {"included": True},
        "output": "[]",
        "outputDetails": {"included": True},
        "error": None,
        "cause": None,
    }


def test_data_that_an_event_cannot_hold_is_left_out() -> None:
    large = ExecutionRecord(**{**RECORD.to_document(), "output": '"' + "x" * 260_000 + '"'})

    detail = status_change_event(large)["detail"]

    assert (detail["input"], detail["output"]) == (None, None)
    assert detail["outputDetails"] == {"included": False}
