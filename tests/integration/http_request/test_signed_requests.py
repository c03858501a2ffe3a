"""Requests that a credential of the kind `hmac` signs, as receivers and APIs check them."""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest

from exeoflow.api.credentials.values import HmacPreset
from exeoflow.bootstrap_http_request import task_of
from exeoflow.http_request.authentication.hmac_signatures import hmac_signed
from exeoflow.http_request.errors import CredentialNotFound, CredentialUnusable
from exeoflow.http_request.task import HttpRequestTask
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import Json
from exeoflow.model.webhooks.signature import DETECTED, PRESETS, Preset
from exeoflow.service.webhooks.signatures import SignedCall, checked_signature
from tests.fakes.ports import FakePorts
from tests.integration.http_request.credentialed import WORKSPACE, World
from tests.integration.http_request.loopback import LoopbackServer, Received

SECRET = "whsec_c2VjcmV0IG9mIHR3ZW50eS1mb3VyIGJ5dGVz"  # noqa: S105 - of a test


@pytest.fixture
def world(server: LoopbackServer) -> World:
    server.routes["/"] = lambda call: call.answer(200, b"{}", content_type="application/json")
    return World(server.port)


def signed(server: LoopbackServer, world: World, values: dict[str, Json], **payload: Any) -> Received:
    credential = world.keep(CredentialKind.HMAC, {"secret": SECRET, **values})
    world.run(method="POST", body={"order": 1}, body_type="json", credential=credential, **payload)
    return server.received[-1]


def digest(text: str, algorithm: str = "sha256", key: str = SECRET) -> bytes:
    return hmac.new(key.encode(), text.encode(), algorithm).digest()


@pytest.mark.parametrize("preset", HmacPreset.__args__)  # type: ignore[attr-defined]
def test_a_request_is_signed_as_the_sender_does_whom_webhooks_know(
    server: LoopbackServer, world: World, preset: str
) -> None:
    sent = signed(server, world, {"preset": preset})
    call = SignedCall(sent.headers, sent.body)

    found = checked_signature(call, PRESETS[Preset(preset)], SECRET, datetime.now(UTC))

    assert found is not None
    assert SECRET not in str(sent)


@pytest.mark.parametrize("values", [{}, {"headers": {}, "query": {}}])
def test_without_another_word_our_own_webhooks_take_it(
    server: LoopbackServer, world: World, values: dict[str, Json]
) -> None:
    sent = signed(server, world, values)

    found = checked_signature(SignedCall(sent.headers, sent.body), DETECTED, SECRET, datetime.now(UTC))

    assert found is not None
    assert found.is_timed


def test_binance_wants_the_signature_behind_all_that_it_covers(server: LoopbackServer, world: World) -> None:
    values: dict[str, Json] = {
        "headers": {"X-MBX-APIKEY": "the-key"},
        "query": {"timestamp": "{timestamp}", "signature": "{signature}"},
        "signed_text": "{query}{body}",
        "timestamp_format": "milliseconds",
    }

    credential = world.keep(CredentialKind.HMAC, {"secret": SECRET, **values})
    world.run(query={"symbol": "LTC BTC", "side": "BUY"}, credential=credential)

    [sent] = server.received
    query, _, signature = sent.path.partition("?")[2].partition("&signature=")
    assert [name for name, _ in parse_qsl(query)] == ["symbol", "side", "timestamp"]
    assert abs(int(dict(parse_qsl(query))["timestamp"]) / 1000 - datetime.now(UTC).timestamp()) < 10
    assert signature == digest(query).hex()
    assert sent.headers["x-mbx-apikey"] == "the-key"


def test_okx_signs_time_method_target_and_body(server: LoopbackServer, world: World) -> None:
    values: dict[str, Json] = {
        "headers": {
            "OK-ACCESS-KEY": "the-key",
            "OK-ACCESS-PASSPHRASE": "the-phrase",
            "OK-ACCESS-TIMESTAMP": "{timestamp}",
            "OK-ACCESS-SIGN": "{signature}",
        },
        "signed_text": "{timestamp}{method}{target}{body}",
        "timestamp_format": "iso8601",
        "encoding": "base64",
    }

    sent = signed(server, world, values, query={"instId": "BTC-USDT"})

    time = sent.headers["ok-access-timestamp"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time)
    text = f"{time}POST/?instId=BTC-USDT{sent.body.decode()}"
    assert sent.headers["ok-access-sign"] == base64.b64encode(digest(text)).decode()


