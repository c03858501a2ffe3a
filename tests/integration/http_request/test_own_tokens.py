"""Credentials that sign tokens: sent as they are, or changed as Google, GitHub and Azure want it."""

import base64
import hashlib
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qs

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from exeoflow.http_request.errors import CredentialUnusable, TokenNotFetched
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import Json
from tests.integration.http_request.credentialed import World
from tests.integration.http_request.loopback import Call, LoopbackServer

RSA = rsa.generate_private_key(65_537, 2_048)
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def pem(key: Any, phrase: str = "") -> str:
    encryption = BestAvailableEncryption(phrase.encode()) if phrase else NoEncryption()
    return str(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption).decode())


@pytest.fixture
def world(server: LoopbackServer) -> World:
    server.routes["/"] = lambda call: call.answer(200, b"{}", content_type="application/json")
    return World(server.port)


def giving(server: LoopbackServer, answer: object, status: int = 200) -> None:
    body = json.dumps(answer).encode()
    server.routes["/token"] = lambda call: call.answer(status, body, content_type="application/json")


def asked(server: LoopbackServer) -> dict[str, str]:
    [received] = [each for each in server.received if each.path == "/token"]
    return {name: value for name, [value] in parse_qs(received.body.decode()).items()}


def read(token: str, key: Any = RSA, algorithm: str = "RS256", audience: str | None = None) -> dict[str, Any]:
    public = key if isinstance(key, bytes) else key.public_key()
    options: Any = {"verify_aud": audience is not None}
    return dict(jwt.decode(token, public, [algorithm], audience=audience, options=options))


def sent(server: LoopbackServer) -> str:
    return server.received[-1].headers["authorization"]


def signing(world: World, **values: Json) -> str:
    return world.keep(CredentialKind.JWT, {"private_key": pem(RSA), **values})


CLAIMS: Final[dict[str, Json]] = {
    "issuer": "me@project.iam.gserviceaccount.com",
    "subject": "ada@example.com",
    "scope": "https://www.googleapis.com/auth/calendar",
}


def test_google_gives_a_token_for_a_service_account(server: LoopbackServer, world: World) -> None:
    giving(server, {"access_token": "ya29", "expires_in": 3599, "token_type": "Bearer"})
    url = world.url("/token", "login.example")
    credential = signing(world, token_url=url, key_id="k1", lifetime=3600, **CLAIMS)

    for _ in range(2):
        world.run(credential=credential)

    form = asked(server)
    claims = read(form["assertion"], audience=url)
    assert form["grant_type"] == GRANT
    assert jwt.get_unverified_header(form["assertion"])["kid"] == "k1"
    assert [claims["iss"], claims["sub"], claims["scope"]] == [*CLAIMS.values()]
    assert claims["exp"] - time.time() == pytest.approx(3600, abs=5)
    assert claims["iat"] < time.time()
    assert sent(server) == "Bearer ya29"


def test_github_makes_a_token_for_an_app(server: LoopbackServer, world: World) -> None:
    ends = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    giving(server, {"token": "ghs_1", "expires_at": ends, "permissions": {}}, 201)
    credential = signing(
        world, token_url=world.url("/token", "login.example"), exchange="bearer", issuer="12345"
    )

    for _ in range(2):
        world.run(credential=credential)

    [received] = [each for each in server.received if each.path == "/token"]
    claims = read(received.headers["authorization"].removeprefix("Bearer "))
    assert claims.keys() == {"iss", "iat", "exp", "jti"}
    assert (claims["iss"], received.body) == ("12345", b"")
    assert sent(server) == "Bearer ghs_1"


