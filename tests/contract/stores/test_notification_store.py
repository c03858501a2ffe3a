"""What every store of notifications does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.model.notification import Notification, NotificationEvent
from exeoflow.service.ports.stores.notification_store import NotificationStore
from tests.fakes.time_and_chance import FakeClock


@pytest.fixture
def notification(clock: FakeClock) -> Notification:
    return Notification(
        id="nt_1",
        workspace="acme",
        url="https://example.com/größe",
        events=frozenset({NotificationEvent.EXECUTION_FAILED}),
        workflow_id="wf_1",
        is_enabled=False,
        secret="whsec_1",
        created_at=clock.now(),
        updated_at=clock.now(),
    )


def test_a_notification_is_read_as_it_was_stored(
    notifications: NotificationStore, notification: Notification
) -> None:
    everything = frozenset(NotificationEvent)
    other = replace(notification, id="nt_2", workflow_id=None, is_enabled=True, events=everything)

    notifications.add(notification)
    notifications.add(other)

    assert notifications.get("acme", "nt_1") == notification
    assert notifications.get("acme", "nt_2") == other
    assert notifications.get("acme", "nt_3") is None
    assert notifications.get("other", "nt_1") is None


def test_only_the_notification_that_is_stored_is_replaced(
    notifications: NotificationStore, notification: Notification
) -> None:
    notifications.add(notification)
    later = notification.updated_at + timedelta(milliseconds=1)
    changed = replace(notification, url="https://example.com/new", updated_at=later)

    assert notifications.replace(notification, changed)
    assert not notifications.replace(notification, replace(notification, url="https://example.com/late"))

    assert notifications.get("acme", "nt_1") == changed
    assert notifications.of_workspace("acme") == [changed]


def test_a_removed_notification_does_not_come_back(
    notifications: NotificationStore, notification: Notification
) -> None:
    notifications.add(notification)

    notifications.remove(notification)
    notifications.remove(notification)

    assert notifications.get("acme", "nt_1") is None
    assert notifications.of_workspace("acme") == []
    assert not notifications.replace(notification, notification)


def test_a_workspace_lists_its_own_newest_first(
    notifications: NotificationStore, notification: Notification
) -> None:
    newer = replace(notification, id="nt_2")
    for each in (notification, newer, replace(notification, id="nt_3", workspace="other")):
        notifications.add(each)

    assert notifications.of_workspace("acme") == [newer, notification]
