"""Every kind of credential, before servers that want it, echo it, or lead it astray."""

import base64
import hashlib
import html
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
import trustme
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from exeoflow.http_request.answer import Answer, kept_output
from exeoflow.http_request.errors import (
    AddressNotAllowed,
    ConnectionFailed,
    CredentialNotFound,
    CredentialUnusable,
    HttpRequestFailed,
    TokenNotFetched,
)
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import Json
from tests.integration.http_request.credentialed import World
from tests.integration.http_request.loopback import Call, LoopbackServer, serving

PASSWORD = "pass-w0rd-nobody-sees"  # noqa: S105 - it is none


def shown(call: Call) -> None:
    """Answer with what was sent, as servers for debugging do."""
    told = {"path": call.received.path, "headers": call.received.headers, "body": call.received.body.decode()}
    call.answer(200, json.dumps(told).encode(), content_type="application/json")


def in_code_units(written: str, characters: str, digits: str) -> str:
    """Escape characters as JSON allows it of any."""
    return "".join(rf"\u{ord(each):{digits}}" if each in characters else each for each in written)


@pytest.fixture
def world(server: LoopbackServer) -> World:
    server.routes["/"] = shown
    return World(server.port)


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


class DigestServer:
    """Asks for digest authentication and checks each answer by itself, with another hash than the client."""

    def __init__(self, challenge: str, algorithm: str, *, uses: int = 100) -> None:
        self.challenge, self.algorithm, self.uses = challenge, algorithm, uses
        self.nonces = 0
        self.counts: list[str] = []

    def __call__(self, call: Call) -> None:
        given = call.received.headers.get("authorization", "")
        fields = {
            name.strip(): value.strip('"')
            for name, _, value in (part.partition("=") for part in given.removeprefix("Digest ").split(", "))
        }
        nonce = f"nonce{self.nonces}"
        if given and fields["nonce"] == nonce and len(self.counts) < self.uses * (self.nonces + 1):
            self.counts.append(fields.get("nc", ""))
            call.answer(200 if fields["response"] == self._expected(call, fields) else 403)
            return
        stale = ""
        if given:
            self.nonces += 1
            stale = ", stale=true"
        challenge = self.challenge.replace("NONCE", f"nonce{self.nonces}") + stale
        call.answer(401, www_authenticate=challenge)

    def _expected(self, call: Call, fields: dict[str, str]) -> str:
        def digest(text: str) -> str:
            return hashlib.new(self.algorithm, text.encode(), usedforsecurity=False).hexdigest()

        first = digest(f"{fields['username']}:{fields['realm']}:{PASSWORD}")
        if fields.get("algorithm", "").endswith("-sess"):
            first = digest(f"{first}:{fields['nonce']}:{fields['cnonce']}")
        asked = f"{call.received.method}:{fields['uri']}"
        if fields.get("qop") == "auth-int":
            asked += f":{digest(call.received.body.decode())}"
        middle = [fields[name] for name in ("nc", "cnonce", "qop") if name in fields]
        return digest(":".join([first, fields["nonce"], *middle, digest(asked)]))


@pytest.mark.parametrize(
    ("challenge", "algorithm"),
    [
        ('Digest realm="r", nonce="NONCE"', "md5"),
        ('Digest realm="a \\"b\\"", qop="auth,auth-int", nonce="NONCE", opaque="o", algorithm=MD5', "md5"),
        ('Basic realm="r", Digest realm="r", qop="auth-int", nonce="NONCE", algorithm=SHA-256', "sha256"),
        ('digest realm="r",qop=auth,nonce="NONCE",algorithm="MD5-sess"', "md5"),
        (
            (
                'Digest realm="r", qop="auth", nonce="x", algorithm=WHIRLPOOL, '
                'Digest realm="r", qop="auth", nonce="NONCE", algorithm=SHA-256-sess'
            ),
            "sha256",
        ),
    ],
)
def test_digest_answers_every_usual_challenge(
    server: LoopbackServer, world: World, challenge: str, algorithm: str
) -> None:
    server.routes["/a b"] = server.routes["/a%20b"] = DigestServer(challenge.replace('\\"', ""), algorithm)
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    answer = world.run("/a b?x=1", credential=credential, method="POST", body={"n": 1})

    assert answer["status"] == 200
    assert PASSWORD not in str([each.headers for each in server.received])


