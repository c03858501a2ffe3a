"""The life of an API key: who may make which, and when it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.errors import Forbidden, IdempotencyKeyReused, InvalidRequest, KeyNotFound, TooManyKeys
from exeoflow.model.api_key import MAX_KEYS, ApiKey, Scope, digest_of
from exeoflow.model.page import PageRequest
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.keys.create import NewKey, create_key
from exeoflow.service.keys.read import list_keys
from exeoflow.service.keys.revoke import revoke_key
from tests.fakes.crashes import Crash, CrashPlan, Moment
from tests.fakes.ports import FakePorts
from tests.fakes.time_and_chance import FakeClock

MAKER = ApiKey(
    id="key_maker",
    digest=digest_of("maker"),
    name="maker",
    workspace="acme",
    scopes=frozenset({Scope.KEYS_WRITE, Scope.WORKFLOWS_READ}),
    limit=100,
    created_at=FakeClock().now(),
)
NEW = NewKey("CI", frozenset({Scope.WORKFLOWS_READ}))
REQUEST = IdempotentRequest.of("once", {"name": "CI"})


def test_a_key_is_stored_by_its_hash_and_lets_in(ports: FakePorts) -> None:
    key, secret = create_key(ports, MAKER, NEW)

    admission = ports.keys.admit(digest_of(secret), ports.clock.now())
    assert admission is not None
    assert admission.key == key
    assert secret.startswith("exo_live_")
    assert secret not in repr(key)
    assert (key.workspace, key.name, key.scopes, key.limit) == ("acme", "CI", NEW.scopes, 100)


def test_nobody_gives_away_what_he_has_not(ports: FakePorts) -> None:
    with pytest.raises(Forbidden) as refusal:
        create_key(ports, MAKER, NewKey("CI", frozenset({Scope.WORKFLOWS_WRITE, Scope.WORKFLOWS_READ})))

    assert refusal.value.scope == Scope.WORKFLOWS_WRITE
    assert ports.keys.of_workspace("acme") == []


def test_an_expiry_lies_ahead(ports: FakePorts) -> None:
    now = ports.clock.now()

    with pytest.raises(InvalidRequest):
        create_key(ports, MAKER, replace(NEW, expires_at=now))
    key, secret = create_key(ports, MAKER, replace(NEW, expires_at=now + timedelta(days=1)))

    assert (key.is_valid(now), key.is_valid(now + timedelta(days=1))) == (True, False)
    assert ports.keys.admit(digest_of(secret), now + timedelta(days=1)) is None


def test_the_same_request_makes_one_key_with_one_secret(ports: FakePorts) -> None:
    first = create_key(ports, MAKER, NEW, REQUEST)

    assert create_key(ports, MAKER, NEW, REQUEST) == first
    assert len(ports.keys.of_workspace("acme")) == 1
    with pytest.raises(IdempotencyKeyReused):
        create_key(ports, MAKER, NEW, IdempotentRequest.of("once", {"name": "other"}))


@pytest.mark.parametrize("call", range(1, 5))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_request_that_broke_off_makes_one_key_in_the_end(
    ports: FakePorts, call: int, moment: Moment
) -> None:
    with pytest.raises(Crash):
        create_key(ports.crashing(CrashPlan(call, moment)), MAKER, NEW, REQUEST)

    key, secret = create_key(ports, MAKER, NEW, REQUEST)

    assert ports.keys.of_workspace("acme") == [key]
    assert key.digest == digest_of(secret)


def test_a_workspace_has_a_limit_of_valid_keys(ports: FakePorts) -> None:
    keys = [create_key(ports, MAKER, NEW)[0] for _ in range(MAX_KEYS)]

    with pytest.raises(TooManyKeys):
        create_key(ports, MAKER, NEW)

    revoke_key(ports, "acme", keys[0].id)
    create_key(ports, MAKER, NEW)


def test_keys_are_listed_newest_first_revoked_ones_too(ports: FakePorts) -> None:
    first, _ = create_key(ports, MAKER, NEW)
    ports.clock.advance(seconds=1)
    second, _ = create_key(ports, MAKER, NEW)
    revoke_key(ports, "acme", first.id)

    found = list_keys(ports, "acme", PageRequest(1, 10))
    page = list_keys(ports, "acme", PageRequest(2, 1))

    assert [key.id for key in found.items] == [second.id, first.id]
    assert [key.revoked_at for key in found.items] == [None, ports.clock.now()]
    assert ([key.id for key in page.items], page.total) == ([first.id], 2)
    assert list_keys(ports, "other", PageRequest()).total == 0


def test_a_revoked_key_lets_nobody_in_and_stays_revoked(ports: FakePorts) -> None:
    key, secret = create_key(ports, MAKER, NEW)

    revoke_key(ports, "acme", key.id)
    revoked_at = ports.clock.now()
    ports.clock.advance(minutes=1)
    revoke_key(ports, "acme", key.id)

    (stored,) = ports.keys.of_workspace("acme")
    assert stored.revoked_at == revoked_at
    assert ports.keys.admit(digest_of(secret), ports.clock.now()) is None


@pytest.mark.parametrize("key_id", ["key_00000000000000000000000000", "", "key#1", "x" * 500])
def test_a_key_that_is_not_there_cannot_be_revoked(ports: FakePorts, key_id: str) -> None:
    key, _ = create_key(ports, MAKER, NEW)

    with pytest.raises(KeyNotFound):
        revoke_key(ports, "acme", key_id)
    with pytest.raises(KeyNotFound):
        revoke_key(ports, "other", key.id)
