"""The queue of notifications: tell addresses outside how executions ended."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from exeoflow.adapters.sqs.notification_messages import message_of
from exeoflow.api.observability import NOTIFICATION
from exeoflow.bootstrap import Application, application
from exeoflow.errors import Unavailable
from exeoflow.service.notifications.deliver import Attempt, AttemptResult, deliver_notification, pause_after
from exeoflow.service.ports.outbox import NotificationMessage


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Make one attempt for each message; those that fail come again after a pause that grows."""
    del context
    # urllib3 would log whole URLs, and these may hold secrets.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    app = application()
    failed = [record["messageId"] for record in event["Records"] if not _is_surely_done(app, record)]
    app.observability.send()
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _is_surely_done(app: Application, record: Mapping[str, Any]) -> bool:
    try:
        return _is_done(app, record)
    except Exception as error:  # noqa: BLE001  (the other messages are other workspaces')
        app.observability.crashed("deliver_notification", error)
        return False


def _is_done(app: Application, record: Mapping[str, Any]) -> bool:
    message = message_of(record["body"])
    app.observability.begin(message.id)
    attempt = int(record["attributes"]["ApproximateReceiveCount"])
    made = _attempted(app, message, attempt)
    about = {
        "workspace": message.workspace,
        "notification_id": message.notification_id,
        "attempt": attempt,
        "outcome": made.result,
        "reason": made.reason,
    }
    app.observability.logger.info("deliver_notification", extra=about)
    app.observability.count(NOTIFICATION[made.result])
    if made.result is not AttemptResult.REFUSED:
        return True
    with suppress(Unavailable):
        app.redelivery.postpone(record["receiptHandle"], made.pause)
    return False


def _attempted(app: Application, message: NotificationMessage, attempt: int) -> Attempt:
    try:
        return deliver_notification(app, message, attempt)
    except Unavailable as failure:
        return Attempt(AttemptResult.REFUSED, failure.code, pause_after(attempt))