def test_digest_counts_its_requests_with_one_nonce(server: LoopbackServer, world: World) -> None:
    last = DigestServer('Digest realm="r", qop="auth", nonce="NONCE"', "md5")
    server.routes["/last"] = last

    def first(call: Call) -> None:
        if "authorization" in call.received.headers:
            call.answer(302, location="/last")
        else:
            last(call)

    server.routes["/"] = first
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    assert world.run(credential=credential)["status"] == 200
    assert "nc=00000001" in server.received[1].headers["authorization"]
    assert last.counts == ["00000002"]


def test_digest_takes_a_new_nonce_for_a_stale_one(server: LoopbackServer, world: World) -> None:
    asked = DigestServer('Digest realm="r", qop="auth", nonce="NONCE"', "md5", uses=0)

    def renewed(call: Call) -> None:
        asked.uses = 1 if len(server.received) > 2 else 0
        asked(call)

    server.routes["/"] = renewed
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    assert world.run(credential=credential)["status"] == 200
    assert asked.counts == ["00000001"]
    assert len(server.received) == 3


def test_a_wrong_password_is_refused_after_one_answer(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(
        401, www_authenticate='Digest realm="r", nonce="n", qop="auth"'
    )
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    with pytest.raises(HttpRequestFailed, match="answered 401"):
        world.run(credential=credential)
    assert len(server.received) == 2


def test_a_server_that_always_has_another_nonce_is_given_up(server: LoopbackServer, world: World) -> None:
    challenge = 'Digest realm="r", nonce="n", qop="auth", stale=true'
    server.routes["/"] = lambda call: call.answer(401, www_authenticate=challenge)
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    with pytest.raises(ConnectionFailed, match="again and again"):
        world.run(credential=credential)


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


TOKEN_URL = "/token"  # noqa: S105 - a path


def oauth2_values(world: World, **changed: Json) -> dict[str, Json]:
    values: dict[str, Json] = {
        "token_url": world.url(TOKEN_URL, "login.example"),
        "client_id": "me:1",
        "client_secret": PASSWORD,
        "scope": "read write",
    }
    return {**values, **changed}


def giving_tokens(server: LoopbackServer, **more: object) -> list[dict[str, list[str]]]:
    """Let the server give tokens that are numbered, and return what it was asked."""
    asked: list[dict[str, list[str]]] = []

    def give(call: Call) -> None:
        asked.append(parse_qs(call.received.body.decode()))
        answer = {
            "access_token": f"token-{len(asked)}-xyz",
            "token_type": "Bearer",
            "expires_in": 3600,
            **more,
        }
        call.answer(200, json.dumps(answer).encode(), content_type="application/json")

    server.routes[TOKEN_URL] = give
    return asked


def test_a_token_of_client_credentials_is_fetched_once_for_all_runs(
    server: LoopbackServer, world: World
) -> None:
    asked = giving_tokens(server)
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world))

    answers = [world.run(credential=credential) for _ in range(3)]

    assert asked == [{"grant_type": ["client_credentials"], "scope": ["read write"]}]
    authorization = server.received[0].headers["authorization"]
    assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == f"me%3A1:{PASSWORD}"
    sent = [each.headers["authorization"] for each in server.received if each.path == "/"]
    assert sent == ["Bearer token-1-xyz"] * 3
    assert "token-1-xyz" not in str(answers)


def test_many_runs_at_once_fetch_one_token(server: LoopbackServer, world: World) -> None:
    asked = giving_tokens(server)
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world))
    world.run(credential=credential)
    threads = [threading.Thread(target=lambda: world.run(credential=credential)) for _ in range(5)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(asked) == 1


def test_a_client_may_stand_in_the_body_and_name_an_audience(server: LoopbackServer, world: World) -> None:
    asked = giving_tokens(server)
    values = oauth2_values(world, client_authentication="body", audience="https://api.example", scope=None)
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, values)

    world.run(credential=credential)

    assert asked == [
        {
            "grant_type": ["client_credentials"],
            "audience": ["https://api.example"],
            "client_id": ["me:1"],
            "client_secret": [PASSWORD],
        }
    ]


