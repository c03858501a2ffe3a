"""All operations and asynchronous functions: what goes before, what is done, what must be true in the end.

A scenario's `act` is what its caller repeats: a client with a key, or AWS that delivers again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from exeoflow.errors import (
    ApprovalDecided,
    ExecutionFinished,
    ExeoflowError,
    NotFound,
    TokenNotFetched,
)
from exeoflow.model.approval import AnswerDelivery, AnswerKind, Approval, ApprovalKind, Decision
from exeoflow.model.credential import CredentialKind
from exeoflow.model.execution import ExecutionEnd, ExecutionError, ExecutionStatus, TriggerKind
from exeoflow.model.json import JsonObject
from exeoflow.model.webhooks.webhook import AuthenticationType, WebhookAuthentication, is_token_of
from exeoflow.model.workflows.stored_workflow import Graph, WorkflowStatus
from exeoflow.service.approvals.answer import answer_approval, find_approval
from exeoflow.service.approvals.request import Question, request_approval
from exeoflow.service.credentials.create import NewCredential, create_credential
from exeoflow.service.credentials.delete import delete_credential
from exeoflow.service.credentials.resolve import resolve
from exeoflow.service.credentials.tokens import FetchedToken, access_token
from exeoflow.service.credentials.update import CredentialChanges, update_credential
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.retry import retry_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.start_by_event import Occurrence, start_by_event
from exeoflow.service.executions.starting.start_error_workflow import Failure, start_error_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.notifications.create import NewNotification, create_notification
from exeoflow.service.notifications.delete import delete_notification
from exeoflow.service.notifications.deliver import deliver_notification
from exeoflow.service.notifications.update import NotificationChanges, update_notification
from exeoflow.service.ports import Ports
from exeoflow.service.ports.outbox import NotificationMessage
from exeoflow.service.variables.write import delete_variable, set_variable
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.call import admit_call, call_webhook
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.delete import delete_webhook
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.webhooks.read import find_webhook
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token
from exeoflow.service.webhooks.update import WebhookChanges, update_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.preconditions import Precondition
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.graphs import EVENT, WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts
from tests.fakes.webhooks import own_signature

KEY: Final = IdempotentRequest.of("key", {"n": 1})
SCHEDULE: Final[JsonObject] = {
    "id": "hourly",
    "type": "trigger",
    "config": {"mode": "schedule", "rate": "1 hour"},
}
TRIGGERED: Final = greeting_graph("Hallo", WEBHOOK, EVENT, SCHEDULE)
PLAIN: Final = greeting_graph()
OTHER: Final = greeting_graph("Servus")
ENDS: Final = NewNotification("https://example.com/ends")
W: Final = "acme"
CREDENTIAL: Final = NewCredential("CRM", CredentialKind.BEARER, {"token": "old"})
ROTATED: Final = CredentialChanges(values={"token": "new"})


class Repetition(StrEnum):
    """Whether what failed is tried again."""

    PERHAPS = "perhaps"  # a client does so, or gives up
    NEVER = "never"  # nobody can, so that only the state of the world counts
    ALWAYS = "always"  # AWS delivers it until it is taken


@dataclass(frozen=True, slots=True)
class Scenario:
    """`check` yields what is wrong after all attempts; `said` are refusals that a repetition may meet."""

    prepare: Callable[[FakePorts], Any]
    act: Callable[[Ports, Any], Any]
    check: Callable[[FakePorts, Any], Iterator[str]]
    said: tuple[type[ExeoflowError], ...] = ()
    repetition: Repetition = Repetition.PERHAPS


def check_runs(number: int) -> Callable[[FakePorts, Any], Iterator[str]]:
    """Ask for so many executions."""

    def check(ports: FakePorts, _: Any) -> Iterator[str]:
        if len(ports.executions.records) != number:
            yield f"{len(ports.executions.records)} executions instead of {number}"

    return check


def _workflow(ports: FakePorts, graph: Graph = PLAIN) -> str:
    return create_workflow(ports, W, NewWorkflow("Workflow", graph=graph)).id


def _active(ports: FakePorts, graph: Graph = TRIGGERED) -> str:
    workflow_id = _workflow(ports, graph)
    set_workflow_status(ports, W, workflow_id, WorkflowStatus.ACTIVE)
    return workflow_id


def _running(ports: FakePorts) -> str:
    return execute_workflow(ports, W, _workflow(ports), Start()).id


def _failing(ports: FakePorts) -> str:
    """An execution that has failed, unreported, with an error workflow and somebody who is to be told."""
    create_notification(ports, W, ENDS)
    graph = replace(PLAIN, settings={"error_workflow": _workflow(ports)})
    execution = execute_workflow(ports, W, _workflow(ports, graph), Start())
    ports.machines.end(execution.id, ExecutionStatus.FAILED, error="Http.Timeout")
    return execution.id


def _failed(ports: FakePorts) -> str:
    execution_id = _failing(ports)
    record_execution_end(ports, execution_id, None)
    return execution_id


def _webhook(ports: FakePorts, kind: AuthenticationType = AuthenticationType.BEARER) -> tuple[str, str]:
    new = NewWebhook(_active(ports), "Orders", authentication=WebhookAuthentication(kind))
    webhook, token = create_webhook(ports, W, new)
    assert token is not None
    return webhook.id, token


def _notification(ports: FakePorts) -> str:
    return create_notification(ports, W, ENDS).id


def _question(ports: FakePorts) -> Question:
    execution_id = _running(ports)
    record = ports.executions.records[execution_id]
    told = replace(record.source_map, told={"greet": ["Approval.Rejected"]})
    ports.executions.records[execution_id] = replace(record, source_map=told)
    ports.machines.waiting["token"] = execution_id
    return Question(
        workspace=W,
        workflow_id=record.execution.workflow_id,
        execution_id=execution_id,
        node_id="greet",
        kind=ApprovalKind.APPROVAL,
        task_token="token",
        timeout=86_400,
    )


def _asked(ports: FakePorts) -> Approval:
    return request_approval(ports, _question(ports), "https://api")


def _answer(answer: str) -> Callable[[Ports, Approval], object]:
    def act(ports: Ports, approval: Approval) -> object:
        found = find_approval(ports, approval.id, answer, approval.addresses("")[f"{answer}_url"][-64:])
        return answer_approval(ports, found, answer, {"n": 1})

    return act


def _call(
    ports: Ports, webhook: tuple[str, str], headers: dict[str, str], token: str | None = None
) -> object:
    asked = WebhookCall("POST", headers, {}, b"{}", token)
    return call_webhook(ports, admit_call(ports, find_webhook(ports, webhook[0]), asked), CallBody({}))


def _call_signed(ports: Ports, webhook: tuple[str, str]) -> object:
    time = "1705744800"  # 2024-01-20T10:00:00Z, when the clock of the tests stands still
    return _call(
        ports, webhook, {"x-exeoflow-signature": f"t={time},v1={own_signature(webhook[1], time, b'{}')}"}
    )


def _backlog(ports: FakePorts) -> str:
    """Something of each kind for the sweep."""
    execution_id = _failing(ports)
    _running(ports)
    deleted = _workflow(ports)
    delete_workflow(ports, W, deleted)
    approval = _asked(ports)
    ports.approvals.decide(approval, _decision(ports))
    marked = _failing(ports)
    get_execution(ports, W, marked)
    ports.clock.advance(minutes=20)
    return execution_id


def _decision(ports: FakePorts) -> Decision:
    return Decision("answer_1", AnswerKind.APPROVE, None, ports.clock.now())


def _count(what: str, found: int, expected: int = 1) -> Iterator[str]:
    if found != expected:
        yield f"{found} {what} instead of {expected}"


def _runs(before: int) -> Callable[[FakePorts, Any], Iterator[str]]:
    return lambda ports, _: _count("executions", len(ports.machines.runs), before + 1)


def _newest(ports: FakePorts, workflow_id: str) -> Any:
    return ports.workflows.get(W, workflow_id)


def _check_updated(ports: FakePorts, workflow_id: str) -> Iterator[str]:
    workflow = _newest(ports, workflow_id)
    if workflow.graph != OTHER or workflow.publication is None:
        yield "the change is not stored and published"
    elif ports.machines.versions[workflow_id][-1]["States"] == {}:
        yield "the machine is empty"


def _check_status(status: WorkflowStatus) -> Callable[[FakePorts, str], Iterator[str]]:
    def check(ports: FakePorts, workflow_id: str) -> Iterator[str]:
        if _newest(ports, workflow_id).status is not status:
            yield f"the workflow is not {status}"

    return check


def _check_deleted(ports: FakePorts, workflow_id: str) -> Iterator[str]:
    if _newest(ports, workflow_id) is not None:
        yield "the workflow is still there"


def _check_cancelled(ports: FakePorts, execution_id: str) -> Iterator[str]:
    if ports.executions.records[execution_id].execution.status is not ExecutionStatus.CANCELLED:
        yield "the execution is not cancelled"


def _check_told(ports: FakePorts, execution_id: str) -> Iterator[str]:
    record = ports.executions.records[execution_id]
    if record.execution.status is not ExecutionStatus.FAILED:
        yield "the failure is not recorded"
    kinds = [each.execution.trigger_kind for each in ports.executions.records.values()]
    yield from _count("error workflows", kinds.count(TriggerKind.ERROR))
    told = {message.id for message in ports.outbox.notifications if execution_id in message.body}
    yield from _count("messages", len(told))


def _check_swept(ports: FakePorts, execution_id: str) -> Iterator[str]:
    record = ports.executions.records[execution_id]
    if record.execution.status is not ExecutionStatus.FAILED:
        yield "the failure is not recorded"
    kinds = [each.execution.trigger_kind for each in ports.executions.records.values()]
    yield from _count("error workflows", kinds.count(TriggerKind.ERROR), 2)


def _check_delivered(ports: FakePorts, approval: Approval) -> Iterator[str]:
    stored = ports.approvals.approvals[approval.id]
    if stored.decision is None or stored.delivery is not AnswerDelivery.ARRIVED:
        yield "the answer has not arrived"
    yield from _count("answers", len(ports.machines.answers.get(approval.execution_id, [])))


def _check_asked(ports: FakePorts, question: Question) -> Iterator[str]:
    yield from _count("questions", len(ports.approvals.pending(question.execution_id)))


def _check_rotated(ports: FakePorts, prepared: tuple[str, str]) -> Iterator[str]:
    webhook = ports.webhooks.webhooks[prepared[0]]
    _, token = rotate_webhook_token(ports, W, webhook.id, KEY)
    if not is_token_of(webhook, token):
        yield "the token that was shown is not valid"


def _check_posted(ports: FakePorts, message: NotificationMessage) -> Iterator[str]:
    if not ports.receivers.posted:
        yield "the receiver was told nothing"
    if len({each.headers["webhook-id"] for each in ports.receivers.posted}) != 1 or not message.id:
        yield "the receiver cannot tell that it is the same"


def _message(ports: FakePorts) -> NotificationMessage:
    id_ = _notification(ports)
    stored = ports.notifications.notifications
    stored[id_] = replace(stored[id_], secret="whsec_" + 64 * "0")
    return NotificationMessage("msg_1", W, id_, "{}")


def _reported(ports: Ports) -> ExecutionEnd:
    error = ExecutionError("Http.Timeout", "")
    return ExecutionEnd(ExecutionStatus.FAILED, ports.clock.now(), error=error)


def _one(attribute: str, store: str) -> Callable[[FakePorts, Any], Iterator[str]]:
    return lambda ports, _: _count(attribute, len(getattr(getattr(ports, store), attribute)))


def _gone(attribute: str, store: str) -> Callable[[FakePorts, str], Iterator[str]]:
    def check(ports: FakePorts, identifier: str) -> Iterator[str]:
        if identifier in getattr(getattr(ports, store), attribute):
            yield "it is still there"

    return check


def _named(attribute: str, store: str, field: str, value: str) -> Callable[[FakePorts, Any], Iterator[str]]:
    def check(ports: FakePorts, prepared: Any) -> Iterator[str]:
        identifier = prepared if isinstance(prepared, str) else prepared[0]
        if getattr(getattr(getattr(ports, store), attribute)[identifier], field) != value:
            yield "the change is not stored"

    return check


def _credential(ports: FakePorts) -> str:
    return create_credential(ports, W, CREDENTIAL).id


def _check_resolved(token: str) -> Callable[[FakePorts, Any], Iterator[str]]:
    def check(ports: FakePorts, _: Any) -> Iterator[str]:
        yield from _count("credentials", len(ports.credentials.credentials))
        for each in ports.credentials.of_workspace(W):
            if resolve(ports, W, each.id).values != {"token": token}:
                yield "its values are not what was sent last"

    return check


def _check_forgotten(ports: FakePorts, identifier: str) -> Iterator[str]:
    if ports.credentials.credentials or ports.vault.secrets:
        yield f"something is left of {identifier}"


def _token(ports: FakePorts, identifier: str) -> str:
    return access_token(ports, resolve(ports, W, identifier), lambda _: FetchedToken("another", 3600))


def _naming(credential_id: str) -> Graph:
    config: JsonObject = {"url": "https://a.example/", "credential": credential_id}
    call: JsonObject = {"id": "c", "type": "http_request", "config": config}
    return Graph(({"id": "t", "type": "trigger"}, call), ({"source": "t", "target": "c"},))


_BY_EVENT: Final = {"id": "e-1", "source": "shop"}

SCENARIOS: Final[Mapping[str, Scenario]] = {
    "create_workflow": Scenario(
        lambda _: None,
        lambda ports, _: create_workflow(ports, W, NewWorkflow("W", graph=PLAIN), KEY),
        _one("revisions", "workflows"),
    ),
    "update_workflow": Scenario(
        _workflow,
        lambda ports, id_: update_workflow(ports, W, id_, WorkflowChanges(nodes=OTHER.nodes)),
        _check_updated,
    ),
    "update_workflow with If-Match": Scenario(
        _workflow,
        lambda ports, id_: update_workflow(
            ports, W, id_, WorkflowChanges(nodes=OTHER.nodes), Precondition(frozenset({1}))
        ),
        _check_updated,
    ),
    "update_workflow that is active": Scenario(
        _active,
        lambda ports, id_: update_workflow(
            ports, W, id_, WorkflowChanges(nodes=PLAIN.nodes, connections=PLAIN.connections)
        ),
        _check_status(WorkflowStatus.ACTIVE),
    ),
    "set_workflow_status to active": Scenario(
        lambda ports: _workflow(ports, TRIGGERED),
        lambda ports, id_: set_workflow_status(ports, W, id_, WorkflowStatus.ACTIVE),
        _check_status(WorkflowStatus.ACTIVE),
    ),
    "set_workflow_status to inactive": Scenario(
        _active,
        lambda ports, id_: set_workflow_status(ports, W, id_, WorkflowStatus.INACTIVE),
        _check_status(WorkflowStatus.INACTIVE),
    ),
    "delete_workflow": Scenario(
        _active, lambda ports, id_: delete_workflow(ports, W, id_), _check_deleted, (NotFound,)
    ),
    "execute_workflow": Scenario(
        _workflow, lambda ports, id_: execute_workflow(ports, W, id_, Start(), KEY), _runs(0)
    ),
    "execute_workflow without a key": Scenario(
        _workflow,
        lambda ports, id_: execute_workflow(ports, W, id_, Start()),
        lambda _, __: iter(()),
        repetition=Repetition.NEVER,
    ),
    "retry_execution": Scenario(_failed, lambda ports, id_: retry_execution(ports, W, id_, KEY), _runs(2)),
    "cancel_execution": Scenario(
        _running,
        lambda ports, id_: cancel_execution(ports, W, id_, KEY),
        _check_cancelled,
        (ExecutionFinished,),
    ),
    "get_execution at its end": Scenario(
        _failing, lambda ports, id_: get_execution(ports, W, id_), _check_told
    ),
    "create_webhook": Scenario(
        _workflow,
        lambda ports, id_: create_webhook(ports, W, NewWebhook(id_, "Orders"), KEY),
        _one("webhooks", "webhooks"),
    ),
    "update_webhook": Scenario(
        _webhook,
        lambda ports, webhook: update_webhook(ports, W, webhook[0], WebhookChanges(name="All")),
        _named("webhooks", "webhooks", "name", "All"),
    ),
    "rotate_webhook_token": Scenario(
        _webhook, lambda ports, webhook: rotate_webhook_token(ports, W, webhook[0], KEY), _check_rotated
    ),
    "delete_webhook": Scenario(
        lambda ports: _webhook(ports)[0],
        lambda ports, id_: delete_webhook(ports, W, id_),
        _gone("webhooks", "webhooks"),
        (NotFound,),
    ),
    "call_webhook with an id": Scenario(
        _webhook,
        lambda ports, webhook: _call(ports, webhook, {"idempotency-key": "one"}, webhook[1]),
        _runs(0),
    ),
    "call_webhook signed": Scenario(
        lambda ports: _webhook(ports, AuthenticationType.HMAC), _call_signed, _runs(0)
    ),
    "create_notification": Scenario(
        lambda _: None,
        lambda ports, _: create_notification(ports, W, ENDS, KEY),
        _one("notifications", "notifications"),
    ),
    "update_notification": Scenario(
        _notification,
        lambda ports, id_: update_notification(ports, W, id_, NotificationChanges(url="https://b.example")),
        _named("notifications", "notifications", "url", "https://b.example"),
    ),
    "delete_notification": Scenario(
        _notification,
        lambda ports, id_: delete_notification(ports, W, id_),
        _gone("notifications", "notifications"),
        (NotFound,),
    ),
    "create_credential": Scenario(
        lambda _: None,
        lambda ports, _: create_credential(ports, W, CREDENTIAL, KEY),
        _check_resolved("old"),
    ),
    "update_credential": Scenario(
        _credential, lambda ports, id_: update_credential(ports, W, id_, ROTATED), _check_resolved("new")
    ),
    "delete_credential": Scenario(
        _credential,
        lambda ports, id_: delete_credential(ports, W, id_),
        _check_forgotten,
        (NotFound,),
    ),
    "run_http_request fetching a token": Scenario(
        _credential,
        lambda ports, id_: access_token(ports, resolve(ports, W, id_), lambda _: FetchedToken("t", 3600)),
        lambda ports, id_: iter(() if _token(ports, id_) in {"t", "another"} else ("no token can be had",)),
        (TokenNotFetched,),
    ),
    "create_workflow naming a credential": Scenario(
        _credential,
        lambda ports, id_: create_workflow(ports, W, NewWorkflow("W", graph=_naming(id_)), KEY),
        lambda ports, id_: iter(() if ports.credentials.uses(W, id_) else ("nobody noted it",)),
    ),
    "set_variable": Scenario(
        lambda _: None,
        lambda ports, _: set_variable(ports, W, "region", "eu"),
        lambda ports, _: iter(() if ports.variables.get(W).by_name["region"].value == "eu" else ("lost",)),
    ),
    "delete_variable": Scenario(
        lambda ports: set_variable(ports, W, "region", "eu"),
        lambda ports, _: delete_variable(ports, W, "region"),
        lambda ports, _: iter(("it is still there",) if ports.variables.get(W).by_name else ()),
        (NotFound,),
    ),
    "record_execution_end": Scenario(
        _failing, lambda ports, id_: record_execution_end(ports, id_, _reported(ports)), _check_told
    ),
    "record_execution_end too large": Scenario(
        _failing, lambda ports, id_: record_execution_end(ports, id_, None), _check_told
    ),
    "sweep_executions": Scenario(
        _backlog, lambda ports, _: sweep_executions(ports, lambda: True), _check_swept
    ),
    "start_by_event": Scenario(
        _active,
        lambda ports, id_: start_by_event(
            ports, Occurrence(W, id_, TriggerKind.EVENT, "e-1", {**_BY_EVENT}, "listen")
        ),
        _runs(0),
    ),
    "start_by_event for a failure": Scenario(
        _failed, lambda ports, id_: start_error_workflow(ports, Failure(id_)), _check_told
    ),
    "request_approval": Scenario(
        _question, lambda ports, question: request_approval(ports, question, "https://api"), _check_asked
    ),
    "answer_approval by approve": Scenario(_asked, _answer("approve"), _check_delivered, (ApprovalDecided,)),
    "answer_approval by reject": Scenario(_asked, _answer("reject"), _check_delivered, (ApprovalDecided,)),
    "deliver_notification": Scenario(
        _message, lambda ports, message: deliver_notification(ports, message, 1), _check_posted
    ),
}
