"""How and where webhooks are called: methods, challenges, pages of other origins, paths of their own."""

import json
from urllib.parse import urlsplit

import pytest

from tests.e2e.local_server import LocalServer
from tests.e2e.workflows import node
from tests.integration.local.webhooks.calls import OPEN, Hook, hook

PAGE = "https://shop.example"
PREFLIGHT = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}


def test_a_webhook_takes_several_methods(target: Hook) -> None:
    """Case 32."""
    shown = target.set(method=["GET", "POST", "GET"])

    got = target.trigger(method="GET", query="?wait=20&a=1")
    posted = target.trigger("{}")
    refused = target.send("{}", method="PUT")

    assert shown["method"] == ["GET", "POST"]
    assert (got["method"], got["query"], posted["method"]) == ("GET", {"a": "1"}, "POST")
    assert (refused.status, refused.headers["allow"]) == (405, "GET, POST")
    assert target.set(method="PUT")["method"] == "PUT"


@pytest.mark.parametrize("method", ["BREW", [], ["POST", "BREW"], 7, None])
def test_what_is_no_method_is_refused(target: Hook, method: object) -> None:
    answer = target.api.call("PUT", f"/v1/webhooks/{target.id}", {"method": method})

    assert answer.status == 400


def test_meta_asks_for_its_challenge_at_the_address_of_its_events(target: Hook) -> None:
    shown = target.set(
        verify_token="chosen", authentication={"type": "hmac", "preset": "github", "secret": "s"}
    )
    asked = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="

    right = target.send(method="GET", query=f"{asked}chosen")
    wrong = target.send(method="GET", query=f"{asked}guessed")
    missing = target.send(method="GET", query=asked)
    other = target.send(method="GET")

    assert (right.status, right.body) == (200, b"1158201444")
    assert right.headers["content-type"].startswith("text/plain")
    assert (wrong.status, missing.status, other.status) == (401, 401, 405)
    assert shown["has_verify_token"] is True
    assert "chosen" not in json.dumps(shown)
    assert target.executions == 0


def test_a_workflow_may_answer_the_challenge_itself(server: LocalServer) -> None:
    reply = node("reply", "respond", body="{{ $trigger.query.`hub.challenge` }}")
    target = hook(server, reply)
    target.set(**OPEN, method=["GET", "POST"], wait=20)

    answer = target.send(method="GET", query="?hub.mode=subscribe&hub.challenge=42&hub.verify_token=t")

    assert (answer.status, answer.body) == (200, b"42")


def test_slack_verifies_the_address_once(target: Hook) -> None:
    body = {
        "token": "Jhj5dZrVaK7ZwHHjRyZWjbDl",
        "challenge": "3eZbrw1aBm2rZgRNFdxV",
        "type": "url_verification",
    }

    answer = target.send(json.dumps(body), {"Content-Type": "application/json"})

    assert (answer.status, answer.body) == (200, b"3eZbrw1aBm2rZgRNFdxV")
    assert target.executions == 0
    target.set(authentication={"type": "hmac", "preset": "slack", "secret": "s"})
    assert target.send(json.dumps(body)).status == 401


def test_trello_looks_whether_the_address_is_there(server: LocalServer, target: Hook) -> None:
    target.set(authentication={"type": "bearer"})

    answer = target.send(method="HEAD")

    assert (answer.status, answer.body, answer.headers["allow"]) == (200, b"", "POST")
    assert hook(server).call("HEAD", "/webhook/wh_unknown").status == 404
    assert target.executions == 0


def test_a_page_that_the_webhook_allows_may_call_it(target: Hook) -> None:
    """Case 34."""
    target.set(allowed_origins=[PAGE], authentication={"type": "header", "header": "X-Key", "secret": "s"})
    asks = {**PREFLIGHT, "Access-Control-Request-Headers": "content-type, x-key"}

    asked = target.send(headers=asks, method="OPTIONS")
    answer = target.send("{}", {"Origin": PAGE, "X-Key": "s"})
    refused = target.send("{}", {"Origin": PAGE})
    malformed = target.send("{", {"Origin": PAGE, "X-Key": "s", "Content-Type": "application/json"})

    assert (asked.status, asked.body) == (204, b"")
    assert asked.headers["access-control-allow-methods"] == "POST"
    assert "x-key" in asked.headers["access-control-allow-headers"]
    assert [each.status for each in (answer, refused, malformed)] == [202, 401, 400]
    for each in (asked, answer, refused, malformed):
        assert each.headers["access-control-allow-origin"] == PAGE
        assert "Origin" in each.headers["vary"]


def test_another_page_may_not(target: Hook) -> None:
    target.set(allowed_origins=[PAGE])
    other = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}

    asked = target.send(headers=other, method="OPTIONS")
    answer = target.send("{}", {"Origin": "https://evil.example"})

    assert asked.status == 405
    assert answer.status == 202
    for each in (asked, answer):
        assert "access-control-allow-origin" not in each.headers


def test_any_page_may_where_all_are_allowed(target: Hook) -> None:
    target.set(allowed_origins=["*"])

    assert target.send(headers=PREFLIGHT, method="OPTIONS").headers["access-control-allow-origin"] == "*"
    assert target.send("{}", {"Origin": PAGE}).headers["access-control-allow-origin"] == "*"


def test_a_path_may_follow_the_address(target: Hook) -> None:
    """Case 47."""
    behind = target.trigger("{}", suffix="/customers/42")
    slash = target.trigger("{}", suffix="/")

    assert behind["path"] == "customers/42"
    assert "path" not in slash


def test_a_path_of_its_own_has_parameters(server: LocalServer, target: Hook) -> None:
    shown = target.set(path="/orders/:id/")
    address = urlsplit(shown["url"]).path

    assert (shown["path"], address) == ("orders/:id", "/webhook/default/orders/:id")
    for path in ("/webhook/default/orders/4%202/", f"/webhook/{target.id}/orders/4%202"):
        answer = target.call("POST", f"{path}?wait=20", "{}")
        seen = answer.content["data"]["output"]
        assert (seen["params"], seen["path"]) == ({"id": "4 2"}, "orders/4 2")
    for path in ("/webhook/default/orders", "/webhook/default/orders/4/2", f"/webhook/{target.id}/users/4"):
        assert target.call("POST", path, "{}").code == "WEBHOOK_NOT_FOUND"
    taken = hook(server)
    late = taken.api.call("PUT", f"/v1/webhooks/{taken.id}", {"path": "orders/:number"})
    assert (late.status, late.error["code"]) == (409, "WEBHOOK_PATH_TAKEN")
    assert "path" not in target.set(path=None)
    assert taken.set(path="orders/:number")["path"] == "orders/:number"


@pytest.mark.parametrize(
    "path", ["", "/", ":id", "a//b", "a/:", "a/:1", "a b", "../a?", "a/:x/:x", "a/" * 11 + "a", 7]
)
def test_what_is_no_path_is_refused(target: Hook, path: object) -> None:
    assert target.api.call("PUT", f"/v1/webhooks/{target.id}", {"path": path}).status == 400
