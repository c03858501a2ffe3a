"""The keys of issuers of tokens: fetched once an hour, and from public addresses only."""

import json
from dataclasses import dataclass

import pytest

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import KeysNotFetched
from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.key_sets import HttpKeySets
from tests.integration.http_request.loopback import LOOPBACK, Call, LoopbackServer, Names

SET = {"keys": [{"kid": "1"}]}


@dataclass
class Issuer:
    """An issuer whose answer and whose clock a test sets."""

    keys: HttpKeySets
    server: LoopbackServer
    url: str
    seconds: float = 0.0

    def answers(self, status: int, body: bytes, **headers: str) -> None:
        self.server.routes["/keys"] = lambda call: call.answer(status, body, **headers)

    def reason(self, *, is_renewed: bool = False) -> str:
        with pytest.raises(KeysNotFetched) as raised:
            self.keys.key_set(self.url, is_renewed=is_renewed)
        assert isinstance(raised.value.fault, Diagnostic)
        return raised.value.fault.values["reason"]


@pytest.fixture
def issuer(server: LoopbackServer) -> Issuer:
    names = Names({"issuer.example": [[LOOPBACK]] * 999, "inside.example": [[LOOPBACK]] * 999})
    client = HttpClient(AllowedHosts.parse("issuer.example"), resolve=names)
    url = f"http://issuer.example:{server.port}/keys"
    made = Issuer(HttpKeySets(client, lambda: made.seconds), server, url)
    made.answers(200, json.dumps(SET).encode())
    return made


def test_an_issuer_is_asked_once_an_hour(issuer: Issuer) -> None:
    for seconds in (0, 1, 3_599):
        issuer.seconds = seconds
        assert issuer.keys.key_set(issuer.url) == SET
    issuer.seconds = 3_600
    issuer.keys.key_set(issuer.url)

    assert len(issuer.server.received) == 2


def test_a_new_key_is_asked_for_once_a_minute_however_many_want_it(issuer: Issuer) -> None:
    issuer.keys.key_set(issuer.url)
    for seconds in (1, 60, 61, 119):
        issuer.seconds = seconds
        assert issuer.keys.key_set(issuer.url, is_renewed=True) == SET

    assert len(issuer.server.received) == 2


def test_keys_of_before_serve_for_a_day_while_the_issuer_is_down(issuer: Issuer) -> None:
    issuer.keys.key_set(issuer.url)
    issuer.answers(500, b"")
    issuer.seconds = 3_600

    assert issuer.keys.key_set(issuer.url) == SET
    assert "answered 500" in issuer.reason(is_renewed=True)
    issuer.seconds = 86_400
    assert "answered 500" in issuer.reason()
    issuer.answers(200, json.dumps(SET).encode())
    issuer.seconds += 60
    assert issuer.keys.key_set(issuer.url) == SET


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (404, b"", "answered 404"),
        (302, b"", "answered 302"),
        (200, b"<html>", "no set of keys"),
        (200, b"[" * 100_000, "no set of keys"),
        (200, b"[]", "no set of keys"),
        (200, b'{"keys": {}}', "no set of keys"),
        (200, b'{"keys": ["' + b"k" * 70_000 + b'"]}', "no set of keys"),
    ],
)
def test_what_is_no_set_of_keys_is_told_and_not_asked_for_at_once_again(
    issuer: Issuer, status: int, body: bytes, reason: str
) -> None:
    issuer.answers(status, body, location="http://inside.example/keys")

    for _ in range(3):
        assert reason in issuer.reason()
    assert len(issuer.server.received) == 1


def test_a_private_address_is_not_asked(issuer: Issuer) -> None:
    issuer.url = issuer.url.replace("issuer", "inside")

    assert "not public" in issuer.reason()
    assert not issuer.server.received


def test_an_issuer_that_answers_nothing_is_given_up(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exeoflow.http_request.key_sets.TIMEOUT", 0.2)

    def silent(_call: Call) -> None:
        issuer.server.stopped.wait(2)

    issuer.server.routes["/keys"] = silent

    assert "within 0.2 s" in issuer.reason()


def test_so_many_issuers_are_remembered_and_no_more(issuer: Issuer) -> None:
    for number in range(101):
        issuer.keys.key_set(f"{issuer.url}?{number}")
    issuer.keys.key_set(f"{issuer.url}?100")
    issuer.keys.key_set(f"{issuer.url}?0")

    assert len(issuer.server.received) == 102


CERTIFICATE = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def test_a_certificate_is_asked_for_once_an_hour(issuer: Issuer) -> None:
    issuer.answers(200, CERTIFICATE)

    found = {issuer.keys.certificate(issuer.url) for _ in range(2)}

    assert found == {CERTIFICATE.decode()}
    assert len(issuer.server.received) == 1


@pytest.mark.parametrize(("status", "body"), [(404, CERTIFICATE), (200, b"<html>"), (302, CERTIFICATE)])
def test_what_is_no_certificate_is_none(issuer: Issuer, status: int, body: bytes) -> None:
    issuer.answers(status, body, location=issuer.url)

    with pytest.raises(KeysNotFetched):
        issuer.keys.certificate(issuer.url)


def test_who_reads_a_certificate_as_a_set_of_keys_spoils_it_for_nobody(issuer: Issuer) -> None:
    issuer.answers(200, CERTIFICATE)

    assert "no set of keys" in issuer.reason()
    assert issuer.keys.certificate(issuer.url) == CERTIFICATE.decode()


def test_an_address_is_visited_each_time_and_must_answer(issuer: Issuer) -> None:
    for _ in range(2):
        issuer.keys.visit(issuer.url)
    issuer.answers(403, b"")

    with pytest.raises(KeysNotFetched):
        issuer.keys.visit(issuer.url)
    assert len(issuer.server.received) == 3