def test_a_client_proves_itself_by_a_token_as_azure_wants_it(server: LoopbackServer, world: World) -> None:
    giving(server, {"access_token": "eyJ", "expires_in": "3599"})
    credential = signing(
        world,
        token_url=world.url("/token", "login.example"),
        exchange="client",
        issuer="client-1",
        subject="client-1",
        scope="https://graph.microsoft.com/.default",
        headers={"x5t": "thumb"},
        parameters={"tenant": "t"},
    )

    world.run(credential=credential)

    form = asked(server)
    assert form.pop("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    assert jwt.get_unverified_header(form["client_assertion"])["x5t"] == "thumb"
    assert read(form.pop("client_assertion"))["sub"] == "client-1"
    assert form == {
        "grant_type": "client_credentials",
        "client_id": "client-1",
        "scope": "https://graph.microsoft.com/.default",
        "tenant": "t",
    }


def test_a_client_may_want_no_scope(server: LoopbackServer, world: World) -> None:
    giving(server, {"access_token": "eyJ", "expires_at": "no time"})
    url = world.url("/token", "login.example")

    world.run(credential=signing(world, token_url=url, exchange="client", issuer="c"))

    assert "scope" not in asked(server)
    assert sent(server) == "Bearer eyJ"


def test_a_refused_assertion_is_told_without_it(server: LoopbackServer, world: World) -> None:
    giving(server, {"error": "invalid_grant", "error_description": "Invalid JWT"}, 400)
    url = world.url("/token", "login.example")

    with pytest.raises(TokenNotFetched, match=r"answered 400 \(invalid_grant\)$"):
        world.run(credential=signing(world, token_url=url, issuer="me"))


def test_snowflake_gets_the_token_itself_with_the_fingerprint_of_its_key(
    server: LoopbackServer, world: World
) -> None:
    credential = signing(world, issuer="ACC.ME.{fingerprint}", subject="ACC.ME", lifetime=3_600)

    world.run(credential=credential)

    der = RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = base64.b64encode(hashlib.sha256(der).digest()).decode()
    claims = read(sent(server).removeprefix("Bearer "))
    assert (claims["iss"], claims["sub"]) == (f"ACC.ME.SHA256:{digest}", "ACC.ME")


def test_ghost_gets_a_token_by_a_secret_behind_its_own_word(server: LoopbackServer, world: World) -> None:
    secret = "5f" * 32
    credential = world.keep(
        CredentialKind.JWT,
        {
            "secret": secret,
            "secret_encoding": "hex",
            "algorithm": "HS256",
            "key_id": "k",
            "audience": "/admin/",
            "token_scheme": "Ghost",
        },
    )

    world.run(credential=credential)

    scheme, token = sent(server).split(" ")
    assert scheme == "Ghost"
    assert read(token, bytes.fromhex(secret), "HS256", "/admin/")


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (ec.derive_private_key(4_711, ec.SECP256R1()), "ES256"),
        (ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)), "EdDSA"),
        (RSA, "PS256"),
    ],
)
def test_a_token_is_signed_by_the_algorithm_that_is_asked_for(
    server: LoopbackServer, world: World, key: Any, algorithm: str
) -> None:
    written = pem(key, "phrase").replace("\n", "\\n")
    values: dict[str, Json] = {"private_key": written, "passphrase": "phrase", "algorithm": algorithm}

    world.run(credential=world.keep(CredentialKind.JWT, {**values, "claims": {"a": ["b"]}}))

    assert read(sent(server).removeprefix("Bearer "), key, algorithm)["a"] == ["b"]


def test_a_token_is_made_anew_for_each_request_and_kept_out_of_answers(
    server: LoopbackServer, world: World
) -> None:
    seen: list[str] = []

    def repeats(call: Call) -> None:
        seen.append(call.received.headers["authorization"].removeprefix("Bearer "))
        call.answer(200, json.dumps({"said": seen[-1]}).encode(), content_type="application/json")

    server.routes["/"] = repeats
    credential = signing(world, issuer="me")

    answers = [world.run(credential=credential) for _ in range(2)]

    assert len(set(seen)) == 2
    assert not [token for token in seen for answer in answers if token in json.dumps(answer)]


def test_a_refused_token_is_sent_once(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(401)

    with pytest.raises(Exception, match="answered 401"):
        world.run(credential=signing(world, issuer="me"))

    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"private_key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"}, "cannot be read"),
        ({"private_key": pem(RSA, "phrase")}, "cannot be read"),
        ({"private_key": pem(RSA, "phrase"), "passphrase": "another"}, "cannot be read"),
        ({"private_key": pem(RSA), "algorithm": "ES256"}, "does not fit"),
        ({"secret": "zz", "secret_encoding": "hex", "algorithm": "HS256"}, "cannot be read"),
        ({"secret": "!", "secret_encoding": "base64", "algorithm": "HS256"}, "cannot be read"),
        ({"secret": "short", "algorithm": "HS256"}, "does not fit"),
        ({"secret": "s" * 32, "algorithm": "HS256", "issuer": "{fingerprint}"}, "needs a private key"),
    ],
)
def test_a_key_that_cannot_sign_is_told_without_a_word_of_it(
    world: World, values: dict[str, Json], reason: str
) -> None:
    with pytest.raises(CredentialUnusable, match=reason) as raised:
        world.run(credential=world.keep(CredentialKind.JWT, values))

    assert "PRIVATE" not in str(raised.value)
