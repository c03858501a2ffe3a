"""EventBridge, "Step Functions Execution Status Change": note how an execution ended."""

from collections.abc import Mapping
from typing import Any

from exeoflow.adapters.step_functions.status_change import reported_end, reported_start
from exeoflow.api.observability import EXECUTION_ENDED
from exeoflow.bootstrap import application
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.recording.record_start import record_sub_run


def handler(event: Mapping[str, Any], context: object) -> None:
    """Record the end; an exception makes Lambda deliver the event again."""
    del context
    app = application()
    app.observability.begin(event["id"])
    execution_id, reported = reported_end(event["detail"])
    about = {"execution_id": execution_id}
    with app.observability.telling("record_execution_end", about):
        # What a node started may end before its start is told of.
        record_sub_run(app, reported_start(event["detail"]))
        end = record_execution_end(app, execution_id, reported)
    app.observability.logger.info("record_execution_end", extra=about)
    if end is not None:
        app.observability.count(EXECUTION_ENDED[end.status])
        app.observability.send()
