"""Events as EventBridge delivers them, and what those of Step Functions say of an execution's data.

https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

import uuid
from datetime import UTC, datetime
from typing import Any, Final

from local.place import ACCOUNT_ID, REGION

# An event holds 256 KB; Step Functions leaves out input and output beyond this.
_LARGEST_DATA: Final = 248 * 1024


def new_event(source: str, detail_type: str, detail: Any, **more: Any) -> dict[str, Any]:
    """Return an event of this moment; `more` are fields of the envelope that differ."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": detail_type,
        "source": source,
        "account": ACCOUNT_ID,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [],
        "detail": detail,
        **more,
    }


def status_change(detail: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the event that says that an execution has come into its present status."""
    arns = [detail["executionArn"]]
    return new_event("aws.states", "Step Functions Execution Status Change", detail, resources=arns, **more)


def data_of(given: str, output: str | None) -> dict[str, Any]:
    """Return what a status change says of input and output: both, or that they are too large for an event."""
    # Most are so small that they need not be encoded: no character takes more than four bytes.
    has_room = len(given) + len(output or "") <= _LARGEST_DATA // 4 or (
        len(given.encode()) + len((output or "").encode()) <= _LARGEST_DATA
    )
    return {
        "input": given if has_room else None,
        "inputDetails": {"included": has_room},
        "output": output if has_room else None,
        "outputDetails": {"included": has_room} if output is not None else None,
    }
