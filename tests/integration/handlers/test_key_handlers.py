"""API keys over the real handlers: what one may give away, and what is never shown."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from exeoflow.bootstrap import application
from exeoflow.model import moment
from exeoflow.model.api_key import Scope, digest_of
from tests.integration.handlers.conftest import Client, make_client

READER = {"name": "CI", "scopes": ["workflows:read"]}


def test_a_new_key_may_do_what_was_said_and_no_more(client: Client) -> None:
    made = client.call("create_key", body=READER).data

    reader = replace(client, key=made["secret"])
    assert reader.call("list_workflows", query={}).status == 200
    assert reader.call("create_workflow", body={"name": "x"}).code == "FORBIDDEN"
    assert reader.call("list_keys", query={}).code == "FORBIDDEN"


def test_a_secret_is_shown_once_and_its_hash_never(client: Client) -> None:
    made = client.call("create_key", body=READER).data

    listed = client.call("list_keys", query={})
    text = json.dumps(listed.content)
    assert made["secret"] not in text
    assert digest_of(made["secret"]) not in text
    assert {key["id"]: key["is_current"] for key in listed.data["keys"]}[made["id"]] is False
    assert [key["is_current"] for key in listed.data["keys"]].count(True) == 1


def test_nobody_gives_away_what_he_has_not(functions: Mapping[str, Any]) -> None:
    limited = make_client(functions, scopes=frozenset({Scope.KEYS_WRITE}))

    refused = limited.call("create_key", body=READER)

    assert (refused.status, refused.code) == (403, "FORBIDDEN")
    assert "workflows:read" in refused.content["error"]["message"]
    assert limited.call("create_key", body={"name": "x", "scopes": ["keys:write"]}).status == 201


def test_every_key_may_ask_what_it_may(functions: Mapping[str, Any]) -> None:
    powerless = make_client(functions, scopes=frozenset({Scope.WEBHOOKS_READ}))

    shown = powerless.call("get_current_key").data

    assert (shown["scopes"], shown["is_current"]) == (["webhooks:read"], True)
    assert replace(powerless, key="unknown").call("get_current_key").status == 401


def test_a_revoked_key_is_unknown_at_once(client: Client) -> None:
    made = client.call("create_key", body=READER).data

    revoked = client.call("revoke_key", path={"key_id": made["id"]})

    assert revoked.status == 200
    assert replace(client, key=made["secret"]).call("list_workflows", query={}).status == 401
    assert client.call("revoke_key", path={"key_id": made["id"]}).status == 200
    assert client.call("revoke_key", path={"key_id": "key_unknown"}).code == "KEY_NOT_FOUND"


def test_a_key_of_another_workspace_is_out_of_reach(client: Client, functions: Mapping[str, Any]) -> None:
    made = make_client(functions).call("create_key", body=READER).data

    assert client.call("revoke_key", path={"key_id": made["id"]}).code == "KEY_NOT_FOUND"
    assert made["id"] not in json.dumps(client.call("list_keys", query={}).content)


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"scopes": "workflows:read"},
        {"limit": 0},
        {"limit": 1_001},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "2030-01-01T00:00:00"},
        {"expires_at": "tomorrow"},
        {"expires_at": 1_900_000_000},
        {"workspace": "other"},
    ],
)
def test_what_cannot_be_a_key_is_refused(client: Client, change: dict[str, Any]) -> None:
    refused = client.call("create_key", body=READER | change)

    assert (refused.status, refused.code) == (400, "INVALID_REQUEST")
    paths = [detail["path"] for detail in refused.content["error"]["details"]]
    assert [path.partition("[")[0] for path in paths] == list(change)


def test_an_expiry_is_kept(client: Client) -> None:
    later = application().clock.now().replace(microsecond=0) + timedelta(days=1)

    made = client.call("create_key", body=READER | {"expires_at": moment.write(later)}).data

    (key,) = [key for key in client.call("list_keys", query={}).data["keys"] if key["id"] == made["id"]]
    assert key["expires_at"] == moment.write(later)
