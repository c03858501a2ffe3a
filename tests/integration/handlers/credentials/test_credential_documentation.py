"""The examples in `docs/credentials.md` are sent: what they say comes out does come out."""

import json
import re
from pathlib import Path
from typing import Any

from exeoflow.api.credentials.values import VALUES
from tests.integration.handlers.conftest import Client
from tests.integration.handlers.running import ended

PAGE = (Path(__file__).parents[4] / "docs/credentials.md").read_text()


def sent(method: str, path: str) -> Any:
    found = re.search(rf"```\n{method} {path}\n(.*?)\n```", PAGE, re.DOTALL)
    assert found
    return json.loads(found[1])


def block(kind: str) -> Any:
    [found] = re.findall(rf"```json {kind}\n(.*?)\n```", PAGE, re.DOTALL)
    return json.loads(found)


def test_the_credential_is_made_and_its_node_can_be_saved(client: Client) -> None:
    body = sent("POST", "/v1/credentials")
    made = client.call("create_credential", body=body)
    node = block("node")
    node["config"]["credential"] = made.data["id"]

    saved = client.call(
        "create_workflow",
        body={
            "name": "Example",
            "nodes": [{"id": "start", "type": "trigger"}, node],
            "connections": [{"source": "start", "target": "call"}],
        },
    )

    assert (made.status, saved.status) == (201, 201)
    assert made.data["fields"] == ["username", "password"]
    assert body["values"]["password"] not in json.dumps(made.content)


def test_every_type_and_each_of_its_values_is_told() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))

    del rows["type"]  # the head of the table
    assert rows.keys() == {kind.value for kind in VALUES}
    for kind, model in VALUES.items():
        assert set(model.model_fields) <= set(re.findall(r"`(\w+)`", rows[kind.value]))


def test_the_workflow_reads_the_variable(client: Client) -> None:
    client.call("set_variable", path={"name": "region"}, body=sent("PUT", "/v1/variables/region"))

    execution = ended(client, {"name": "Example", **block("workflow")})

    assert execution["output"] == block("output")