def test_a_server_may_want_other_parameters_and_an_api_its_token_elsewhere(
    server: LoopbackServer, world: World
) -> None:
    asked = giving_tokens(server, token_type="Zoho")
    parameters = {"grant_type": "account_credentials", "account_id": "account-nobody-sees"}
    values = oauth2_values(
        world, scope=None, parameters=parameters, token_header="X-Shop", token_scheme="Zoho"
    )
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, values)
    server.routes["/echo"] = lambda call: call.answer(200, b"of account-nobody-sees")

    answers = [world.run(path, credential=credential) for path in ("/", "/echo")]

    assert asked == [{"grant_type": ["account_credentials"], "account_id": ["account-nobody-sees"]}]
    assert [each.headers.get("x-shop") for each in server.received if each.path == "/"] == [
        "Zoho token-1-xyz"
    ]
    assert "authorization" not in server.received[1].headers
    assert "nobody-sees" not in str(answers)


def test_what_is_asked_of_a_server_of_tokens_may_stand_in_answers(
    server: LoopbackServer, world: World
) -> None:
    giving_tokens(server)
    parameters = {"grant_type": "password", "resource": "https://api.example", "password": PASSWORD}
    credential = world.keep(
        CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world, parameters=parameters)
    )
    told = {"password": "https://api.example/users"}
    server.routes["/"] = lambda call: call.answer(200, json.dumps(told | {"sent": PASSWORD}).encode())

    answer = world.run(credential=credential, response="json")

    assert answer["body"] == told | {"sent": "***"}


def test_a_token_may_stand_alone_in_its_header(server: LoopbackServer, world: World) -> None:
    giving_tokens(server)
    values = oauth2_values(world, token_header="X-Shop-Token", token_scheme="")
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, values)

    world.run(credential=credential)

    assert server.received[1].headers["x-shop-token"] == "token-1-xyz"


def test_a_token_that_is_refused_before_it_expires_is_fetched_again_once(
    server: LoopbackServer, world: World
) -> None:
    asked = giving_tokens(server)
    server.routes["/"] = lambda call: call.answer(
        200 if "token-2" in call.received.headers["authorization"] else 401
    )
    server.routes["/never"] = lambda call: call.answer(401)
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world))

    assert world.run(credential=credential)["status"] == 200
    assert len(asked) == 2
    with pytest.raises(HttpRequestFailed, match="answered 401"):
        world.run("/never", credential=credential)
    assert len(asked) == 3


def test_a_refresh_token_that_is_replaced_is_used_from_then_on(server: LoopbackServer, world: World) -> None:
    asked = giving_tokens(server, refresh_token="refresh-2-xyz", expires_in=100)
    values = oauth2_values(world, refresh_token="refresh-1-xyz", client_secret=None, scope=None)
    credential = world.keep(CredentialKind.OAUTH2_REFRESH, values)

    world.run(credential=credential)
    world.ports.clock.advance(minutes=5)
    world.run(credential=credential)

    assert [each["refresh_token"] for each in asked] == [["refresh-1-xyz"], ["refresh-2-xyz"]]
    assert asked[0]["client_id"] == ["me:1"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda call: call.answer(500, f"{PASSWORD} is wrong".encode()), "answered 500"),
        (
            lambda call: call.answer(
                401, b'{"error": "invalid_client", "error_description": "' + PASSWORD.encode() + b'"}'
            ),
            r"answered 401 \(invalid_client\)",
        ),
        (
            lambda call: call.answer(200, b'{"error": "Your secret is ' + PASSWORD.encode() + b'"}'),
            "answered 200",
        ),
        (lambda call: call.answer(200, b"<html>sign in</html>"), "holds none"),
        (lambda call: call.answer(200, b'{"access_token": "a\\r\\nX-Evil: 1"}'), "holds none"),
        (lambda call: call.answer(200, b'{"access_token": 7}'), "holds none"),
        (lambda call: call.answer(200, b'{"access_token": "x", "token_type": "mac"}'), "another type"),
        (lambda call: call.answer(302, location="/"), "answered 302"),
        (lambda call: call.write(b"nonsense\r\n\r\n"), "proper HTTP"),
    ],
)
def test_a_server_that_gives_no_token_is_told_without_a_secret(
    server: LoopbackServer, world: World, answer: Callable[[Call], None], reason: str
) -> None:
    server.routes[TOKEN_URL] = answer
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world))

    with pytest.raises(TokenNotFetched, match=reason) as failure:
        world.run(credential=credential, error_details=True)

    assert PASSWORD not in str(failure.value)
    assert "login.example" in str(failure.value)
    assert [each.path for each in server.received] == [TOKEN_URL]


