"""The life of a webhook, and what its calls start."""

from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import pytest

from exeoflow.errors import (
    InputTooLarge,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    RateLimited,
    SignatureExpired,
    SignatureInvalid,
    SignatureReplayed,
    TokenInvalid,
    Unavailable,
    WebhookChanged,
    WebhookNotFound,
    WebhookOfTrigger,
    WorkflowInactive,
    WorkflowNotFound,
)
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus, TriggerKind
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.page import PageRequest
from exeoflow.model.response import Response
from exeoflow.model.webhooks.webhook import (
    CALLS_A_MINUTE,
    AuthenticationType,
    Webhook,
    WebhookAuthentication,
    WebhookMethod,
    WebhookSettings,
)
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.starting.start_by_event import Occurrence, start_by_event
from exeoflow.service.executions.wait_for import wait_for_execution, wait_for_response
from exeoflow.service.webhooks.admission import WebhookCall
from exeoflow.service.webhooks.call import admit_call, call_webhook
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.delete import delete_webhook
from exeoflow.service.webhooks.input import CallBody
from exeoflow.service.webhooks.read import find_webhook, get_webhook, list_webhooks
from exeoflow.service.webhooks.rotate_token import rotate_webhook_token
from exeoflow.service.webhooks.update import WebhookChanges, update_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.triggers.webhook_naming import webhook_id_of
from tests.fakes.crashes import CrashPlan, Moment
from tests.fakes.graphs import TRIGGER, WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts
from tests.fakes.webhooks import own_signature

OPEN = WebhookAuthentication(is_enabled=False)
SIGNED = WebhookAuthentication(AuthenticationType.HMAC)


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    graph = greeting_graph("Hallo", TRIGGER, WEBHOOK)
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=graph))
    return set_workflow_status(ports, "acme", workflow.id, WorkflowStatus.ACTIVE)


@pytest.fixture
def new(workflow: StoredWorkflow) -> NewWebhook:
    return NewWebhook(workflow.id, "Orders")


def call(  # noqa: PLR0913  (each is one part of a call)
    ports: FakePorts,
    webhook: Webhook,
    body: Json = None,
    *,
    token: str | None = None,
    headers: dict[str, str] | None = None,
    raw: bytes = b"",
) -> Execution:
    asked = WebhookCall(webhook.methods[0], headers or {}, {}, raw, token)
    return call_webhook(ports, admit_call(ports, find_webhook(ports, webhook.id), asked), CallBody(body))


def signed(ports: FakePorts, token: str, raw: bytes = b"") -> dict[str, str]:
    time = str(int(ports.clock.now().timestamp()))
    return {"x-exeoflow-signature": f"t={time},v1={own_signature(token, time, raw)}"}


def started(ports: FakePorts) -> int:
    return len(ports.machines.runs)


def created(ports: FakePorts, new: NewWebhook) -> tuple[Webhook, str]:
    """Create a webhook that makes a token."""
    webhook, token = create_webhook(ports, "acme", new)
    assert token is not None
    return webhook, token


def test_a_call_starts_the_webhooks_trigger_with_what_was_sent(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)

    execution = call(ports, webhook, {"order": 1}, token=token)

    assert (execution.trigger_kind, execution.trigger_node) == (TriggerKind.WEBHOOK, "hook")
    assert ports.machines.runs[execution.id].input == {
        "body": {"order": 1},
        "headers": {},
        "query": {},
        "method": "POST",
    }


def test_a_webhook_may_name_another_trigger(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, replace(new, node_id="start"))

    assert call(ports, webhook, token=token).trigger_node == "start"


def test_a_webhook_needs_its_workflow_and_its_trigger(ports: FakePorts, new: NewWebhook) -> None:
    with pytest.raises(WorkflowNotFound):
        create_webhook(ports, "other", new)
    with pytest.raises(InvalidRequest):
        create_webhook(ports, "acme", replace(new, node_id="greet"))

    assert list(ports.webhooks.of_workspace("other")) == []


