"""Do the same to many executions."""

from exeoflow.api.answers import Answer
from exeoflow.api.body import json_object
from exeoflow.api.bulk_answers import bulk_report
from exeoflow.api.executions.operations import CHANGE_EXECUTIONS
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.bulk import change_executions


@endpoint(CHANGE_EXECUTIONS)
def handler(request: Request, app: Application) -> Answer:
    """Change them."""
    from exeoflow.api.bulk_bodies import executions_to_change

    action, which, body = executions_to_change(json_object(request))
    report = change_executions(app, request.workspace, action, which, is_dry_run=body.dry_run)
    shown = bulk_report(report, request.language, is_dry_run=body.dry_run)
    return CHANGE_EXECUTIONS.answer(shown)
