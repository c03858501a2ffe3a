"""Events that many workflows listen for by one rule: none of them keeps the others from theirs."""

from typing import Any

import pytest

from exeoflow.adapters.dynamodb.listeners import Listener
from exeoflow.adapters.event_bridge.channels import Channel
from exeoflow.bootstrap import application
from local.functions import FunctionError
from tests.integration.handlers.conftest import Client

CHANNEL = Channel("shop").text
EVENT = {"id": "evt_1", "source": "shop", "detail-type": "Paid", "detail": {"ip": "10.1.2.3"}}
SAID = {"trigger": "channel", "channel": CHANNEL, "is_own_bus": False, "event": EVENT}


def listening(client: Client, **pattern: Any) -> dict[str, str]:
    trigger = {"mode": "event", "pattern": {"source": ["shop"], **pattern}}
    node = {"id": "hear", "type": "trigger", "config": trigger}
    note = {"id": "note", "type": "set", "config": {"values": {"a": 1}}}
    connections = [{"source": "hear", "target": "note"}]
    body = {"name": "Hear", "nodes": [node, note], "connections": connections}
    path = {"workflow_id": client.call("create_workflow", body=body).data["id"]}
    assert client.call("set_workflow_status", path=path, body={"status": "active"}).status == 200
    return path


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
