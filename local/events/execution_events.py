"""The event "Step Functions Execution Status Change", which moto does not emit."""

from datetime import datetime
from typing import Any, Final

from local.aws.moto_adapters.executions import ExecutionRecord
from local.events.envelope import data_of, status_change

_MILLISECONDS: Final = 1_000


def status_change_event(record: ExecutionRecord) -> dict[str, Any]:
    """Return the event that says that an execution has come into its present status."""
    region, account = record.arn.split(":")[3:5]
    detail = {
        "executionArn": record.arn,
        "stateMachineArn": record.machine_arn,
        "stateMachineVersionArn": record.version_arn,
        "name": record.name,
        "status": record.status,
        "startDate": _milliseconds(record.start_date),
        "stopDate": _milliseconds(record.stop_date) if record.stop_date else None,
        **data_of(record.input, record.output),
        "error": record.error,
        "cause": record.cause,
    }
    moment = (record.stopped_at or record.started_at)[:19] + "Z"
    return status_change(detail, account=account, region=region, time=moment)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * _MILLISECONDS)