def test_azure_signs_a_date_the_host_and_the_digest_of_the_body(server: LoopbackServer, world: World) -> None:
    names = "x-ms-date;host;x-ms-content-sha256"
    values: dict[str, Json] = {
        "secret": base64.b64encode(b"key").decode(),
        "secret_encoding": "base64",
        "headers": {
            "x-ms-date": "{timestamp}",
            "x-ms-content-sha256": "{digest:sha256:base64}",
            "Authorization": f"HMAC-SHA256 SignedHeaders={names}&Signature={{signature}}",
        },
        "signed_text": "{method}\n{target}\n{header:X-MS-Date};{host};{digest:sha256:base64}",
        "timestamp_format": "http",
        "encoding": "base64",
    }

    sent = signed(server, world, values)

    content = base64.b64encode(hashlib.sha256(sent.body).digest()).decode()
    date = sent.headers["x-ms-date"]
    text = f"POST\n/\n{date};{sent.headers['host']};{content}"
    assert abs(parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds() < 10
    assert sent.headers["authorization"].endswith(
        "&Signature=" + base64.b64encode(digest(text, key="key")).decode()
    )


def test_gate_signs_with_sha512_over_path_query_and_digest(server: LoopbackServer, world: World) -> None:
    values: dict[str, Json] = {
        "headers": {"KEY": "k", "Timestamp": "{timestamp}", "SIGN": "{signature}"},
        "signed_text": "{method}\n{path}\n{query}\n{digest:sha512}\n{timestamp}",
        "algorithm": "sha512",
    }

    sent = signed(server, world, values, query={"limit": 1})

    text = f"POST\n/\nlimit=1\n{hashlib.sha512(sent.body).hexdigest()}\n{sent.headers['timestamp']}"
    assert sent.headers["sign"] == digest(text, "sha512").hex()


def test_braces_that_name_nothing_stand_for_themselves(server: LoopbackServer, world: World) -> None:
    values: dict[str, Json] = {
        "headers": {"X-Key": '{"id": 7, "nonce": "{nonce}", "sign": "{signature}"}'},
        "signed_text": "{url} {header:X-None} { }",
    }

    sent = signed(server, world, values)

    assert re.fullmatch(
        r'\{"id": 7, "nonce": "[0-9a-f]{32}", "sign": "[0-9a-f]{64}"\}', sent.headers["x-key"]
    )
    assert digest(f"{world.url()}  {{ }}").hex() in sent.headers["x-key"]


def test_a_message_keeps_the_name_that_its_node_gives_it(server: LoopbackServer, world: World) -> None:
    values: dict[str, Json] = {"preset": "standard-webhooks"}

    named = signed(server, world, values, headers={"Webhook-Id": "msg_7"})
    others = {signed(server, world, values).headers["webhook-id"] for _ in range(2)}

    assert named.headers["webhook-id"] == "msg_7"
    assert len(others) == 2


def test_what_proves_the_sender_is_repeated_nowhere(server: LoopbackServer, world: World) -> None:
    def repeat(call: Any) -> None:
        call.answer(200, repr(sorted(call.received.headers.items())).encode(), content_type="text/plain")

    server.routes["/echo"] = repeat
    values: dict[str, Json] = {
        "secret": SECRET,
        "headers": {"X-Key": "the-key", "X-Sign": "{signature}"},
        "query": {"at": "{timestamp}"},
    }
    credential = world.keep(CredentialKind.HMAC, values)

    answer = world.run("/echo", credential=credential)

    sent = server.received[-1].headers
    assert "x-sign" in answer["body"]
    assert not any(each in answer["body"] for each in (SECRET, "the-key", sent["x-sign"]))
    assert SECRET not in repr(hmac_signed(values))


def test_each_page_has_a_signature_of_its_own(server: LoopbackServer, world: World) -> None:
    pages = iter([b"[1]", b"[]"])
    server.routes["/pages"] = lambda call: call.answer(200, next(pages), content_type="application/json")
    values: dict[str, Json] = {
        "secret": SECRET,
        "signed_text": "{target}",
        "headers": {"X-Sign": "{signature}"},
    }

    world.run("/pages", credential=world.keep(CredentialKind.HMAC, values), pagination={"mode": "page"})

    assert [each.headers["x-sign"] for each in server.received] == [
        digest(f"/pages?page={page}").hex() for page in (1, 2)
    ]


def test_a_server_to_which_it_redirects_gets_no_signature(server: LoopbackServer, world: World) -> None:
    other = world.url("/", "other.example")
    server.routes["/away"] = lambda call: call.answer(307, location=other)

    world.run("/away", credential=world.keep(CredentialKind.HMAC, {"secret": SECRET}))

    signatures = ["x-exeoflow-signature" in each.headers for each in server.received]
    assert signatures == [True, False]


def signer(ports: FakePorts) -> HttpRequestTask:
    return task_of({"HTTP_ALLOWED_HOSTS": ""}, lambda: ports)


def test_a_value_is_signed_by_the_secret_of_a_credential(server: LoopbackServer) -> None:
    world = World(server.port)
    values: dict[str, Json] = {"secret": "6b6579", "secret_encoding": "hex", "preset": "github"}
    asked = {
        "operation": "hmac",
        "text": "what",
        "encoding": "base64url",
        "credential": world.keep(CredentialKind.HMAC, values),
        "workspace": WORKSPACE,
    }

    signature = signer(world.ports).sign(asked)

    expected = base64.urlsafe_b64encode(digest("what", key="key")).decode().rstrip("=")
    assert signature == expected
    with pytest.raises(CredentialNotFound):
        signer(world.ports).sign(asked | {"workspace": "ws_other"})


@pytest.mark.parametrize(
    ("kind", "values", "hosts"),
    [
        (CredentialKind.BEARER, {"token": "key"}, ()),
        (CredentialKind.HMAC, {"secret": "key"}, ("api.example",)),
    ],
)
def test_no_value_is_signed_by_what_is_for_something_else(
    server: LoopbackServer, kind: CredentialKind, values: dict[str, Json], hosts: tuple[str, ...]
) -> None:
    world = World(server.port)
    asked = {"operation": "hmac", "text": "", "workspace": WORKSPACE}

    with pytest.raises(CredentialUnusable):
        signer(world.ports).sign(asked | {"credential": world.keep(kind, values, hosts)})
