"""Do the same to many workflows."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.bulk_answers import bulk_report
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.request import Request
from exeoflow.api.workflows.authorship import authorship_of
from exeoflow.api.workflows.operations import CHANGE_WORKFLOWS
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.bulk import change_workflows


@endpoint(CHANGE_WORKFLOWS)
def handler(request: Request, app: Application) -> Answer:
    """Change them."""
    from exeoflow.api.bodies.bulk import workflows_to_change

    content = json_object(request)
    action, which, body = workflows_to_change(content)
    report = change_workflows(
        app,
        request.workspace,
        action,
        which,
        authorship_of(request),
        force=body.force,
        is_dry_run=body.dry_run,
        request=idempotent_request(request, content),
    )
    shown = bulk_report(report, request.language, is_dry_run=body.dry_run)
    return CHANGE_WORKFLOWS.answer(shown)
