"""What every store of credentials does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.model.credential import CredentialKind, StoredCredential, TokenState
from exeoflow.service.ports.stores.credential_store import CredentialStore
from tests.fakes.time_and_chance import FakeClock


@pytest.fixture
def credential(clock: FakeClock) -> StoredCredential:
    return StoredCredential(
        id="cred_1",
        workspace="acme",
        name="Größe \U0001f511",
        kind=CredentialKind.BASIC,
        version="v_1",
        fields=("username", "password"),
        allowed_hosts=("api.example.com",),
        revision=1,
        created_at=clock.now(),
        updated_at=clock.now(),
    )


def test_a_credential_is_read_as_it_was_stored(
    credentials: CredentialStore, credential: StoredCredential
) -> None:
    other = replace(credential, id="cred_2", kind=CredentialKind.TLS, fields=(), allowed_hosts=())

    credentials.add(credential)
    credentials.add(other)
    credentials.add(replace(credential, name="once more"))

    assert credentials.get("acme", "cred_1") == credential
    assert credentials.get("acme", "cred_2") == other
    assert credentials.get("acme", "cred_3") is None
    assert credentials.get("other", "cred_1") is None


def test_a_workspace_has_its_own_credentials_newest_first(
    credentials: CredentialStore, credential: StoredCredential
) -> None:
    newer, foreign = replace(credential, id="cred_2"), replace(credential, id="cred_3", workspace="other")
    for each in (credential, newer, foreign):
        credentials.add(each)
    credentials.note_use("acme", "cred_1", "wf_1")
    credentials.replace_token(None, TokenState("acme", "cred_1", 1, "v_1"))

    found = credentials.of_workspace("acme")

    assert [each.id for each in found] == ["cred_2", "cred_1"]
    assert credentials.of_workspace("nobody") == []


def test_a_change_is_stored_only_over_what_was_read(
    credentials: CredentialStore, credential: StoredCredential
) -> None:
    credentials.add(credential)
    changed = replace(credential, version="v_2", revision=2, name="new")

    assert credentials.replace(credential, changed)
    assert not credentials.replace(credential, replace(changed, name="too late"))
    assert not credentials.replace(replace(credential, id="cred_9"), replace(changed, id="cred_9"))
    assert credentials.get("acme", "cred_1") == changed
    assert credentials.get("acme", "cred_9") is None


def test_a_note_of_a_use_is_seen_by_whoever_removes(
    credentials: CredentialStore, credential: StoredCredential
) -> None:
    credentials.add(credential)

    assert credentials.note_use("acme", "cred_1", "wf_2")
    assert credentials.note_use("acme", "cred_1", "wf_1")
    assert credentials.note_use("acme", "cred_1", "wf_1")
    assert not credentials.note_use("acme", "cred_2", "wf_1")
    assert not credentials.note_use("other", "cred_1", "wf_1")

    assert credentials.uses("acme", "cred_1") == ["wf_1", "wf_2"]
    assert not credentials.remove(credential)
    current = credentials.get("acme", "cred_1")
    assert current == replace(credential, noted=3)
    assert current is not None
    assert credentials.remove(current)


def test_all_goes_with_a_credential_and_nothing_else(
    credentials: CredentialStore, credential: StoredCredential
) -> None:
    other = replace(credential, id="cred_12")
    for each in (credential, other):
        credentials.add(each)
        credentials.note_use("acme", each.id, "wf_1")
        credentials.replace_token(None, TokenState("acme", each.id, 1, "v_1"))

    assert credentials.remove(replace(credential, noted=1))

    assert credentials.get("acme", "cred_1") is None
    assert credentials.uses("acme", "cred_1") == []
    assert credentials.token("acme", "cred_1") is None
    assert credentials.uses("acme", "cred_12") == ["wf_1"]
    assert credentials.token("acme", "cred_12") is not None
    assert not credentials.remove(replace(credential, noted=1))


def test_one_of_two_takes_the_turn_of_a_token(credentials: CredentialStore, clock: FakeClock) -> None:
    leased = TokenState(
        "acme", "cred_1", 1, "v_1", leased_until=clock.now() + timedelta(seconds=30), lease="a"
    )
    fetched = replace(leased, number=2, version="t_1", fresh_until=clock.now(), leased_until=None, lease=None)

    assert credentials.token("acme", "cred_1") is None
    assert credentials.replace_token(None, leased)
    assert not credentials.replace_token(None, leased)
    assert credentials.token("acme", "cred_1") == leased
    assert credentials.replace_token(leased, fetched)
    assert not credentials.replace_token(leased, replace(fetched, version="t_2"))
    assert credentials.token("acme", "cred_1") == fetched
    assert credentials.token("other", "cred_1") is None