def test_a_token_may_come_as_a_form(server: LoopbackServer, world: World) -> None:
    server.routes[TOKEN_URL] = lambda call: call.answer(200, b"access_token=abcd-efgh&token_type=bearer")
    server.routes["/"] = lambda call: call.answer(200)
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world))

    world.run(credential=credential)

    assert server.received[-1].headers["authorization"] == "Bearer abcd-efgh"


def test_a_server_of_tokens_that_drips_ends_with_the_node(server: LoopbackServer, world: World) -> None:
    def drip(call: Call) -> None:
        while not server.stopped.wait(0.1) and call.write(b" "):
            pass

    server.routes[TOKEN_URL] = drip
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world))

    silence = r"no token: POST login\.example: no complete answer within 0\.9 s"
    with pytest.raises(TokenNotFetched, match=silence):
        world.run(credential=credential, time_limit=1)


def test_a_server_of_tokens_in_a_private_network_is_not_called(server: LoopbackServer, world: World) -> None:
    giving_tokens(server)
    world.allowed = "api.example"
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, oauth2_values(world))

    with pytest.raises(TokenNotFetched, match=r"login\.example: the host has an address that is not public"):
        world.run(credential=credential)
    assert server.received == []


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def strict_server(authority: trustme.CA) -> Iterator[LoopbackServer]:
    """A server with a certificate of one's own authority that wants one of its clients."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.verify_mode = ssl.CERT_REQUIRED
    authority.issue_cert("api.example").configure_cert(context)
    authority.configure_trust(context)
    with serving(context) as running:
        running.routes["/"] = shown
        yield running


def tls_values(authority: trustme.CA) -> dict[str, Json]:
    own = authority.issue_cert("client@example.com")
    return {
        "ca": authority.cert_pem.bytes().decode(),
        "certificate": b"".join(blob.bytes() for blob in own.cert_chain_pems).decode(),
        "private_key": own.private_key_pem.bytes().decode(),
    }


def test_an_authority_and_a_certificate_of_ones_own_open_a_strict_server(
    strict_server: LoopbackServer, authority: trustme.CA
) -> None:
    world = World(strict_server.port)
    url = world.url(scheme="https")
    tls = world.keep(CredentialKind.TLS, tls_values(authority))
    token = world.keep(CredentialKind.BEARER, {"token": PASSWORD})

    assert world.run(url=url, credential=tls)["status"] == 200
    assert world.run(url=url, tls=tls, credential=token)["status"] == 200
    assert strict_server.received[-1].headers["authorization"] == f"Bearer {PASSWORD}"
    with pytest.raises(ConnectionFailed, match="certificate is not valid"):
        world.run(url=url, credential=token)


@pytest.mark.parametrize("broken", ["ca", "certificate", "private_key"])
def test_certificates_that_are_none_are_told_without_a_word_of_them(
    world: World, authority: trustme.CA, broken: str
) -> None:
    values = tls_values(authority) | {broken: "-----BEGIN X-----\nhush\n-----END X-----"}
    tls = world.keep(CredentialKind.TLS, values)

    with pytest.raises(CredentialUnusable, match="cannot be read") as failure:
        world.run(credential=tls)
    assert "hush" not in str(failure.value)


def test_a_token_is_no_setting_of_tls(world: World) -> None:
    token = world.keep(CredentialKind.BEARER, {"token": PASSWORD})

    with pytest.raises(CredentialUnusable, match="not of the type tls"):
        world.run(tls=token)


def test_metadata_of_the_cloud_gives_no_tokens(world: World) -> None:
    values = oauth2_values(world, token_url="http://169.254.169.254/latest/api/token")
    world.allowed = "api.example"
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, values)

    with pytest.raises((TokenNotFetched, AddressNotAllowed)):
        world.run(credential=credential)
