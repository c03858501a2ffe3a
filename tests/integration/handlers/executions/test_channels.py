"""Events that many workflows listen for by one rule: none of them keeps the others from theirs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from exeoflow.adapters.dynamodb.webhooks.listeners import Listener
from exeoflow.adapters.event_bridge.trigger_events import channel_event_of
from exeoflow.adapters.sqs.event_part_messages import event_part_message
from exeoflow.adapters.sqs.outbox import SqsOutbox
from exeoflow.bootstrap import application
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.nodes.formats.channels import Channel
from exeoflow.service.executions.starting.fan_out import AT_ONCE
from local.functions import FunctionError
from tests.integration.handlers.conftest import Client

CHANNEL = Channel("shop").text
EVENT = {"id": "evt_1", "source": "shop", "detail-type": "Paid", "detail": {"ip": "10.1.2.3"}}
SAID = {"trigger": "channel", "channel": CHANNEL, "is_own_bus": False, "event": EVENT}


def listening(client: Client, **pattern: Any) -> dict[str, str]:
    """A workflow whose runs have not ended yet, however slow the test is."""
    trigger = {"mode": "event", "pattern": {"source": ["shop"], **pattern}}
    node = {"id": "hear", "type": "trigger", "config": trigger}
    rest = {"id": "rest", "type": "wait", "config": {"seconds": 60}}
    connections = [{"source": "hear", "target": "rest"}]
    body = {"name": "Hear", "nodes": [node, rest], "connections": connections}
    path = {"workflow_id": client.call("create_workflow", body=body).data["id"]}
    assert client.call("set_workflow_status", path=path, body={"status": "active"}).status == 200
    return path


def is_of(path: dict[str, str], listener: Listener) -> bool:
    return listener.workflow_id == path["workflow_id"]


def starts(client: Client, path: dict[str, str]) -> int:
    found = client.call("list_executions", query=path).data["executions"]
    return len(found)


def test_a_pattern_that_cannot_be_read_keeps_nobody_from_hearing(client: Client) -> None:
    path = listening(client)
    unreadable = Listener("other", "wf_0", "hear", {"source": [{"of_a_later_release": 1}]})
    application().listeners.put("a", unreadable, {CHANNEL})

    for _ in range(2):
        with pytest.raises(FunctionError, match="of_a_later_release"):
            client.functions["start_by_event"].invoke(SAID)

    application().listeners.remove("wf_0", "a")
    assert starts(client, path) == 1


def test_a_network_is_told_by_any_of_its_addresses(client: Client) -> None:
    path = listening(client, detail={"ip": [{"cidr": "10.9.9.9/8"}]})

    client.functions["start_by_event"].invoke(SAID)

    assert starts(client, path) == 1


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What is put into the queue, in the place of which the stack would take it at any moment."""
    records: list[dict[str, str]] = []

    def put_parts(_: SqsOutbox, parts: Sequence[ChannelEvent]) -> None:
        records.extend({"messageId": uuid4().hex, "body": event_part_message(part)} for part in parts)

    monkeypatch.setattr(SqsOutbox, "put_parts", put_parts)
    return records


def test_an_event_that_many_hear_starts_each_of_them_once_and_few_in_a_call(
    client: Client, put: list[dict[str, str]]
) -> None:
    path = listening(client)
    start = client.functions["start_by_event"]
    listeners = application().listeners
    [mine] = [each for each in listeners.of(channel_event_of(SAID)).values() if is_of(path, each)]
    for number in range(2 * AT_ONCE):
        listeners.put(f"a{number:02}", replace(mine, workflow_id=f"wf_gone{number:02}"), {CHANNEL})
    unreadable = Listener("other", "wf_0", "hear", {"source": [{"of_a_later_release": 1}]})
    listeners.put("a00", unreadable, {CHANNEL})

    start.invoke(SAID)
    start.invoke(SAID)
    records = list(put)
    answer = start.invoke({"Records": records})

    for number in range(2 * AT_ONCE):
        listeners.remove("wf_0" if number == 0 else f"wf_gone{number:02}", f"a{number:02}")
    assert starts(client, path) == 1
    assert put == records
    # Twice three parts; only those of whom nobody can read the pattern come again.
    first = [each["messageId"] for each in records if '"first":"a00"' in each["body"]]
    assert (len(records), len(first)) == (6, 2)
    assert answer == {"batchItemFailures": [{"itemIdentifier": each} for each in first]}
