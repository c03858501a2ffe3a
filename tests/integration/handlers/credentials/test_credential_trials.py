"""Whether a credential is accepted is shown by a request to a service on the loopback address."""

import json
from collections.abc import Iterator, Mapping

import pytest

from tests.integration.handlers.conftest import Client
from tests.integration.handlers.credentials.test_credential_handlers import SECRET, VALUES, created, on
from tests.integration.http_request.loopback import LoopbackServer, serving


@pytest.fixture(scope="module")
def parameters() -> Mapping[str, str]:
    return {"HttpAllowedHosts": "127.0.0.1"}


@pytest.fixture
def service() -> Iterator[LoopbackServer]:
    with serving() as server:
        yield server


def test_a_credential_that_is_accepted_is_sent_as_a_node_would(
    client: Client, service: LoopbackServer
) -> None:
    service.routes["/echo"] = lambda call: call.answer(200, b"secret of the service")
    for kind in ("basic", "bearer", "header", "query", "custom"):
        made = created(client, kind, values=VALUES[kind])
        tried = on(client, "test_credential", made, body={"url": f"http://127.0.0.1:{service.port}/echo"})

        assert tried.data == {"accepted": True, "status": 200, "error": None, "message": None}
        assert SECRET not in json.dumps(tried.content)
    assert service.received[1].headers["authorization"] == f"Bearer {SECRET}"
    assert service.received[3].path == f"/echo?api_key={SECRET}"


@pytest.mark.parametrize(
    ("url", "hosts", "error"),
    [
        ("http://127.0.0.1:9/", [], "Http.ConnectionFailed"),
        ("http://10.0.0.1/", [], "Http.AddressNotAllowed"),
        ("http://127.0.0.1:9/", ["api.example.com"], "Http.CredentialInvalid"),
    ],
)
def test_why_it_is_not_accepted_is_told_without_its_values(
    client: Client, url: str, hosts: list[str], error: str
) -> None:
    made = created(client, "bearer", allowed_hosts=hosts)

    tried = on(client, "test_credential", made, body={"url": url})

    assert (tried.status, tried.data["accepted"], tried.data["error"]) == (200, False, error)
    assert SECRET not in json.dumps(tried.content)


def test_only_ones_own_is_tried_and_only_at_an_address(client: Client) -> None:
    unknown = {"id": "cred_01hm4nc3d4e5f6g7h8j9k0m1n2"}

    assert (
        on(client, "test_credential", unknown, body={"url": "https://a.example/"}).code
        == "CREDENTIAL_NOT_FOUND"
    )
    assert on(client, "test_credential", created(client), body={"url": "ftp://a"}).code == "INVALID_REQUEST"
