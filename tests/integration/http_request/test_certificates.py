"""Certificates of one's own: authorities that are trusted, and what proves a client."""

import ssl
from collections.abc import Iterator

import pytest
import trustme

from exeoflow.http_request.errors import ConnectionFailed, CredentialUnusable
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import Json
from tests.integration.http_request.credentialed import PASSWORD, World, shown
from tests.integration.http_request.loopback import LoopbackServer, certified, serving


@pytest.fixture
def strict_server(authority: trustme.CA) -> Iterator[LoopbackServer]:
    """A server with a certificate of one's own authority that wants one of its clients."""
    context = certified(authority)
    context.verify_mode = ssl.CERT_REQUIRED
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
