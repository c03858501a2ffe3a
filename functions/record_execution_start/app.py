"""EventBridge, "Step Functions Execution Status Change": record what a `sub_workflow` node has started."""

from collections.abc import Mapping
from typing import Any

from exeoflow.adapters.step_functions.status_change import reported_start
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.bootstrap import application
from exeoflow.service.executions.recording.record_start import record_sub_run


def handler(event: Mapping[str, Any], context: object) -> None:
    """Record the start; an exception makes Lambda deliver the event again."""
    del context
    app = application()
    app.observability.begin(event["id"])
    run = reported_start(event["detail"])
    about = {"execution_id": run.id}
    with app.observability.telling("record_execution_start", about):
        execution = record_sub_run(app, run)
    app.observability.logger.info("record_execution_start", extra=about)
    if execution is not None:
        app.observability.count(EXECUTION_STARTED)
        app.observability.send()
