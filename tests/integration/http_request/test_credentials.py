"""Credentials that stand in requests themselves, before servers that want, echo or lead them astray."""

import base64
import html
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from exeoflow.http_request.errors import CredentialNotFound, CredentialUnusable, HttpRequestFailed
from exeoflow.http_request.messages.answer import Answer, kept_output
from exeoflow.model.credential import CredentialKind
from tests.integration.http_request.credentialed import PASSWORD, World, shown
from tests.integration.http_request.loopback import Call, LoopbackServer


def in_code_units(written: str, characters: str, digits: str) -> str:
    """Escape characters as JSON allows it of any."""
    return "".join(rf"\u{ord(each):{digits}}" if each in characters else each for each in written)


@pytest.mark.parametrize(
    ("kind", "values", "header", "sent"),
    [
        ("basic", {"username": "ü", "password": PASSWORD}, "authorization", "Basic "),
        ("basic", {"username": "", "password": PASSWORD}, "authorization", "Basic "),
        ("bearer", {"token": PASSWORD}, "authorization", f"Bearer {PASSWORD}"),
        ("header", {"name": "X-Api-Key", "value": PASSWORD}, "x-api-key", PASSWORD),
        ("custom", {"headers": {"X-A": PASSWORD}, "query": {"b": "c"}}, "x-a", PASSWORD),
    ],
)
def test_a_secret_stands_in_its_header_and_in_no_answer(  # noqa: PLR0913, PLR0917 - a row of the table
    server: LoopbackServer, world: World, kind: str, values: dict[str, Any], header: str, sent: str
) -> None:
    credential = world.keep(CredentialKind(kind), values)

    answer = world.run(credential=credential)

    received = server.received[0].headers[header]
    assert received.startswith(sent)
    if kind == "basic":
        assert (
            base64.b64decode(received.removeprefix("Basic ")).decode() == f"{values['username']}:{PASSWORD}"
        )
    assert answer["status"] == 200
    assert PASSWORD not in str(answer)
    assert received.removeprefix("Basic ") not in str(answer)
    assert "***" in str(answer["body"]["headers"][header])


@pytest.mark.parametrize(
    "escaped",
    [
        json.dumps,
        lambda secret: json.dumps(secret, ensure_ascii=False),
        lambda secret: json.dumps(secret).replace("/", r"\/"),
        # A body that is repeated as a text, as httpbin does.
        lambda secret: json.dumps({"data": json.dumps({"key": secret})}),
        lambda secret: json.dumps({"data": json.dumps({"key": secret}, ensure_ascii=False)}),
        lambda secret: json.dumps(json.dumps(secret, ensure_ascii=False), ensure_ascii=False),
        lambda secret: json.dumps(json.dumps(secret)).replace("/", r"\/"),
        lambda secret: f"<p>{html.escape(secret)}</p>",
        # As PHP, Go, Go's JSON, Gson and .NET write them.
        lambda secret: html.escape(secret).replace("&#x27;", "&#039;"),
        lambda secret: html.escape(secret).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
        lambda secret: in_code_units(json.dumps(secret, ensure_ascii=False), "<>&", "04x"),
        lambda secret: in_code_units(json.dumps(secret, ensure_ascii=False), "<>&='", "04x"),
        lambda secret: in_code_units(secret.replace("\\", r"\\"), "ü<>&'+\"", "04X"),
    ],
)
def test_no_refusal_repeats_a_secret_however_it_is_escaped(
    server: LoopbackServer, world: World, escaped: Callable[[str], str]
) -> None:
    secret = """pass/<w0rd> "no-ü-body\\sees" & 'no-more+='"""  # noqa: S105 - it is none
    server.routes["/"] = lambda call: call.answer(
        400, f"wrong: {escaped(secret)}".encode(), content_type="text/plain; charset=utf-8"
    )
    credential = world.keep(CredentialKind.HEADER, {"name": "X-Key", "value": secret})

    with pytest.raises(HttpRequestFailed) as caught:
        world.run(credential=credential)

    assert "no-" not in f"{caught.value} {caught.value.details}"
    assert "***" in str(caught.value)


def test_a_secret_may_stand_in_the_query(server: LoopbackServer, world: World) -> None:
    credential = world.keep(CredentialKind.QUERY, {"name": "api_key", "value": "a b&c=ü secret"})

    answer = world.run("/?page=1", query={"tag": ["x", "y"]}, credential=credential)

    query = parse_qs(server.received[0].path.partition("?")[2])
    assert query == {"page": ["1"], "tag": ["x", "y"], "api_key": ["a b&c=ü secret"]}
    assert answer["body"]["path"] == "/?page=1&tag=x&tag=y&api_key=***"


