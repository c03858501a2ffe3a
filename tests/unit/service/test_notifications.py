"""The life of a notification, whom an end is told, and what becomes of each attempt."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from exeoflow.api.executions.answers import execution_shown
from exeoflow.errors import (
    InvalidRequest,
    NotificationChanged,
    NotificationNotFound,
    TooManyNotifications,
    WorkflowNotFound,
)
from exeoflow.model.execution import Execution, ExecutionStatus
from exeoflow.model.notification import MAX_NOTIFICATIONS, Notification, NotificationEvent
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.read import get_execution
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.notifications.create import NewNotification, create_notification
from exeoflow.service.notifications.delete import delete_notification
from exeoflow.service.notifications.deliver import (
    PAUSES,
    Attempt,
    AttemptResult,
    deliver_notification,
)
from exeoflow.service.notifications.message import MAX_CAUSE
from exeoflow.service.notifications.read import get_notification, list_notifications
from exeoflow.service.notifications.signing import signed_headers
from exeoflow.service.notifications.update import NotificationChanges, update_notification
from exeoflow.service.ports.receivers import Reception
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from tests.fakes.crashes import Crash, CrashPlan, Moment
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts, fake_ports

URL = "https://example.com/ends"
ONLY_FAILURES = frozenset({NotificationEvent.EXECUTION_FAILED})
SUCCESS, FAILED = ExecutionStatus.SUCCESS, ExecutionStatus.FAILED


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Greeting", graph=greeting_graph()))


@pytest.fixture
def notification(ports: FakePorts) -> Notification:
    return registered(ports)


def registered(ports: FakePorts, workspace: str = "acme", **fields: object) -> Notification:
    made = create_notification(ports, workspace, NewNotification(URL))
    stored = replace(made, secret=f"whsec_{'0f' * 32}", **fields)  # type: ignore[arg-type]
    ports.notifications.notifications[made.id] = stored
    return stored


def ended(ports: FakePorts, workflow: StoredWorkflow, status: ExecutionStatus = FAILED) -> Execution:
    """Return an execution that has ended, but whose end nobody knows yet."""
    execution = execute_workflow(ports, "acme", workflow.id, Start({"order": 1}))
    error = "Http.Status404" if status is FAILED else None
    ports.machines.end(execution.id, status, error=error)
    return execution


def told(ports: FakePorts) -> list[str]:
    return [message.notification_id for message in ports.outbox.notifications]


def test_a_notification_is_stored_with_a_new_secret(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first = create_notification(
        ports, "acme", NewNotification(URL, ONLY_FAILURES, workflow.id, is_enabled=False)
    )
    second = create_notification(ports, "acme", NewNotification(URL))

    assert get_notification(ports, "acme", first.id) == first
    assert (first.events, first.workflow_id, first.is_enabled) == (ONLY_FAILURES, workflow.id, False)
    assert (second.events, second.workflow_id, second.is_enabled) == (
        frozenset(NotificationEvent),
        None,
        True,
    )
    assert first.secret != second.secret


def test_an_address_that_cannot_be_told_is_refused(ports: FakePorts, notification: Notification) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        create_notification(ports, "acme", NewNotification("http://example.com/"))
    changes = NotificationChanges(url="http://example.com/")
    with pytest.raises(InvalidRequest):
        update_notification(ports, "acme", notification.id, changes)

    assert [(fault.rule, fault.path) for fault in refusal.value.faults] == [("address-not-https", "url")]
    assert ports.notifications.of_workspace("acme") == [notification]


def test_a_workflow_that_the_workspace_has_not_is_refused(
    ports: FakePorts, notification: Notification
) -> None:
    foreign = create_workflow(ports, "other", NewWorkflow("Foreign", graph=greeting_graph()))

    with pytest.raises(WorkflowNotFound):
        create_notification(ports, "acme", NewNotification(URL, workflow_id=foreign.id))
    changes = NotificationChanges(changes_workflow=True, workflow_id=foreign.id)
    with pytest.raises(WorkflowNotFound):
        update_notification(ports, "acme", notification.id, changes)


def test_a_workspace_has_so_many_notifications_at_most(ports: FakePorts) -> None:
    for _ in range(MAX_NOTIFICATIONS):
        create_notification(ports, "acme", NewNotification(URL))

    with pytest.raises(TooManyNotifications):
        create_notification(ports, "acme", NewNotification(URL))
    assert create_notification(ports, "other", NewNotification(URL))


def test_the_notification_of_another_workspace_does_not_exist(
    ports: FakePorts, notification: Notification
) -> None:
    for unknown in (notification.id, "no id"):
        with pytest.raises(NotificationNotFound):
            get_notification(ports, "other", unknown)
    with pytest.raises(NotificationNotFound):
        update_notification(ports, "other", notification.id, NotificationChanges(is_enabled=False))
    with pytest.raises(NotificationNotFound):
        delete_notification(ports, "other", notification.id)
    assert list_notifications(ports, "other", PageRequest()).total == 0


def test_notifications_are_listed_by_pages_newest_first(ports: FakePorts) -> None:
    made = [create_notification(ports, "acme", NewNotification(URL)) for _ in range(3)]

    page = list_notifications(ports, "acme", PageRequest(number=2, limit=2))

    assert (page.items, page.total, page.pages) == ((made[0],), 3, 2)


def test_a_change_keeps_what_it_does_not_name(
    ports: FakePorts, workflow: StoredWorkflow, notification: Notification
) -> None:
    chosen = NotificationChanges(changes_workflow=True, workflow_id=workflow.id)

    by_workflow = update_notification(ports, "acme", notification.id, chosen)
    elsewhere = NotificationChanges(url="https://example.com/new", events=ONLY_FAILURES)
    moved = update_notification(ports, "acme", notification.id, elsewhere)
    off = update_notification(ports, "acme", notification.id, NotificationChanges(is_enabled=False))
    for_all = update_notification(ports, "acme", notification.id, NotificationChanges(changes_workflow=True))

    assert by_workflow == replace(notification, workflow_id=workflow.id, updated_at=by_workflow.updated_at)
    assert (moved.url, moved.events, moved.workflow_id) == (elsewhere.url, ONLY_FAILURES, workflow.id)
    assert (off.is_enabled, off.url) == (False, moved.url)
    assert (for_all.workflow_id, for_all.is_enabled, for_all.secret) == (None, False, notification.secret)
    assert by_workflow.updated_at < moved.updated_at < off.updated_at < for_all.updated_at


def test_writers_that_never_stop_are_told_so(
    ports: FakePorts, notification: Notification, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.notifications, "replace", lambda *_: False)

    with pytest.raises(NotificationChanged):
        update_notification(ports, "acme", notification.id, NotificationChanges(is_enabled=False))
    assert ports.clock.pauses == [0, 1, 2, 3, 4, 5]


def test_an_end_is_told_to_whom_it_concerns(ports: FakePorts, workflow: StoredWorkflow) -> None:
    everything = registered(ports)
    failures = registered(ports, events=ONLY_FAILURES)
    of_workflow = registered(ports, workflow_id=workflow.id)
    registered(ports, workflow_id="wf_other")
    registered(ports, is_enabled=False)
    registered(ports, "other")

    record_execution_end(ports, ended(ports, workflow, FAILED).id, None)
    after_failure = told(ports)
    ports.outbox.notifications.clear()
    record_execution_end(ports, ended(ports, workflow, SUCCESS).id, None)

    assert sorted(after_failure) == [everything.id, failures.id, of_workflow.id]
    assert sorted(told(ports)) == [everything.id, of_workflow.id]
    assert ports.executions.follow_ups == {}


@pytest.mark.usefixtures("notification")
def test_a_cancelled_execution_is_told_to_nobody(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = execute_workflow(ports, "acme", workflow.id, Start())
    cancel_execution(ports, "acme", execution.id)

    record_execution_end(ports, execution.id, None)

    assert ports.outbox.notifications == []
    assert ports.executions.follow_ups == {}


@pytest.mark.usefixtures("notification")
def test_the_message_holds_the_facts_and_no_payload(ports: FakePorts, workflow: StoredWorkflow) -> None:
    execution = ended(ports, workflow)

    record_execution_end(ports, execution.id, None)

    [message] = ports.outbox.notifications
    content = json.loads(message.body)
    shown = execution_shown(get_execution(ports, "acme", execution.id), "de")
    # What to do is told to who asks, in his language.
    assert shown["error"].pop("hint")
    assert (content["id"], content["type"]) == (message.id, "execution.failed")
    assert content["created_at"] == shown["finished_at"]
    facts = {"id", "workflow_id", "workflow_name", "status", "started_at", "finished_at", "duration", "error"}
    assert content["data"] == {
        **{name: value for name, value in shown.items() if name in facts},
        "trigger": {"kind": "manual", "node_id": "start"},
    }


@pytest.mark.usefixtures("notification")
def test_a_success_has_no_error_and_a_long_cause_is_cut(ports: FakePorts, workflow: StoredWorkflow) -> None:
    success, failure = ended(ports, workflow, SUCCESS), ended(ports, workflow)
    get_execution(ports, "acme", failure.id)
    record = ports.executions.records[failure.id]
    assert record.error is not None
    long = replace(record, error=replace(record.error, message="ü" * 30_000))
    ports.executions.records[failure.id] = long

    for execution in (success, failure):
        record_execution_end(ports, execution.id, None)

    first, second = (json.loads(message.body)["data"] for message in ports.outbox.notifications)
    assert "error" not in first
    assert second["error"]["message"] == "ü" * MAX_CAUSE


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("healer", ["event", "sweep"])
@pytest.mark.parametrize("is_closed", [False, True])
def test_a_crash_at_any_call_loses_no_message_and_gives_each_one_id(
    moment: Moment, healer: str, *, is_closed: bool
) -> None:
    for crash_at in range(1, 12):
        ports = fake_ports()
        workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=greeting_graph()))
        notifications = [registered(ports), registered(ports)]
        execution = ended(ports, workflow)
        if is_closed:
            get_execution(ports, "acme", execution.id)

        has_crashed = _crashes(ports, execution, CrashPlan(crash_at, moment))
        ports.clock.advance(minutes=5)
        if healer == "event":
            record_execution_end(ports, execution.id, None)
        else:
            sweep_executions(ports, lambda: True)

        messages = ports.outbox.notifications
        assert sorted({message.notification_id for message in messages}) == [
            each.id for each in notifications
        ]
        assert len(set(messages)) == len({message.id for message in messages}) == 2
        assert ports.executions.follow_ups == {}
        if not has_crashed:
            assert len(messages) == 2
            return
    pytest.fail("the operation never came to its end")


def _crashes(ports: FakePorts, execution: Execution, plan: CrashPlan) -> bool:
    try:
        record_execution_end(ports.crashing(plan), execution.id, None)
    except Crash:
        return True
    return False


def delivered(ports: FakePorts, workflow: StoredWorkflow, attempt: int = 1) -> Attempt:
    record_execution_end(ports, ended(ports, workflow).id, None)
    return deliver_notification(ports, ports.outbox.notifications[-1], attempt)


@pytest.mark.usefixtures("notification")
def test_a_message_is_signed_anew_for_each_attempt(ports: FakePorts, workflow: StoredWorkflow) -> None:
    first = delivered(ports, workflow)
    ports.clock.advance(seconds=10)
    [message] = ports.outbox.notifications
    deliver_notification(ports, message, 2)

    before, after = ports.receivers.posted
    assert first.result is AttemptResult.DELIVERED
    assert (before.url, before.body) == (after.url, after.body) == (URL, message.body.encode())
    assert before.headers["content-type"] == "application/json"
    assert before.headers["webhook-id"] == after.headers["webhook-id"] == message.id
    seconds = int(ports.clock.now().timestamp())
    assert [int(each.headers["webhook-timestamp"]) for each in (before, after)] == [seconds - 10, seconds]
    signed = f"{message.id}.{seconds}.{message.body}".encode()
    digest = hmac.new(base64.b64decode("0f" * 32), signed, hashlib.sha256).digest()
    assert after.headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"


def test_the_signature_is_that_of_the_standards_own_example() -> None:
    moment = datetime.fromtimestamp(1_614_265_330, UTC)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  public

    headers = signed_headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", moment, b'{"test": 2432232314}')

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.usefixtures("notification")
@pytest.mark.parametrize("status", [200, 202, 204])
def test_any_2xx_is_a_delivery(ports: FakePorts, workflow: StoredWorkflow, status: int) -> None:
    ports.receivers.reception = Reception(status)

    assert delivered(ports, workflow).result is AttemptResult.DELIVERED


@pytest.mark.usefixtures("notification")
@pytest.mark.parametrize(
    "reception",
    [Reception(101), Reception(302), Reception(404), Reception(500), Reception(reason="no connection")],
)
def test_anything_else_is_tried_again_after_pauses_that_grow(
    ports: FakePorts, workflow: StoredWorkflow, reception: Reception
) -> None:
    ports.receivers.reception = reception

    deliveries = [delivered(ports, workflow, attempt) for attempt in range(1, len(PAUSES) + 2)]

    assert {delivery.result for delivery in deliveries} == {AttemptResult.REFUSED}
    assert [delivery.pause for delivery in deliveries] == [*PAUSES, timedelta()]
    assert list(PAUSES) == sorted(PAUSES)


@pytest.mark.usefixtures("notification")
def test_a_receiver_that_is_gone_for_good_is_left_alone(ports: FakePorts, workflow: StoredWorkflow) -> None:
    ports.receivers.reception = Reception(410)

    assert delivered(ports, workflow) == Attempt(AttemptResult.DROPPED, "answered 410")


@pytest.mark.parametrize("is_deleted", [False, True])
def test_what_is_on_its_way_to_nobody_is_dropped(
    ports: FakePorts, workflow: StoredWorkflow, notification: Notification, *, is_deleted: bool
) -> None:
    record_execution_end(ports, ended(ports, workflow).id, None)
    if is_deleted:
        delete_notification(ports, "acme", notification.id)
    else:
        update_notification(ports, "acme", notification.id, NotificationChanges(is_enabled=False))

    delivery = deliver_notification(ports, ports.outbox.notifications[0], 1)

    assert delivery.result is AttemptResult.DROPPED
    assert ports.receivers.posted == []
