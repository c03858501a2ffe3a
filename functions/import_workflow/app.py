"""Make a workflow of an export of another system, or only say what would become of it."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import json_object
from exeoflow.api.conditions import idempotent_request
from exeoflow.api.request import Request
from exeoflow.api.workflows.authorship import authorship_of
from exeoflow.api.workflows.importing import importing_asked
from exeoflow.api.workflows.operations import IMPORT_WORKFLOW
from exeoflow.bootstrap import Application, endpoint


@endpoint(IMPORT_WORKFLOW)
def handler(request: Request, app: Application) -> Answer:
    """Import the workflow."""
    from exeoflow.api.workflows.imported import imported_shown
    from exeoflow.service.workflows.imports.import_workflow import import_workflow

    asked = importing_asked(IMPORT_WORKFLOW.query(request))
    content = json_object(request)
    idempotent = idempotent_request(request, {"import": asked.format, "body": content})
    imported = import_workflow(
        app,
        request.workspace,
        content,
        form=asked.format,
        stores=not asked.dry_run,
        authorship=authorship_of(request, ""),
        request=idempotent,
    )
    shown = imported_shown(imported, app.clock.now(), request.language)
    return IMPORT_WORKFLOW.answer(shown)