def test_a_refusal_that_repeats_the_secret_keeps_it_out_of_message_and_details(
    server: LoopbackServer, world: World
) -> None:
    server.routes["/"] = lambda call: call.answer(
        403,
        json.dumps({"bad": call.received.headers["authorization"]}).encode(),
        content_type="application/json",
        x_echo=call.received.headers["authorization"],
    )
    credential = world.keep(CredentialKind.BEARER, {"token": PASSWORD})

    with pytest.raises(HttpRequestFailed) as refusal:
        world.run(credential=credential, error_details=True)

    assert PASSWORD not in str(refusal.value)
    told = json.loads(str(refusal.value))
    assert told["details"]["body"] == {"bad": "Bearer ***"}
    assert told["details"]["headers"]["x-echo"] == "Bearer ***"
    assert refusal.value.summary == told["exeoflow:error"]


def test_a_user_without_a_password_is_the_secret(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(401, f"no such key: {PASSWORD}".encode())
    credential = world.keep(CredentialKind.BASIC, {"username": PASSWORD, "password": ""})

    with pytest.raises(HttpRequestFailed) as refusal:
        world.run(credential=credential)

    assert PASSWORD not in f"{refusal.value} {refusal.value.details}"


def test_an_answer_in_a_file_repeats_no_secret_in_its_headers_either() -> None:
    answer = Answer(200, {"link": f"</bot{PASSWORD}/2>"}, PASSWORD.encode())

    output = kept_output(answer, lambda content, _: {"held": content.decode()}, {PASSWORD})

    assert output == {"status": 200, "headers": {"link": "</bot***/2>"}, "file": {"held": "***"}}


def test_a_reason_that_repeats_the_secret_keeps_it_out_of_the_message(
    server: LoopbackServer, world: World
) -> None:
    def answer(call: Call) -> None:
        call.write(f"HTTP/1.0 404 No /bot{PASSWORD}\r\n\r\n".encode())

    server.routes[f"/bot{PASSWORD}"] = answer
    credential = world.keep(CredentialKind.CUSTOM, {"path": {"token": PASSWORD}})

    with pytest.raises(HttpRequestFailed, match=r"answered 404 No /bot\*\*\*$"):
        world.run("/bot<token>", credential=credential)


def test_a_credential_does_not_follow_to_another_server_and_not_back(
    server: LoopbackServer, world: World
) -> None:
    server.routes["/"] = lambda call: call.answer(302, location=world.url("/away", "other.example"))
    server.routes["/away"] = lambda call: call.answer(302, location=world.url("/back"))
    server.routes["/back"] = lambda call: call.answer(204)
    credential = world.keep(CredentialKind.BEARER, {"token": PASSWORD})

    world.run(credential=credential)

    assert ["authorization" in each.headers for each in server.received] == [True, False, False]


def test_a_credential_follows_within_its_server(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(302, location="/new")
    server.routes["/new"] = lambda call: call.answer(204)
    credential = world.keep(CredentialKind.QUERY, {"name": "key", "value": PASSWORD})

    world.run(credential=credential)

    assert [each.path for each in server.received] == [f"/?key={PASSWORD}", f"/new?key={PASSWORD}"]


def test_a_credential_goes_to_its_hosts_only(server: LoopbackServer, world: World) -> None:
    narrow = world.keep(CredentialKind.BEARER, {"token": PASSWORD}, ("*.example.com", "api.example"))

    assert world.run(credential=narrow)["status"] == 200
    with pytest.raises(CredentialUnusable, match=r"may not be sent to other\.example"):
        world.run(credential=narrow, url=world.url("/", "other.example"))
    assert len(server.received) == 1


def test_a_credential_of_another_workspace_is_none(world: World) -> None:
    credential = world.keep(CredentialKind.BEARER, {"token": PASSWORD})

    with pytest.raises(CredentialNotFound):
        world.run(credential=credential, workspace="ws_other")


def test_aws_gets_a_signature_that_botocore_makes_of_the_same_request(
    server: LoopbackServer, world: World
) -> None:
    key = {
        "access_key_id": "AKIDEXAMPLEEXAMPLE",
        "secret_access_key": PASSWORD,
        "session_token": "session-token",
    }
    place = {"region": "eu-central-1", "service": "execute-api"}
    credential = world.keep(CredentialKind.AWS_SIGV4, {**key, **place})

    answer = world.run(method="POST", query={"b": "x y", "a": "ü"}, body={"n": 1}, credential=credential)

    (received,) = server.received
    assert " " not in received.path
    assert "+" not in received.path
    again = AWSRequest("POST", f"http://api.example:{server.port}{received.path}", data=received.body)
    for name in ("content-type", "accept", "x-amz-security-token"):
        again.headers[name] = received.headers[name]
    again.context["timestamp"] = received.headers["x-amz-date"]
    again.headers["X-Amz-Date"] = received.headers["x-amz-date"]
    signer = SigV4Auth(Credentials(key["access_key_id"], PASSWORD), "execute-api", "eu-central-1")
    signature = signer.signature(signer.string_to_sign(again, signer.canonical_request(again)), again)
    assert received.headers["authorization"].endswith(f"Signature={signature}")
    assert "session-token" not in str(answer)


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ({"body": {"user": "me"}}, b'{"user": "me", "auth": {"password": "%s"}}'),
        (
            {"body": '{"n": [1.10, 1E400, 12345678901234567890, "1.10"]}', "body_type": "json"},
            b'{"n": [1.10, 1E400, 12345678901234567890, "1.10"], "auth": {"password": "%s"}}',
        ),
        ({"body": {"user": "me"}, "body_type": "form"}, b"user=me&auth.password=%s"),
        ({}, b'{"auth": {"password": "%s"}}'),
    ],
)
def test_a_secret_may_stand_in_the_body(
    server: LoopbackServer, world: World, sent: dict[str, Any], received: bytes
) -> None:
    credential = world.keep(CredentialKind.CUSTOM, {"body": {"auth.password": PASSWORD}})

    answer = world.run(method="POST", credential=credential, **sent)

    assert server.received[0].body == received.replace(b"%s", PASSWORD.encode())
    assert PASSWORD not in str(answer)
    assert "***" in answer["body"]["body"]


