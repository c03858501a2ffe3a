"""How a run gets the credential that a node names, and the token that it is changed for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.errors import CredentialChanged, CredentialNotFound, TokenNotFetched
from exeoflow.model.credential import CredentialKind, StoredCredential, TokenState
from exeoflow.service.credentials.resolve import place_of, resolve
from exeoflow.service.credentials.tokens import FetchedToken, access_token
from exeoflow.service.ports.vault import Place
from tests.fakes.ports import FakePorts, fake_ports

ID = "cred_01hm4nc3d4e5f6g7h8j9k0m1n2"
VALUES = '{"client_id":"me","refresh_token":"first"}'


@pytest.fixture
def ports() -> FakePorts:
    return fake_ports()


@pytest.fixture
def stored(ports: FakePorts) -> StoredCredential:
    credential = StoredCredential(
        id=ID,
        workspace="acme",
        name="crm",
        kind=CredentialKind.OAUTH2_REFRESH,
        version="v_1",
        fields=("client_id", "refresh_token"),
        allowed_hosts=("api.example.com",),
        revision=1,
        created_at=ports.clock.now(),
        updated_at=ports.clock.now(),
    )
    ports.credentials.add(credential)
    ports.vault.put(place_of(credential), VALUES)
    return credential


class Server:
    """Gives a new token each time, with a new refresh token if told so."""

    def __init__(self, expires_in: float | None = 3600, *, rotates: bool = False) -> None:
        self.expires_in = expires_in
        self.rotates = rotates
        self.asked_with: list[str | None] = []

    def __call__(self, refresh_token: str | None) -> FetchedToken:
        self.asked_with.append(refresh_token)
        number = len(self.asked_with)
        return FetchedToken(f"token {number}", self.expires_in, f"refresh {number}" if self.rotates else None)


def test_a_credential_comes_with_its_values(ports: FakePorts, stored: StoredCredential) -> None:
    credential = resolve(ports, "acme", stored.id)

    assert credential.kind is CredentialKind.OAUTH2_REFRESH
    assert credential.values == {"client_id": "me", "refresh_token": "first"}
    assert credential.allowed_hosts == ("api.example.com",)
    assert "first" not in repr(credential)


@pytest.mark.parametrize(
    ("workspace", "credential_id"),
    [("other", ID), ("acme", f"{ID[:-1]}0"), ("acme", "crm"), ("acme", f"token#{ID}"), ("acme", "")],
)
def test_what_a_workspace_has_not_is_not_found(
    ports: FakePorts, stored: StoredCredential, workspace: str, credential_id: str
) -> None:
    del stored

    with pytest.raises(CredentialNotFound):
        resolve(ports, workspace, credential_id)


def test_a_rotation_between_the_two_reads_is_looked_at_again(
    ports: FakePorts, stored: StoredCredential
) -> None:
    class Rotating:
        """Another rotates the credential while its values are read."""

        def get(self, place: Place) -> str | None:
            if place.version == "v_1":
                ports.credentials.replace(stored, replace(stored, version="v_2", revision=2))
                return None
            return '{"client_id":"you"}'

    ports.vault = Rotating()  # type: ignore[assignment]

    assert resolve(ports, "acme", stored.id).values == {"client_id": "you"}


def test_a_credential_without_values_is_an_error_in_the_end(
    ports: FakePorts, stored: StoredCredential
) -> None:
    ports.vault.remove_all("acme", stored.id)

    with pytest.raises(CredentialChanged):
        resolve(ports, "acme", stored.id)


def test_many_runs_fetch_one_token(ports: FakePorts, stored: StoredCredential) -> None:
    credential, server = resolve(ports, "acme", stored.id), Server()

    tokens = {access_token(ports, credential, server) for _ in range(5)}

    assert tokens == {"token 1"}
    assert server.asked_with == ["first"]


def test_a_token_is_fetched_anew_a_minute_before_it_expires(
    ports: FakePorts, stored: StoredCredential
) -> None:
    credential, server = resolve(ports, "acme", stored.id), Server(rotates=True)
    access_token(ports, credential, server)

    ports.clock.advance(seconds=3539)
    assert access_token(ports, credential, server) == "token 1"
    ports.clock.advance(seconds=1)

    assert access_token(ports, credential, server) == "token 2"
    assert server.asked_with == ["first", "refresh 1"]
    assert len(ports.vault.secrets) == 2, "the token before is forgotten"


@pytest.mark.parametrize(("expires_in", "used"), [(None, 240), (60, 45), (0, 0), (-5, 0), (1e300, 86_340)])
def test_a_token_is_used_as_long_as_its_server_says(
    ports: FakePorts, stored: StoredCredential, expires_in: float | None, used: int
) -> None:
    access_token(ports, resolve(ports, "acme", stored.id), Server(expires_in))

    state = ports.credentials.token("acme", stored.id)

    assert state is not None
    assert state.fresh_until == ports.clock.now() + timedelta(seconds=used)


def test_a_token_that_the_server_refuses_is_fetched_anew_once(
    ports: FakePorts, stored: StoredCredential
) -> None:
    credential, server = resolve(ports, "acme", stored.id), Server()
    refused = access_token(ports, credential, server)

    one = access_token(ports, credential, server, refused)
    other = access_token(ports, credential, server, refused)

    assert (one, other) == ("token 2", "token 2")


def test_another_value_of_the_credential_makes_its_token_none(
    ports: FakePorts, stored: StoredCredential
) -> None:
    server = Server(rotates=True)
    access_token(ports, resolve(ports, "acme", stored.id), server)
    rotated = replace(stored, version="v_2", revision=2)
    ports.credentials.replace(stored, rotated)
    ports.vault.put(place_of(rotated), '{"client_id":"me","refresh_token":"second"}')

    assert access_token(ports, resolve(ports, "acme", stored.id), server) == "token 2"
    assert server.asked_with == ["first", "second"]


def test_a_server_without_refresh_tokens_is_asked_without_one(
    ports: FakePorts, stored: StoredCredential
) -> None:
    credential, server = replace(resolve(ports, "acme", stored.id), values={"client_id": "me"}), Server(60)
    access_token(ports, credential, server)
    ports.clock.advance(minutes=1)
    access_token(ports, credential, server)

    assert server.asked_with == [None, None]


def test_others_wait_for_who_fetches_and_take_over_after_its_lease(
    ports: FakePorts, stored: StoredCredential
) -> None:
    credential, server = resolve(ports, "acme", stored.id), Server()

    def dies(_: str | None) -> FetchedToken:
        with pytest.raises(TokenNotFetched):
            access_token(ports, credential, server)
        assert len(ports.clock.pauses) == 60
        ports.clock.advance(seconds=30)
        return FetchedToken(f"late, after {access_token(ports, credential, server)}")

    mine = access_token(ports, credential, dies)

    assert mine == "late, after token 1"
    assert access_token(ports, credential, server) == "token 1", "what came too late is not kept"
    assert len(ports.vault.secrets) == 2


def test_a_server_that_fails_lets_the_next_one_try_at_once(
    ports: FakePorts, stored: StoredCredential
) -> None:
    credential = resolve(ports, "acme", stored.id)

    def fails(_: str | None) -> FetchedToken:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        access_token(ports, credential, fails)

    assert access_token(ports, credential, Server()) == "token 1"
    assert ports.clock.pauses == []


def test_a_write_whose_answer_was_lost_and_is_repeated_is_ones_own(
    ports: FakePorts, stored: StoredCredential
) -> None:
    credential, server, replace_token = (
        resolve(ports, "acme", stored.id),
        Server(),
        ports.credentials.replace_token,
    )

    def written_but_refused_when_repeated(previous: TokenState | None, state: TokenState) -> bool:
        replace_token(previous, state)
        return replace_token(previous, state)

    ports.credentials.replace_token = written_but_refused_when_repeated  # type: ignore[method-assign]

    assert access_token(ports, credential, server) == access_token(ports, credential, server) == "token 1"
    assert ports.clock.pauses == []


def test_a_lease_that_another_took_at_the_same_moment_is_not_ones_own(
    ports: FakePorts, stored: StoredCredential
) -> None:
    credential, token_of, fetched = resolve(ports, "acme", stored.id), ports.credentials.token, Server()
    others = [lambda: access_token(ports, credential, fetched)]

    def token_before_another_leases(workspace: str, credential_id: str) -> TokenState | None:
        found = token_of(workspace, credential_id)
        if others:
            others.pop()()
        return found

    ports.credentials.token = token_before_another_leases  # type: ignore[method-assign]

    assert access_token(ports, credential, fetched) == "token 1"
    assert fetched.asked_with == ["first"]
