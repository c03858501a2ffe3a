"""Scenarios of operations that only look: whatever fails, they end in an error of ours, in a whole world."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from exeoflow.model.execution import ExecutionFilter
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter
from exeoflow.service.approvals.answer import check_open, find_approval
from exeoflow.service.approvals.pending import open_approvals, pending_approvals
from exeoflow.service.credentials.attempt import attempt_with_credential
from exeoflow.service.credentials.read import get_credential, list_credentials, used_by
from exeoflow.service.executions.explain.steps import get_step, list_steps
from exeoflow.service.executions.explain.try_node import Given, try_node
from exeoflow.service.executions.records import find_execution, list_executions
from exeoflow.service.keys.read import list_keys
from exeoflow.service.notifications.read import get_notification, list_notifications
from exeoflow.service.ports import Ports
from exeoflow.service.ports.credential_trials import Trial
from exeoflow.service.variables.read import get_variable, list_variables
from exeoflow.service.variables.write import set_variable
from exeoflow.service.webhooks.read import get_webhook, list_webhooks
from exeoflow.service.workflows.create import NewWorkflow
from exeoflow.service.workflows.get_definition import get_workflow_definition
from exeoflow.service.workflows.read import get_workflow, get_workflow_stats, list_workflows
from exeoflow.service.workflows.revisions import compare_revisions, get_revision, list_revisions
from exeoflow.service.workflows.validate import validate_workflow
from tests.fakes.ports import FakePorts
from tests.faults.scenarios import PLAIN, SCENARIOS, Scenario, W

PAGE: Final = PageRequest()


class Accepting:
    """Takes any credential for valid."""

    def attempt(self, workspace: str, credential_id: str, url: str) -> Trial:
        """Send nothing."""
        del workspace, credential_id, url
        return Trial(200)


def _variable(ports: FakePorts) -> str:
    set_variable(ports, W, "region", "eu")
    return "region"


def _read(like: str, act: Callable[[Ports, Any], object]) -> Scenario:
    """Read what is prepared for the scenario `like`."""
    return Scenario(SCENARIOS[like].prepare, act, _nothing_wrong)


def _nothing_wrong(ports: FakePorts, prepared: object) -> Iterator[str]:
    del ports, prepared
    return iter(())


def _show_approval(ports: Ports, approval: Any) -> None:
    token = approval.addresses("")["approve_url"][-64:]
    check_open(ports, find_approval(ports, approval.id, "approve", token))


def _show_credential(ports: Ports, credential_id: str) -> None:
    used_by(ports, get_credential(ports, W, credential_id))


READING: Final[Mapping[str, Scenario]] = {
    "list_workflows": _read(
        "update_workflow", lambda ports, _: list_workflows(ports, W, WorkflowFilter(), PAGE)
    ),
    "get_workflow": _read("update_workflow", lambda ports, id_: get_workflow(ports, W, id_)),
    "get_workflow_definition": _read(
        "update_workflow", lambda ports, id_: get_workflow_definition(ports, W, id_)
    ),
    "get_workflow_stats": _read(
        "update_workflow", lambda ports, id_: get_workflow_stats(ports, W, id_, None, None)
    ),
    "validate_workflow": _read(
        "create_workflow", lambda ports, _: validate_workflow(ports, W, NewWorkflow("W", graph=PLAIN))
    ),
    "test_node": _read(
        "update_workflow", lambda ports, id_: try_node(ports, W, id_, "greet", Given({"input": {"n": 1}}))
    ),
    "test_node after an execution": _read(
        "retry_execution",
        lambda ports, id_: try_node(
            ports, W, find_execution(ports, W, id_).execution.workflow_id, "greet", Given(execution_id=id_)
        ),
    ),
    "list_revisions": _read("update_workflow", lambda ports, id_: list_revisions(ports, W, id_, PAGE)),
    "get_revision": _read("update_workflow", lambda ports, id_: get_revision(ports, W, id_, 1)),
    "compare_revisions": _read("update_workflow", lambda ports, id_: compare_revisions(ports, W, id_, 1, 1)),
    "list_executions": _read(
        "retry_execution", lambda ports, _: list_executions(ports, W, ExecutionFilter(), PAGE)
    ),
    "list_execution_steps": _read("retry_execution", lambda ports, id_: list_steps(ports, W, id_, PAGE)),
    "get_execution_step": _read("retry_execution", lambda ports, id_: get_step(ports, W, id_, 1)),
    "get_execution that waits for answers": _read(
        "answer_approval by approve",
        lambda ports, approval: pending_approvals(ports, find_execution(ports, W, approval.execution_id)),
    ),
    "list_webhooks": _read("update_webhook", lambda ports, _: list_webhooks(ports, W, None, PAGE)),
    "get_webhook": _read("update_webhook", lambda ports, webhook: get_webhook(ports, W, webhook[0])),
    "list_notifications": _read("update_notification", lambda ports, _: list_notifications(ports, W, PAGE)),
    "get_notification": _read("update_notification", lambda ports, id_: get_notification(ports, W, id_)),
    "list_credentials": _read("update_credential", lambda ports, _: list_credentials(ports, W, PAGE)),
    "get_credential": _read("update_credential", _show_credential),
    "test_credential": _read(
        "update_credential",
        lambda ports, id_: attempt_with_credential(ports, Accepting(), W, id_, "https://a.example"),
    ),
    "list_variables": _read("delete_variable", lambda ports, _: list_variables(ports, W, PAGE)),
    "get_variable": Scenario(_variable, lambda ports, name: get_variable(ports, W, name), _nothing_wrong),
    "list_approvals": _read("request_approval", lambda ports, _: open_approvals(ports, W, PAGE)),
    "show_approval": _read("answer_approval by approve", _show_approval),
    "list_keys": _read("update_credential", lambda ports, _: list_keys(ports, W, PAGE)),
}
