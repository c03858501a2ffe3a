"""Who is let in."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from exeoflow.errors import Forbidden, RateLimited, Unauthorized
from exeoflow.model.api_key import Admission, ApiKey, Scope, digest_of
from exeoflow.service.admit_request import Doorkeeper
from tests.fakes.key_store import FakeKeyStore
from tests.fakes.time_and_chance import FakeClock

CLOCK = FakeClock()
KEY = ApiKey(
    id="key_1",
    digest=digest_of("secret"),
    name="CI",
    workspace="acme",
    scopes=frozenset({Scope.WORKFLOWS_READ}),
    limit=2,
    created_at=CLOCK.now(),
)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def doorkeeper(clock: FakeClock) -> Doorkeeper:
    return Doorkeeper(FakeKeyStore({KEY.digest: KEY}), clock)


def test_a_valid_key_is_known_with_what_is_left_of_its_minute(doorkeeper: Doorkeeper) -> None:
    admission = doorkeeper.identify("secret")
    doorkeeper.check(admission, Scope.WORKFLOWS_READ)

    assert admission.key == KEY
    assert (admission.allowance.limit, admission.allowance.remaining) == (2, 1)
    assert admission.allowance.reset == int(CLOCK.now().timestamp()) + 60


def test_a_wrong_key_is_looked_up_once_in_a_while(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at a key is a write of DynamoDB, which somebody pays for."""
    keys = FakeKeyStore({KEY.digest: KEY})
    looked_up: list[str] = []
    admit = keys.admit

    def look_up(digest: str, now: datetime) -> Admission | None:
        looked_up.append(digest)
        return admit(digest, now)

    monkeypatch.setattr(keys, "admit", look_up)
    doorkeeper = Doorkeeper(keys, clock)

    for _ in range(5):
        with pytest.raises(Unauthorized):
            doorkeeper.identify("wrong")
        doorkeeper.identify("secret")
    clock.advance(seconds=10)
    with pytest.raises(Unauthorized):
        doorkeeper.identify("wrong")

    assert looked_up.count(digest_of("wrong")) == 2


def test_as_many_wrong_keys_as_anybody_likes_fill_no_memory(doorkeeper: Doorkeeper) -> None:
    for number in range(10_001):
        with pytest.raises(Unauthorized):
            doorkeeper.identify(f"wrong {number}")

    assert len(doorkeeper.refused) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", "\ud800"])
def test_whoever_has_no_valid_key_is_unauthorized(doorkeeper: Doorkeeper, secret: str | None) -> None:
    with pytest.raises(Unauthorized):
        doorkeeper.identify(secret)


def test_expired_and_revoked_keys_are_as_good_as_unknown(clock: FakeClock) -> None:
    for key in (
        replace(KEY, expires_at=clock.now()),
        replace(KEY, revoked_at=clock.now() - timedelta(days=1)),
    ):
        with pytest.raises(Unauthorized):
            Doorkeeper(FakeKeyStore({KEY.digest: key}), clock).identify("secret")


def test_a_key_without_the_scope_is_forbidden(doorkeeper: Doorkeeper) -> None:
    with pytest.raises(Forbidden) as refusal:
        doorkeeper.check(doorkeeper.identify("secret"), Scope.WORKFLOWS_WRITE)

    assert refusal.value.scope == "workflows:write"


def test_requests_beyond_the_limit_wait_for_the_next_minute(doorkeeper: Doorkeeper, clock: FakeClock) -> None:
    clock.advance(seconds=20)
    for _ in range(2):
        doorkeeper.check(doorkeeper.identify("secret"), Scope.WORKFLOWS_READ)

    refused = doorkeeper.identify("secret")
    with pytest.raises(RateLimited) as refusal:
        doorkeeper.check(refused, Scope.WORKFLOWS_READ)
    clock.advance(seconds=40)
    doorkeeper.check(doorkeeper.identify("secret"), Scope.WORKFLOWS_READ)

    assert refusal.value.retry_after == 40
    assert refused.allowance.remaining == 0
