"""Cases of people who call other servers, over the API of the local server."""

import hashlib
import json
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.integration.http_request.loopback import Call, LoopbackServer, serving

SECRET = "s3cret-of-the-crm"  # noqa: S105 - it is none


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with running("--memory", "--allow-hosts", "127.0.0.1,localhost") as server:
        yield Api(server.url, KEY)


@pytest.fixture
def target() -> Iterator[LoopbackServer]:
    with serving() as server:
        server.routes["/echo"] = echo
        yield server


def echo(call: Call) -> None:
    got = call.received
    told = {"path": got.path, "headers": got.headers, "body": got.body.decode("latin-1")}
    call.answer(200, json.dumps(told).encode(), content_type="application/json")


def url(target: LoopbackServer, path: str) -> str:
    return f"http://127.0.0.1:{target.port}{path}"


def node(node_id: str, kind: str, config: dict[str, Any] | None = None, **rest: Any) -> dict[str, Any]:
    return {"id": node_id, "type": kind, "config": config or {}, **rest}


def ended(api: Api, *nodes: dict[str, Any], paths: str = "", given: Any = None) -> dict[str, Any]:
    """Run nodes in a row, or by `paths`, and return the execution at its end."""
    ids = ["start", *(each["id"] for each in nodes)]
    drawn = paths.split() or [f"{source}>{target}" for source, target in pairwise(ids)]
    connections = []
    for path in drawn:
        source, target = path.split(">")
        node_id, _, handle = source.partition(":")
        connection = {"source": node_id, "target": target}
        connections.append(connection | ({"source_handle": handle} if handle else {}))
    body = {"name": "case", "nodes": [node("start", "trigger"), *nodes], "connections": connections}
    workflow_id = api.post("/v1/workflows", body).data["id"]
    started = api.post(f"/v1/workflows/{workflow_id}/execute", {"input": given or {}}).data
    found: dict[str, Any] = api.get(f"/v1/executions/{started['execution_id']}?wait=25").data
    return found


def history(api: Api, execution: dict[str, Any]) -> str:
    place = f"/v1/executions/{execution['id']}/steps"
    steps = api.get(place).data["steps"]
    assert len(steps) == 2
    return json.dumps([api.get(f"{place}/{number + 1}").data for number in range(len(steps))])


def request(api: Api, target: LoopbackServer, path: str, **config: Any) -> dict[str, Any]:
    return ended(api, node("h", "http_request", {"url": url(target, path), **config}))


def test_a_node_in_a_loop_reads_its_own_previous_output(api: Api) -> None:
    found = ended(
        api,
        node("acc", "set", {"values": {"n": "{{ ($exists($nodes.acc.n) ? $nodes.acc.n : 0) + 1 }}"}}),
        node("more", "condition", {"expression": "$input.n < 3"}),
        node("end", "transform", {"expression": '{"input": $input.n, "nodes": $nodes.acc.n}'}),
        paths="start>acc acc>more more:true>acc more:false>end",
    )

    assert found["output"] == {"input": 3, "nodes": 3}


def pages(target: LoopbackServer) -> None:
    def serve(call: Call) -> None:
        page = int(call.received.path.partition("page=")[2])
        items = [{"id": number} for number in range(2 * page - 1, min(2 * page, 5) + 1)]
        link = {"link": f'<{url(target, "/items")}?page={page + 1}>; rel="next"'} if page < 3 else {}
        call.answer(200, json.dumps(items).encode(), content_type="application/json", **link)

    target.routes["/items"] = serve


def test_a_loop_gathers_pages(api: Api, target: LoopbackServer) -> None:
    pages(target)
    link = "$exists($input.headers.link) ? $input.headers.link : ''"
    pattern = '/<([^>]+)>; rel="next"/'
    values = {
        "all": "{{ $append($type($nodes.acc) = 'null' ? [] : $nodes.acc.all, $input.body) }}",
        "url": f"{{{{ ($m := $match({link}, {pattern}); $count($m) > 0 ? $m.groups[0] : '') }}}}",
    }

    found = ended(
        api,
        node("init", "set", {"values": {"url": url(target, "/items?page=1")}}),
        node("get", "http_request", {"url": "{{ $input.url }}"}),
        node("acc", "set", {"values": values}),
        node("more", "condition", {"expression": "$input.url != ''"}),
        node("end", "transform", {"expression": "$input.all.id"}),
        paths="start>init init>get get>acc acc>more more:true>get more:false>end",
    )

    assert found["output"] == [1, 2, 3, 4, 5]


