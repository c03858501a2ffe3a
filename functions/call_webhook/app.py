"""Start a workflow by its webhook, which checks its caller itself."""

from functools import partial
from http import HTTPStatus

from exeoflow.api.answers import Answer
from exeoflow.api.observability import EXECUTION_STARTED
from exeoflow.api.request import Request
from exeoflow.api.webhooks.answers import call_started, ended_answer, responded
from exeoflow.api.webhooks.calls import sent_body, webhook_call
from exeoflow.api.webhooks.first_contact import (
    challenge_in,
    failures_readable_by_pages,
    first_answer,
    readable_by_pages,
)
from exeoflow.api.webhooks.operations import CALL_WEBHOOK
from exeoflow.bootstrap import Application, endpoint
from exeoflow.model.json import JsonObject
from exeoflow.model.response import Response
from exeoflow.service.webhooks.addresses import CalledAddress, called_address
from exeoflow.service.webhooks.call import admit_call, call_webhook, finish_handshake


@endpoint(CALL_WEBHOOK)
def handler(request: Request, app: Application) -> Answer:
    """Answer what is asked before a call, or the call; the pages that the webhook allows may read both."""
    parameters = request.path_parameters
    address = called_address(app, parameters["webhook_id"], parameters.get("path", ""))
    webhook = address.webhook
    with failures_readable_by_pages(webhook):
        answer = first_answer(request, webhook, app.allowed_origins) or _called(request, app, address)
    return readable_by_pages(answer, request, webhook)


def _called(request: Request, app: Application, address: CalledAddress) -> Answer:
    """Start the workflow and wait for it if the caller or the webhook wants that."""
    webhook = address.webhook
    call = webhook_call(request, address)
    admitted = admit_call(app, webhook, call)
    if finish_handshake(app, admitted):
        return Answer(HTTPStatus.OK, "{}")
    keep = partial(_kept, app, webhook.workspace)
    body = sent_body(call.headers, call.raw_body, webhook.settings, keep)
    challenge = challenge_in(body.content, webhook)
    if challenge is not None:
        return challenge
    execution = call_webhook(app, admitted, body)
    app.observability.count(EXECUTION_STARTED)
    if call.wait_seconds:
        # Most calls wait for nothing.
        from exeoflow.service.executions.wait_for import wait_for_response

        reached = wait_for_response(app, execution.workspace, execution.id, call.wait_seconds)
        if isinstance(reached, Response):
            return responded(reached)
        if not reached.execution.is_running:
            return ended_answer(reached, request.language)
    return CALL_WEBHOOK.answer(call_started(execution, request))


def _kept(app: Application, workspace: str, content: bytes, content_type: str) -> JsonObject:
    # Few calls bring files.
    from exeoflow.service.webhooks.kept_files import keep_sent_file

    return keep_sent_file(app, workspace, content, content_type)
