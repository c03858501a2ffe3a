"""Use case: change a credential for a token, once for all runs until the token expires."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, cast

from exeoflow.errors import TokenNotFetched
from exeoflow.model import json
from exeoflow.model.credential import Credential, TokenState
from exeoflow.model.json import JsonObject
from exeoflow.service.credentials.resolve import CredentialPorts
from exeoflow.service.ports.vault import Place

# Who fetches has so long; after that another one may try. A server that takes longer is down.
LEASE: Final = timedelta(seconds=30)
# The pauses grow to a second: so many attempts last about as long as the lease.
_ATTEMPTS: Final = 60
# What a server does not say (RFC 6749, 5.1: RECOMMENDED only), and the most that is believed.
_USUAL_LIFE: Final = 300.0
_LONGEST_LIFE: Final = 86_400.0
# A token is given up so long before it expires: a request takes its time, and clocks differ.
_MARGIN: Final = 60.0


@dataclass(frozen=True, slots=True)
class FetchedToken:
    """What an OAuth2 server answered (RFC 6749, 5.1); some give a new refresh token each time."""

    access_token: str = field(repr=False)
    expires_in: float | None = None
    refresh_token: str | None = field(default=None, repr=False)


Fetch = Callable[[str | None], FetchedToken]
"""Asks the server; is given the refresh token that is in force, None if the credential has none."""


def access_token(ports: CredentialPorts, credential: Credential, fetch: Fetch, refused: str = "") -> str:
    """Return the token of the credential; one run at a time fetches it, and the others wait for it.

    `refused` is a token that a server would not have although it had not expired: another one is fetched.
    Raises what `fetch` raises, and `TokenNotFetched` when others keep fetching without success.
    """
    for attempt in range(_ATTEMPTS):
        now = ports.clock.now()
        state = ports.credentials.token(credential.workspace, credential.id)
        known = _known(ports, credential, state)
        if known is not None and state is not None and state.is_fresh(now):
            token = str(known["access_token"])
            if token != refused:
                return token
        if state is None or not state.is_being_fetched(now):
            leased = _leased(credential, state, now + LEASE, ports.ids.new_id("lease"))
            if _is_taken(ports, state, leased):
                return _fetched(ports, credential, leased, known, fetch)
        ports.clock.pause(attempt)
    raise TokenNotFetched


def _leased(credential: Credential, state: TokenState | None, until: datetime, lease: str) -> TokenState:
    if state is None:
        state = TokenState(credential.workspace, credential.id, 0, credential.version)
    return replace(state, number=state.number + 1, leased_until=until, lease=lease)


def _is_taken(ports: CredentialPorts, previous: TokenState | None, state: TokenState) -> bool:
    """Store what is known of a token; a write whose answer was lost may be refused when repeated."""
    return (
        ports.credentials.replace_token(previous, state)
        or ports.credentials.token(state.workspace, state.credential_id) == state
    )


def _known(ports: CredentialPorts, credential: Credential, state: TokenState | None) -> JsonObject | None:
    """Read the token that was stored last; None if there is none for the values of the credential."""
    if state is None or state.version is None or state.fetched_with != credential.version:
        return None
    text = ports.vault.get(Place(state.workspace, state.credential_id, state.version))
    return None if text is None else cast("JsonObject", json.read(text))


def _fetched(
    ports: CredentialPorts, credential: Credential, leased: TokenState, known: JsonObject | None, fetch: Fetch
) -> str:
    """Fetch a token as the only one who does, and store it."""
    given = credential.values.get("refresh_token") if known is None else known.get("refresh_token")
    refresh_token = None if given is None else str(given)
    try:
        token = fetch(refresh_token)
    except BaseException:
        with suppress(Exception):
            free = replace(leased, number=leased.number + 1, leased_until=None, lease=None)
            ports.credentials.replace_token(leased, free)
        raise
    _keep(ports, credential, leased, token, token.refresh_token or refresh_token)
    return token.access_token


def _keep(
    ports: CredentialPorts,
    credential: Credential,
    leased: TokenState,
    token: FetchedToken,
    refresh_token: str | None,
) -> None:
    """Store the token for the others. One that cannot be stored serves this run all the same."""
    version = ports.ids.new_token("token")
    place = Place(credential.workspace, credential.id, version)
    content: JsonObject = {"access_token": token.access_token, "refresh_token": refresh_token}
    state = replace(
        leased,
        number=leased.number + 1,
        fetched_with=credential.version,
        version=version,
        fresh_until=ports.clock.now() + _freshness(token.expires_in),
        leased_until=None,
        lease=None,
    )
    ports.vault.put(place, json.write(content))
    if not _is_taken(ports, leased, state):
        ports.vault.remove(place)
    elif leased.version is not None:
        ports.vault.remove(replace(place, version=leased.version))


def _freshness(expires_in: float | None) -> timedelta:
    """Return how long a token is used; of a short life it is the greater part."""
    life = _USUAL_LIFE if expires_in is None else min(max(expires_in, 0), _LONGEST_LIFE)
    return timedelta(seconds=max(life - _MARGIN, life * 3 / 4))
