"""Start a workflow by its webhook, which checks its caller itself."""

from exeoflow.api.answers import Answer
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.api.query import wait_seconds
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import call_started, ended_answer, responded
from exeoflow.api.webhooks.call_bodies import read_body
from exeoflow.api.webhooks.calls import webhook_call
from exeoflow.api.webhooks.operations import CALL_WEBHOOK
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.response import Response
from exeoflow.service.executions.wait_for import wait_for_response
from exeoflow.service.webhooks.call import admit_call, call_webhook


@endpoint(CALL_WEBHOOK)
def handler(request: Request, app: Application) -> Answer:
    """Start the workflow and wait for it if the caller or the webhook wants that."""
    call = webhook_call(request)
    admitted = admit_call(app, request.path_parameters["webhook_id"], call)
    wanted = wait_seconds(request.query)
    seconds = admitted.webhook.wait_seconds if wanted is None else wanted
    execution = call_webhook(app, admitted, read_body(call.headers, call.raw_body, admitted.webhook.settings))
    app.observability.count(EXECUTION_STARTED)
    if seconds:
        reached = wait_for_response(app, execution.workspace, execution.id, seconds)
        if isinstance(reached, Response):
            return responded(reached)
        if not reached.execution.is_running:
            return ended_answer(reached, request.language)
    return CALL_WEBHOOK.answer(call_started(execution, request))