def test_a_body_that_has_no_fields_takes_no_secret(server: LoopbackServer, world: World) -> None:
    credential = world.keep(CredentialKind.CUSTOM, {"body": {"password": PASSWORD}})

    with pytest.raises(HttpRequestFailed, match="password can only be put into a body") as caught:
        world.run(method="POST", body="text", credential=credential)
    assert PASSWORD not in str(caught.value)
    assert server.received == []


@pytest.mark.parametrize("body", [{"body": "/w==", "body_encoding": "base64"}, {"body": "[" * 100_000}])
def test_bytes_and_what_nests_without_end_take_no_secret(
    server: LoopbackServer, world: World, body: dict[str, str]
) -> None:
    credential = world.keep(CredentialKind.CUSTOM, {"body": {"password": PASSWORD}})

    with pytest.raises(HttpRequestFailed, match="password can only be put into a body"):
        world.run(method="POST", credential=credential, **body)
    assert server.received == []


def test_a_form_that_is_no_utf_8_keeps_its_bytes(server: LoopbackServer, world: World) -> None:
    credential = world.keep(CredentialKind.CUSTOM, {"body": {"password": PASSWORD}})
    form = {"content-type": "application/x-www-form-urlencoded"}
    server.routes["/"] = lambda call: call.answer(204)

    world.run(method="POST", body="YT3/", body_encoding="base64", headers=form, credential=credential)

    assert server.received[0].body == b"a=\xff&password=" + PASSWORD.encode()


@pytest.mark.parametrize("url", ["/bot<token>/send?to=<token>", "/bot%3Ctoken%3E/send?to=%3Ctoken%3E"])
def test_a_secret_may_stand_in_the_path(server: LoopbackServer, world: World, url: str) -> None:
    server.routes["/bot123:ab%3F/send"] = shown
    credential = world.keep(CredentialKind.CUSTOM, {"path": {"token": "123:ab?"}})

    answer = world.run(url, credential=credential)

    (call,) = server.received
    assert call.path == "/bot123:ab%3F/send?to=%3Ctoken%3E"
    assert "123:ab" not in str(answer)


def test_a_path_that_does_not_name_its_secret_is_refused(server: LoopbackServer, world: World) -> None:
    credential = world.keep(CredentialKind.CUSTOM, {"path": {"token": PASSWORD}})

    with pytest.raises(HttpRequestFailed, match="names no <token>"):
        world.run("/bot", credential=credential)
    assert server.received == []


@pytest.mark.parametrize("leads", ["/bot{}/new", "new"])
def test_a_secret_stays_in_the_path_where_a_server_leads_on(
    server: LoopbackServer, world: World, leads: str
) -> None:
    server.routes[f"/bot{PASSWORD}/old"] = lambda call: call.answer(302, location=leads.format(PASSWORD))
    server.routes[f"/bot{PASSWORD}/new"] = lambda call: call.answer(204)
    credential = world.keep(CredentialKind.CUSTOM, {"path": {"token": PASSWORD}})

    assert world.run("/bot<token>/old", credential=credential)["status"] == 204
