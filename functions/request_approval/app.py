"""The Lambda task behind `approval` and a `wait` for a call: ask, and leave the task waiting.

Before that, the one that opens an execution's address, for those that read `$execution.resume_url`.
"""

from collections.abc import Mapping
from typing import Any

from exeoflow.bootstrap import Application, application
from exeoflow.model import json
from exeoflow.model.approval import ApprovalKind
from exeoflow.service.approvals.address import Opening, open_address
from exeoflow.service.approvals.request import Question, QuestionTooLarge, request_approval


def handler(event: Mapping[str, Any], context: object) -> dict[str, str]:
    """Ask; `Retry` and `Catch` see the class of what is raised as the error's name."""
    del context
    app = application()
    app.observability.begin(event["execution_id"])
    about = {
        name: event[name] for name in ("workspace", "workflow_id", "execution_id", "node_id") if name in event
    }
    with app.observability.telling("request_approval", about, but=QuestionTooLarge):
        return _opened(app, event) if event["kind"] == "address" else _asked(app, event)


def _opened(app: Application, event: Mapping[str, Any]) -> dict[str, str]:
    opening = Opening(event["workspace"], event["workflow_id"], event["execution_id"])
    return {"resume_url": open_address(app, opening, app.setting("API_URL"))}


def _asked(app: Application, event: Mapping[str, Any]) -> dict[str, str]:
    message = event.get("message", "")
    question = Question(
        workspace=event["workspace"],
        workflow_id=event["workflow_id"],
        execution_id=event["execution_id"],
        node_id=event["node_id"],
        kind=ApprovalKind(event["kind"]),
        task_token=event["task_token"],
        timeout=event["timeout"],
        # An expression may yield anything.
        message=message if isinstance(message, str) else json.write(message),
        data=event.get("data"),
    )
    approval = request_approval(app, question, app.setting("API_URL"))
    about = {"execution_id": question.execution_id, "node_id": question.node_id, "approval_id": approval.id}
    app.observability.logger.info("request_approval", extra=about)
    return {"approval_id": approval.id}
