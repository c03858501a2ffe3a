"""What every store of API keys does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.errors import Conflict
from exeoflow.model.api_key import ApiKey, Scope, digest_of
from exeoflow.service.ports.stores.key_store import KeyStore
from tests.fakes.time_and_chance import FakeClock


@pytest.fixture
def key(clock: FakeClock) -> ApiKey:
    return ApiKey(
        id="key_1",
        digest=digest_of("secret"),
        name="CI",
        workspace="acme",
        scopes=frozenset({Scope.WORKFLOWS_READ, Scope.WORKFLOWS_WRITE}),
        limit=3,
        created_at=clock.now(),
    )


def test_requests_are_counted_by_the_minute(keys: KeyStore, clock: FakeClock, key: ApiKey) -> None:
    keys.add(key)
    left = []

    for _ in range(5):
        admission = keys.admit(key.digest, clock.now())
        assert admission is not None
        assert admission.key == key
        left.append((admission.allowance.remaining, admission.is_within_limit))
    clock.advance(minutes=1)
    fresh = keys.admit(key.digest, clock.now())

    assert left == [(2, True), (1, True), (0, True), (0, False), (0, False)]
    assert fresh is not None
    assert (fresh.allowance.remaining, fresh.is_within_limit) == (2, True)
    assert fresh.allowance.reset == int(clock.now().timestamp()) + 60


def test_a_key_may_rest_as_often_as_it_likes(keys: KeyStore, clock: FakeClock, key: ApiKey) -> None:
    keys.add(key)

    for _ in range(40):
        admission = keys.admit(key.digest, clock.now())
        assert admission is not None
        assert admission.allowance.remaining == 2
        clock.advance(minutes=10)


def test_an_unknown_key_is_none_and_leaves_no_trace(keys: KeyStore, clock: FakeClock, key: ApiKey) -> None:
    assert keys.admit(key.digest, clock.now()) is None
    keys.add(key)
    assert keys.of_workspace("acme") == [key]


def test_a_key_expires(keys: KeyStore, clock: FakeClock, key: ApiKey) -> None:
    keys.add(replace(key, expires_at=clock.now() + timedelta(minutes=1)))

    assert keys.admit(key.digest, clock.now()) is not None
    clock.advance(minutes=1)
    assert keys.admit(key.digest, clock.now()) is None


def test_a_revoked_key_is_never_valid_again(keys: KeyStore, clock: FakeClock, key: ApiKey) -> None:
    keys.add(key)
    revoked_at = clock.now()

    assert keys.revoke("acme", key.id, revoked_at)
    clock.advance(minutes=1)
    assert keys.revoke("acme", key.id, clock.now())

    assert keys.admit(key.digest, clock.now()) is None
    assert keys.of_workspace("acme") == [replace(key, revoked_at=revoked_at)]


def test_keys_belong_to_their_workspace(keys: KeyStore, clock: FakeClock, key: ApiKey) -> None:
    keys.add(key)

    assert not keys.revoke("other", key.id, clock.now())
    assert keys.of_workspace("other") == []
    assert keys.admit(key.digest, clock.now()) is not None


def test_a_secret_is_taken_once(keys: KeyStore, key: ApiKey) -> None:
    keys.add(key)

    with pytest.raises(Conflict):
        keys.add(replace(key, id="key_2", workspace="other"))

    assert keys.of_workspace("other") == []