def test_one_node_gathers_pages(api: Api, target: LoopbackServer) -> None:
    pages(target)

    found = request(api, target, "/items?page=1", pagination={"mode": "link_header"})

    assert [each["id"] for each in found["output"]["body"]] == [1, 2, 3, 4, 5]


def test_a_retry_waits_as_long_as_the_server_asks(api: Api, target: LoopbackServer) -> None:
    times: list[float] = []

    def serve(call: Call) -> None:
        times.append(time.monotonic())
        call.answer(429 if len(times) == 1 else 200, b"", retry_after="3")

    target.routes["/ra"] = serve
    retry = {"max_attempts": 3, "interval": 1, "errors": ["Http.Status429"]}

    found = ended(api, node("h", "http_request", {"url": url(target, "/ra")}, retry=retry))

    assert found["status"] == "success"
    assert 3 <= times[1] - times[0] < 8


def test_an_object_under_the_content_type_of_a_form_is_a_form(api: Api, target: LoopbackServer) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = {"grant_type": "client_credentials", "tag": ["a", "b"]}

    found = request(api, target, "/echo", method="POST", headers=headers, body=body)

    assert found["output"]["body"]["body"] == "grant_type=client_credentials&tag=a&tag=b"


def test_a_picture_is_fetched_and_uploaded(api: Api, target: LoopbackServer) -> None:
    picture = b"\x89PNG\r\n\x00\xff"
    target.routes["/png"] = lambda call: call.answer(200, picture, content_type="image/png")
    upload = {
        "url": url(target, "/echo"),
        "method": "POST",
        "headers": {"Content-Type": "image/png"},
        "body": "{{ $input.body }}",
        "body_encoding": "base64",
    }

    ended(api, node("d", "http_request", {"url": url(target, "/png")}), node("u", "http_request", upload))

    assert target.received[-1].body == picture


def test_the_answer_of_an_error_is_data(api: Api, target: LoopbackServer) -> None:
    target.routes["/422"] = lambda call: call.answer(
        422, b'{"code": "invalid_field"}', content_type="application/json", x_trace="7"
    )

    found = ended(
        api,
        node("h", "http_request", {"url": url(target, "/422")}, on_error="continue"),
        node("end", "transform", {"expression": "$input.error"}),
    )

    error = found["output"]
    assert error["code"] == "Http.Status422"
    assert error["message"].startswith("GET 127.0.0.1: answered 422")
    assert error["details"]["body"] == {"code": "invalid_field"}
    assert (error["details"]["status"], error["details"]["headers"]["x-trace"]) == (422, "7")


def test_an_execution_that_fails_so_has_the_message_alone(api: Api, target: LoopbackServer) -> None:
    found = request(api, target, "/none")

    assert found["error"]["code"] == "Http.Status404"
    assert found["error"]["message"].startswith("GET 127.0.0.1: answered 404")


def test_an_overrun_is_http_timeout_with_a_message(api: Api, target: LoopbackServer) -> None:
    target.routes["/slow"] = lambda call: call.answer(200 if target.stopped.wait(4) else 204)
    slow = {"url": url(target, "/slow")}

    named = {"action": "continue", "errors": ["States.Timeout"]}

    found = ended(api, node("h", "http_request", slow, timeout=1, on_error=named))

    assert found["output"]["error"]["code"] == "Http.Timeout"
    assert "no complete answer within 1 s" in found["output"]["error"]["message"]


