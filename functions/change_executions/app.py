"""Do the same to many executions."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.bulk_answers import bulk_report
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.executions.operations import CHANGE_EXECUTIONS
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.executions.bulk import change_executions


@endpoint(CHANGE_EXECUTIONS)
def handler(request: Request, app: Application) -> Answer:
    """Change them."""
    from exeoflow.api.bodies.bulk import executions_to_change

    content = json_object(request)
    action, which, body = executions_to_change(content)
    idempotent = idempotent_request(request, content)
    report = change_executions(
        app, request.workspace, action, which, is_dry_run=body.dry_run, request=idempotent
    )
    shown = bulk_report(report, request.language, is_dry_run=body.dry_run)
    return CHANGE_EXECUTIONS.answer(shown)