def test_a_webhook_does_not_outlive_a_workflow_that_is_deleted_meanwhile(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, new: NewWebhook
) -> None:
    add = ports.webhooks.add

    def add_late(webhook: Webhook) -> bool:
        delete_workflow(ports, "acme", new.workflow_id)
        return add(webhook)

    monkeypatch.setattr(ports.webhooks, "add", add_late)

    webhook, _ = create_webhook(ports, "acme", new)

    assert ports.webhooks.get(webhook.id) is None


@pytest.mark.parametrize("token", [None, "", "whsec_wrong"])
def test_a_wrong_token_starts_nothing(ports: FakePorts, new: NewWebhook, token: str | None) -> None:
    webhook, _ = create_webhook(ports, "acme", new)

    with pytest.raises(TokenInvalid):
        call(ports, webhook, token=token)

    assert started(ports) == 0


def test_only_a_hash_of_a_bearer_token_is_stored(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)

    assert token.startswith("whsec_")
    assert token not in repr(webhook)


def test_an_open_webhook_asks_for_nothing(ports: FakePorts, new: NewWebhook) -> None:
    webhook, _ = create_webhook(ports, "acme", replace(new, authentication=OPEN))

    call(ports, webhook)

    assert started(ports) == 1


def test_a_signed_call_starts_one_execution_however_often_it_comes(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, replace(new, authentication=SIGNED))
    headers = signed(ports, token, b"{}")

    first = call(ports, webhook, {}, headers=headers, raw=b"{}")
    again = call(ports, webhook, {}, headers=headers, raw=b"{}")
    by_a_proxy = call(ports, webhook, {}, headers={**headers, "x-request-id": "new"}, raw=b"{}")
    with pytest.raises(SignatureReplayed):
        call(ports, webhook, {}, headers={**headers, "idempotency-key": "forged"}, raw=b"{}")

    assert first.id == again.id == by_a_proxy.id
    assert started(ports) == 1


