"""Go back to a revision of a workflow."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import optional_json_object
from exeoflow.api.conditions import idempotent_request, precondition
from exeoflow.api.request import Request
from exeoflow.api.workflows.authorship import authorship_of
from exeoflow.api.workflows.outlook_answers import workflow_shown_now
from exeoflow.api.workflows.requests import comment_of, manager_of, revision_number
from exeoflow.api.workflows.revision_operations import RESTORE_REVISION
from exeoflow.bootstrap import Application, endpoint
from exeoflow.service.workflows.revisions import restore_revision


@endpoint(RESTORE_REVISION)
def handler(request: Request, app: Application) -> Answer:
    """Make a new revision of the old content."""
    workflow_id = request.path_parameters["workflow_id"]
    number = revision_number(request.path_parameters["revision"])
    content = optional_json_object(request)
    by = authorship_of(request, comment_of(content))
    idempotent = idempotent_request(request, {"workflow": workflow_id, "revision": number, "body": content})
    condition, manager = precondition(request), manager_of(RESTORE_REVISION.query(request))
    workflow = restore_revision(
        app,
        request.workspace,
        workflow_id,
        number,
        condition,
        authorship=by,
        manager=manager,
        request=idempotent,
    )
    shown = workflow_shown_now(workflow, app.clock.now(), request.language)
    return RESTORE_REVISION.answer(shown, revision=workflow.revision)
