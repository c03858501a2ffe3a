"""Start a workflow for past times of a schedule."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.executions.backfill import backfill_shown
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import BACKFILL_WORKFLOW
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.starting.backfill import backfill_workflow


@endpoint(BACKFILL_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Start what is missing."""
    from exeoflow.api.executions.backfill_bodies import backfill_asked

    workflow_id = request.path_parameters["workflow_id"]
    meant = backfill_asked(json_object(request))
    backfill = backfill_workflow(app, request.workspace, workflow_id, meant)
    return BACKFILL_WORKFLOW.answer(backfill_shown(backfill, request.language))