def credential(api: Api, kind: str, values: dict[str, Any]) -> str:
    made = api.post("/v1/credentials", {"name": kind, "type": kind, "values": values})
    return str(made.data["id"])


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("query", {"name": "api_key", "value": SECRET}),
        ("header", {"name": "X-Key", "value": SECRET}),
        ("bearer", {"token": SECRET}),
        ("basic", {"username": "ada", "password": SECRET}),
    ],
)
def test_a_credential_reaches_the_server_and_no_record(
    api: Api, target: LoopbackServer, kind: str, values: dict[str, Any]
) -> None:
    found = request(api, target, "/echo", credential=credential(api, kind, values))

    sent = target.received[-1]
    assert SECRET in sent.path + str(sent.headers) or sent.headers["authorization"].startswith("Basic ")
    assert found["status"] == "success"
    assert SECRET not in history(api, found) + json.dumps(found)


def test_digest_opens_the_door(api: Api, target: LoopbackServer) -> None:
    def serve(call: Call) -> None:
        given = call.received.headers.get("authorization", "")
        fields = dict(part.split("=", 1) for part in given.removeprefix("Digest ").split(", ") if "=" in part)
        if not fields:
            call.answer(401, www_authenticate='Digest realm="r", nonce="n", qop="auth"')
            return
        hashes = [
            hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
            for text in (f"ada:r:{SECRET}", f"GET:{call.received.path}")
        ]
        said = [fields[name].strip('"') for name in ("nonce", "nc", "cnonce", "qop")]
        right = hashlib.md5(":".join([hashes[0], *said, hashes[1]]).encode(), usedforsecurity=False)
        call.answer(200 if fields["response"].strip('"') == right.hexdigest() else 403)

    target.routes["/digest"] = serve
    key = credential(api, "digest", {"username": "ada", "password": SECRET})

    assert request(api, target, "/digest?a=1", credential=key)["output"]["status"] == 200


def test_a_token_is_fetched_once_for_all_runs(api: Api, target: LoopbackServer) -> None:
    target.routes["/token"] = lambda call: call.answer(
        200, b'{"access_token": "t0ken-of-oauth", "token_type": "Bearer", "expires_in": 3600}'
    )
    values = {"token_url": url(target, "/token"), "client_id": "me", "client_secret": SECRET}
    key = credential(api, "oauth2_client_credentials", values)

    runs = [request(api, target, "/echo", credential=key) for _ in range(3)]

    assert [each.path for each in target.received] == ["/token", "/echo", "/echo", "/echo"]
    assert "t0ken-of-oauth" not in json.dumps(runs) + history(api, runs[0])


def test_an_identifier_of_nineteen_digits_stays_what_it_is(api: Api, target: LoopbackServer) -> None:
    target.routes["/id"] = lambda call: call.answer(
        200, b'{"id": 1234567890123456789}', content_type="application/json"
    )
    sent = {
        "url": url(target, "/echo"),
        "method": "POST",
        "body_type": "json",
        "body": '{"id": {{ $input.body.id }}}',
    }

    found = ended(
        api, node("a", "http_request", {"url": url(target, "/id")}), node("b", "http_request", sent)
    )

    assert found["output"]["body"]["body"] == '{"id": 1234567890123456789}'


@pytest.mark.parametrize("name", ["S3.NoSuchBucket", "S3.NoSuchBucketException"])
def test_an_error_of_s3_is_named_as_the_service_or_the_state_machine_names_it(api: Api, name: str) -> None:
    config = {"operation": "get", "bucket": "for-workflows-default-none", "key": "x"}

    found = ended(api, node("s", "storage", config, on_error={"action": "continue", "errors": [name]}))

    assert found["output"]["error"]["code"] == "S3.NoSuchBucketException"


@pytest.mark.parametrize("until", ["{{ $input.t }}", "2020-01-01T10:00:00+02:00"])
def test_a_moment_may_have_an_offset(api: Api, until: str) -> None:
    found = ended(api, node("w", "wait", {"until": until}), given={"t": "2020-01-01T10:00:00+02:00"})

    assert found["status"] == "success"


@pytest.mark.parametrize("seconds", ["1", 0.5, -5])
def test_seconds_that_aws_refuses_are_refused(api: Api, seconds: object) -> None:
    found = ended(api, node("w", "wait", {"seconds": "{{ $input.t }}"}), given={"t": seconds})

    assert (found["status"], found["error"]["code"]) == ("failed", "States.QueryEvaluationError")
    assert "`seconds`: Was der Ausdruck `$input.t` ergibt, passt hier nicht." in found["error"]["message"]
