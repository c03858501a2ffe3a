"""Credentials that are changed for tokens, which all runs share."""

import base64
import json
import threading
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest

from exeoflow.http_request.errors import AddressNotAllowed, HttpRequestFailed, TokenNotFetched
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import Json
from tests.integration.http_request.credentialed import PASSWORD, World
from tests.integration.http_request.loopback import Call, LoopbackServer

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


def test_metadata_of_the_cloud_gives_no_tokens(world: World) -> None:
    values = oauth2_values(world, token_url="http://169.254.169.254/latest/api/token")
    world.allowed = "api.example"
    credential = world.keep(CredentialKind.OAUTH2_CLIENT_CREDENTIALS, values)

    with pytest.raises((TokenNotFetched, AddressNotAllowed)):
        world.run(credential=credential)
