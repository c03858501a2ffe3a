"""Everything by which a node can name a thing of the product, tried on a neighbour's.

What a drawing names is refused when it is saved; a file, which data name, is not found at run. Resources of
AWS have a matrix of their own (`test_resources`).
"""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest

from exeoflow.nodes.fields import Config
from exeoflow.nodes.table import NODE_TYPES
from tests.integration.handlers.conftest import Client, make_client
from tests.integration.handlers.running import ended
from tests.integration.handlers.workspaces.neighbour import SECRET, Neighbour
from tests.integration.handlers.workspaces.schemas import last, texts_of, words
from tests.integration.handlers.workspaces.test_resources import WAYS

URL: Final = "https://example.com"
# What names a thing of the product: the fields beside it, and which of the neighbour's things is named.
NAMING: Final[Mapping[tuple[str, str], tuple[Mapping[str, Any], str]]] = {
    ("sub_workflow", "workflow_id"): ({}, "workflow_id"),
    ("http_request", "credential"): ({"url": URL}, "credential_id"),
    ("http_request", "tls"): ({"url": URL}, "credential_id"),
    ("hmac", "credential"): ({}, "credential_id"),
}
NAMED: Final = "{{ $trigger.named }}"
MAIL: Final = {"sender": "a@example.com", "to": "b@example.com", "subject": "a", "text": "a"}
CODE: Final = {"language": "javascript", "source": "return $input", "files": "contents"}
KEPT: Final = {"operation": "put", "bucket": "for-workflows-acme-kept", "key": "a"}
# What reads the files that a value names.
READING: Final[Mapping[tuple[str, str], Mapping[str, Any]]] = {
    ("file", "file"): {"operation": "read", "file": NAMED},
    ("file", "files"): {"operation": "join", "files": NAMED},
    ("image", "file"): {"operation": "describe", "file": NAMED},
    ("parse", "text"): {"format": "json", "text": NAMED},
    ("format", "value"): {"format": "csv", "value": NAMED},
    ("hmac", "text"): {"key": "k", "text": NAMED},
    ("code", "input"): {**CODE, "input": NAMED},
    ("email", "content"): {**MAIL, "attachments": [{"filename": "a", "content": NAMED}]},
    ("http_request", "body"): {"url": URL, "method": "POST", "body_type": "binary", "body": NAMED},
    ("storage", "body"): {**KEPT, "body": NAMED},
}
# What is named by the rights of the stack's role, not by those of a workspace.
OF_THE_STACK: Final = {("email", "sender"), ("ai", "model"), ("lambda", "function")}
# Words, numbers, times and data; and names in the workflow itself, or in what is reached.
OTHER: Final = words("""
    algorithm align allowed_origins angle attachments axis bcc body body_encoding cc code color columns
    content_id content_type count cron data deduplication_id default delay_seconds delimiter delivery_id
    detail detail_type encoding end expression filename fit format group_by group_id handle handles
    header headers height html index input item items key language limit line_length lists max_items
    max_pages max_tokens message method mode more name next next_header offset only opacity origin
    parameter path pattern payload prefix prompt quality query radius rate reply_to scheme seconds
    secret_headers secret_parameters shape sheet sigma size size_parameter source start status step
    subject system temperature text thickness timezone to to_x to_y tolerance unit unless_exists until
    url value vertical width x y
""")


def drawn(kind: str, config: Mapping[str, Any]) -> dict[str, Any]:
    nodes = [{"id": "t", "type": "trigger"}, {"id": "n", "type": kind, "config": dict(config)}]
    return {"name": "Mine", "nodes": nodes, "connections": [{"source": "t", "target": "n"}]}


@pytest.mark.parametrize(("kind", "field"), NAMING)
def test_what_a_node_names_is_refused_like_what_nobody_has(
    stranger: Client, neighbour: Neighbour, kind: str, field: str
) -> None:
    others, parameter = NAMING[kind, field]
    theirs = neighbour.things[parameter]
    nobodys = f"{theirs[:-6]}zzzzzz"

    said, missing = (
        json.dumps(stranger.call("create_workflow", body=drawn(kind, {**others, field: thing})).content)
        for thing in (theirs, nobodys)
    )

    assert said.replace(theirs, "") == missing.replace(nobodys, "")
    assert '"success": false' in said
    assert SECRET not in said


@pytest.mark.parametrize(("kind", "field"), READING)
def test_a_file_is_read_by_nobody_else(
    functions: Mapping[str, Any], neighbour: Neighbour, kind: str, field: str
) -> None:
    stranger = make_client(functions, workspace="acme")
    named = {"exeoflow:file": neighbour.file_id, "size": 14, "content_type": "application/json"}

    run = ended(
        stranger,
        drawn(kind, READING[kind, field]),
        named=[named] if field == "files" else named,
    )

    assert run["error"]["code"] == "File.NotFound"
    assert SECRET not in json.dumps(run)


def test_every_field_of_a_node_is_known() -> None:
    written = {(kind, last(field)) for kind, row in NODE_TYPES.items() for field in texts_of_node(row.config)}
    known = {*NAMING, *READING, *OF_THE_STACK, *((way.type, way.field) for way in WAYS.values())}

    assert known <= written
    assert {name for _, name in written - known} == OTHER


def texts_of_node(config: type[Config]) -> set[str]:
    schema = config.model_json_schema()
    return set(texts_of(schema, schema.get("$defs", {})))