def test_a_flood_by_an_open_method_keeps_no_signed_call_out(ports: FakePorts, new: NewWebhook) -> None:
    settings = WebhookSettings(open_methods=(WebhookMethod.GET,))
    both = replace(new, methods=(WebhookMethod.GET, WebhookMethod.POST), settings=settings)
    webhook, token = created(ports, both)
    ports.webhooks.calls[webhook.id, -(int(ports.clock.now().timestamp()) // 60)] = CALLS_A_MINUTE

    with pytest.raises(RateLimited):
        call(ports, webhook)
    call(ports, replace(webhook, methods=(WebhookMethod.POST,)), token=token)


def test_a_method_that_the_webhook_does_not_take_cannot_be_open(ports: FakePorts, new: NewWebhook) -> None:
    settings = WebhookSettings(open_methods=(WebhookMethod.POST, WebhookMethod.GET))

    with pytest.raises(InvalidRequest) as refused:
        create_webhook(ports, "acme", replace(new, settings=settings))
    assert [(fault.rule, fault.path) for fault in refused.value.faults] == [
        ("open-method-unknown", "open_methods[1]")
    ]
    webhook, _ = created(ports, replace(new, settings=replace(settings, open_methods=(WebhookMethod.POST,))))
    for changes in (
        WebhookChanges(methods=(WebhookMethod.PUT,)),
        WebhookChanges(settings={"open_methods": (WebhookMethod.GET,)}),
    ):
        with pytest.raises(InvalidRequest):
            update_webhook(ports, "acme", webhook.id, changes)


def test_a_flood_of_calls_is_refused_until_the_next_minute(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)
    other, other_token = created(ports, new)
    ports.clock.advance(seconds=20)
    ports.webhooks.calls[webhook.id, int(ports.clock.now().timestamp()) // 60] = CALLS_A_MINUTE - 1

    call(ports, webhook, token=token)
    with pytest.raises(RateLimited) as error:
        call(ports, webhook, token=token)
    with pytest.raises(TokenInvalid):
        call(ports, webhook, token="wrong")
    call(ports, other, token=other_token)
    ports.clock.advance(seconds=error.value.retry_after)
    call(ports, webhook, token=token)

    assert error.value.retry_after == 40
    assert started(ports) == 3


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_signed_call_that_failed_anywhere_starts_once_when_it_comes_again(
    ports: FakePorts, new: NewWebhook, moment: Moment
) -> None:
    """A lost answer of the signature's memory used to end in 409 for good, one of the start in two runs."""
    webhook, token = created(ports, replace(new, authentication=SIGNED))
    for fault_at in range(1, 12):
        plan = CrashPlan(fault_at, moment, failure=Unavailable)
        ports.clock.advance(seconds=1)
        headers, before = signed(ports, token), started(ports)
        asked = WebhookCall(webhook.methods[0], headers, {}, b"", None)

        with suppress(Unavailable):
            crashing = ports.crashing(plan)
            call_webhook(
                crashing, admit_call(crashing, find_webhook(crashing, webhook.id), asked), CallBody(None)
            )
        call(ports, webhook, headers=headers)

        assert started(ports) == before + 1
    assert plan.calls < fault_at


def test_a_delivery_that_is_signed_may_be_sent_again(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, replace(new, authentication=SIGNED))
    headers = {**signed(ports, token), "idempotency-key": "one"}

    first = call(ports, webhook, headers=headers)
    again = call(ports, webhook, headers=headers)
    ports.clock.advance(seconds=30)
    signed_anew = call(ports, webhook, headers={**signed(ports, token), "idempotency-key": "one"})

    assert first.id == again.id == signed_anew.id
    assert started(ports) == 1


def test_a_wrong_or_old_signature_starts_nothing(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, replace(new, authentication=SIGNED))
    headers = signed(ports, token)

    with pytest.raises(SignatureInvalid):
        call(ports, webhook, token=token)
    with pytest.raises(SignatureInvalid):
        call(ports, webhook, headers=headers, raw=b"other")
    ports.clock.advance(minutes=6)
    with pytest.raises(SignatureExpired):
        call(ports, webhook, headers=headers)

    assert started(ports) == 0
    assert ports.webhooks.signatures == {}


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS", "BREW", "put"])
def test_another_method_is_refused(ports: FakePorts, new: NewWebhook, method: str) -> None:
    webhook, token = created(ports, replace(new, methods=(WebhookMethod.PUT,)))

    with pytest.raises(MethodNotAllowed) as refusal:
        admit_call(ports, webhook, WebhookCall(method, {}, {}, b"", token))

    assert refusal.value.allowed == ("PUT",)


@pytest.mark.parametrize("webhook_id", ["wh_unknown", "../etc", ""])
def test_an_unknown_webhook_is_told_so(ports: FakePorts, webhook_id: str) -> None:
    with pytest.raises(WebhookNotFound):
        find_webhook(ports, webhook_id)


def test_an_inactive_workflow_is_not_started(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)
    set_workflow_status(ports, "acme", new.workflow_id, WorkflowStatus.INACTIVE)

    with pytest.raises(WorkflowInactive):
        call(ports, webhook, token=token)

    assert started(ports) == 0


def test_a_body_over_the_limit_starts_nothing(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)

    with pytest.raises(InputTooLarge):
        call(ports, webhook, {"text": "x" * 262_144}, token=token)

    assert started(ports) == 0


def test_the_same_delivery_starts_once(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)
    other, other_token = created(ports, new)
    github = {"x-github-delivery": "72d3162e"}

    first = call(ports, webhook, {"a": 1}, token=token, headers=github)
    again = call(ports, webhook, {"a": 2}, token=token, headers=github)
    elsewhere = call(ports, other, {"a": 1}, token=other_token, headers=github)

    assert first.id == again.id != elsewhere.id
    assert started(ports) == 2


def test_a_rotated_token_replaces_the_old_one(ports: FakePorts, new: NewWebhook) -> None:
    webhook, old = create_webhook(ports, "acme", new)

    rotated, token = rotate_webhook_token(ports, "acme", webhook.id)

    with pytest.raises(TokenInvalid):
        call(ports, webhook, token=old)
    call(ports, webhook, token=token)
    assert rotated.updated_at > webhook.updated_at


def test_the_webhook_of_a_trigger_works_once_its_token_is_made(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    webhook_id = webhook_id_of(workflow.id, "hook")

    webhook, token = rotate_webhook_token(ports, "acme", webhook_id)

    assert call(ports, webhook, token=token).trigger_node == "hook"
    with pytest.raises(WebhookOfTrigger):
        delete_webhook(ports, "acme", webhook_id)


def test_fields_change_one_by_one(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)

    renamed, no_token = update_webhook(ports, "acme", webhook.id, WebhookChanges(name="Paid"))
    changed, _ = update_webhook(
        ports,
        "acme",
        webhook.id,
        WebhookChanges(methods=(WebhookMethod.PUT,), wait_seconds=3, authentication=OPEN),
    )

    assert no_token is None
    assert (renamed.name, renamed.proof) == ("Paid", webhook.proof)
    assert (changed.name, changed.methods, changed.wait_seconds) == ("Paid", (WebhookMethod.PUT,), 3)
    assert not changed.authentication.is_enabled
    assert token


def test_another_authentication_makes_a_new_token(ports: FakePorts, new: NewWebhook) -> None:
    webhook, _ = create_webhook(ports, "acme", new)

    changed, token = update_webhook(ports, "acme", webhook.id, WebhookChanges(authentication=SIGNED))
    own, own_token = update_webhook(
        ports,
        "acme",
        webhook.id,
        WebhookChanges(authentication=SIGNED, token="sender's own secret"),
    )

    assert token is not None
    call(ports, changed, headers=signed(ports, own_token or ""))
    assert (own.proof, own_token) == ("sender's own secret", "sender's own secret")


def test_a_webhook_belongs_to_its_workspace(ports: FakePorts, new: NewWebhook) -> None:
    webhook, _ = create_webhook(ports, "acme", new)

    for use in (get_webhook, delete_webhook, rotate_webhook_token):
        with pytest.raises(WebhookNotFound):
            cast("Any", use)(ports, "other", webhook.id)

    assert get_webhook(ports, "acme", webhook.id) == webhook
    delete_webhook(ports, "acme", webhook.id)
    with pytest.raises(WebhookNotFound):
        get_webhook(ports, "acme", webhook.id)


def test_webhooks_are_listed_by_page_and_workflow(ports: FakePorts, new: NewWebhook) -> None:
    webhooks = [create_webhook(ports, "acme", new)[0] for _ in range(3)]

    found = list_webhooks(ports, "acme", new.workflow_id, PageRequest(1, 2))
    none = list_webhooks(ports, "acme", "wf_other", PageRequest())

    assert found.total == 4
    assert len(found.items) == 2
    assert (none.total, none.items) == (0, ())
    assert set(webhooks) < set(list_webhooks(ports, "acme", None, PageRequest()).items)


def test_writers_without_end_are_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, new: NewWebhook
) -> None:
    webhook, _ = create_webhook(ports, "acme", new)
    monkeypatch.setattr(ports.webhooks, "replace", lambda previous, webhook: False)  # noqa: ARG005

    with pytest.raises(WebhookChanged):
        rotate_webhook_token(ports, "acme", webhook.id)

    assert len(ports.clock.pauses) == 6


def test_who_waits_gets_the_end(monkeypatch: pytest.MonkeyPatch, ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)
    execution = call(ports, webhook, token=token)
    pause = ports.clock.pause

    def end_then_pause(attempt: int) -> None:
        if attempt == 2:
            ports.machines.end(execution.id, ExecutionStatus.SUCCESS, {"text": "Hallo"})
            record = ports.executions.get(execution.id)
            end = ports.machines.find(execution.workflow_id, execution.id).end
            assert record is not None
            assert end is not None
            ports.executions.finish(record.execution, end)
        pause(attempt)

    monkeypatch.setattr(ports.clock, "pause", end_then_pause)

    record = wait_for_execution(ports, "acme", execution.id, 25)

    assert (record.execution.status, record.output) == (ExecutionStatus.SUCCESS, {"text": "Hallo"})
    assert ports.clock.pauses == [0, 1, 2]


def test_who_waits_too_long_learns_how_it_stands(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, new: NewWebhook
) -> None:
    webhook, token = created(ports, new)
    execution = call(ports, webhook, token=token)
    monkeypatch.setattr(ports.clock, "pause", lambda attempt: ports.clock.advance(seconds=10))  # noqa: ARG005

    record = wait_for_execution(ports, "acme", execution.id, 25)

    assert record.execution.is_running


SAID: JsonObject = {"status": 201, "headers": {}, "body": "working on it"}


def test_who_waits_is_answered_at_the_respond_node(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, new: NewWebhook
) -> None:
    webhook, token = created(ports, new)
    execution = call(ports, webhook, token=token)
    pause = ports.clock.pause

    def respond_then_pause(attempt: int) -> None:
        if attempt == 1:
            ports.webhooks.responses[execution.id] = SAID
        pause(attempt)

    monkeypatch.setattr(ports.clock, "pause", respond_then_pause)

    response = wait_for_response(ports, "acme", execution.id, 25)

    assert response == Response(201, {}, "working on it")
    assert ports.clock.pauses == [0, 1]
    assert wait_for_execution(ports, "acme", execution.id, 0).execution.is_running


def test_who_waits_for_an_answer_that_never_comes_gets_the_end(ports: FakePorts, new: NewWebhook) -> None:
    webhook, token = created(ports, new)
    execution = call(ports, webhook, token=token)
    ports.machines.end(execution.id, ExecutionStatus.SUCCESS, {"text": "Hallo"})
    end = ports.machines.find(execution.workflow_id, execution.id).end
    assert end is not None
    ports.executions.finish(execution, end)

    record = wait_for_response(ports, "acme", execution.id, 25)

    assert isinstance(record, ExecutionRecord)
    assert record.output == {"text": "Hallo"}


def test_an_answer_counts_also_when_the_time_is_over(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, new: NewWebhook
) -> None:
    webhook, token = created(ports, new)
    execution = call(ports, webhook, token=token)
    monkeypatch.setattr(ports.clock, "pause", lambda attempt: ports.clock.advance(seconds=10))  # noqa: ARG005

    none = wait_for_response(ports, "acme", execution.id, 25)
    ports.webhooks.responses[execution.id] = SAID
    late = wait_for_response(ports, "acme", execution.id, 0)

    assert isinstance(none, ExecutionRecord)
    assert none.execution.is_running
    assert late == Response(201, {}, "working on it")


@pytest.mark.parametrize("detail", [{"workspace": "globex"}, {}, None])
def test_what_the_stack_announces_of_one_workspace_starts_nothing_in_another(
    ports: FakePorts, workflow: StoredWorkflow, detail: Json
) -> None:
    event: JsonObject = {"id": "1", "source": "exeoflow.approval", "detail": detail}
    occurrence = Occurrence("acme", workflow.id, TriggerKind.EVENT, "1", event, "hook", is_from_own_bus=True)
    own = {**event, "detail": {"workspace": "acme"}}

    with pytest.raises(NotFound):
        start_by_event(ports, replace(occurrence, data=own, is_from_own_bus=False))
    with pytest.raises(NotFound):
        start_by_event(ports, occurrence)
    # A pattern may match without regard to case.
    shouted = {**own, "source": "EXEOFLOW.approval"}
    with pytest.raises(NotFound):
        start_by_event(ports, replace(occurrence, data=shouted, is_from_own_bus=False))
    start_by_event(ports, replace(occurrence, data=own))
    start_by_event(ports, replace(occurrence, id="2", data={**event, "source": "shop"}))

    assert started(ports) == 2


@pytest.mark.parametrize(
    ("kind", "node_id", "expected"),
    [(TriggerKind.SCHEDULE, "hook", "hook"), (TriggerKind.QUEUE, None, "start")],
)
def test_an_occurrence_starts_once(
    ports: FakePorts, workflow: StoredWorkflow, kind: TriggerKind, node_id: str | None, expected: str
) -> None:
    occurrence = Occurrence("acme", workflow.id, kind, "2024-01-20T07:00:00Z", {"a": 1}, node_id)

    first = start_by_event(ports, occurrence)
    again = start_by_event(ports, occurrence)
    next_one = start_by_event(ports, replace(occurrence, id="2024-01-21T07:00:00Z"))

    assert (first.trigger_kind, first.trigger_node) == (kind, expected)
    assert first.id == again.id != next_one.id
    assert started(ports) == 2
