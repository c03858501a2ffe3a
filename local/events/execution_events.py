"""The event "Step Functions Execution Status Change", which moto does not emit.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

import uuid
from datetime import datetime
from typing import Any, Final

from local.aws.moto_adapters.executions import ExecutionRecord

_LARGEST_DATA: Final = (
    248 * 1024
)  # an event holds 256 KB; Step Functions leaves out input and output beyond this
_MILLISECONDS: Final = 1_000


def status_change_event(record: ExecutionRecord) -> dict[str, Any]:
    """Return the event that says that an execution has come into its present status."""
    region, account = record.arn.split(":")[3:5]
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Step Functions Execution Status Change",
        "source": "aws.states",
        "account": account,
        "time": (record.stopped_at or record.started_at)[:19] + "Z",
        "region": region,
        "resources": [record.arn],
        "detail": _detail(record),
    }


def _detail(record: ExecutionRecord) -> dict[str, Any]:
    has_room = len(record.input.encode()) + len((record.output or "").encode()) <= _LARGEST_DATA
    return {
        "executionArn": record.arn,
        "stateMachineArn": record.machine_arn,
        "stateMachineVersionArn": record.version_arn,
        "name": record.name,
        "status": record.status,
        "startDate": _milliseconds(record.start_date),
        "stopDate": _milliseconds(record.stop_date) if record.stop_date else None,
        "input": record.input if has_room else None,
        "inputDetails": {"included": has_room},
        "output": record.output if has_room else None,
        "outputDetails": {"included": has_room} if record.output is not None else None,
        "error": record.error,
        "cause": record.cause,
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * _MILLISECONDS)
