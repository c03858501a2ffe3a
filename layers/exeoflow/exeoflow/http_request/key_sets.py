"""The keys of issuers of tokens, fetched under the rules of all requests: checked addresses, no redirects."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import KeysNotFetched
from exeoflow.http_request.client import MOST_ASKED_BYTES, HttpClient
from exeoflow.http_request.errors import HttpRequestFailed
from exeoflow.http_request.request import Request
from exeoflow.http_request.url import parse_url
from exeoflow.model.json import Json

TIMEOUT: Final = 5.0
"""Seconds: senders wait for few, and the issuer's keys are the first thing that a call needs."""
_FRESH: Final = 3_600.0
# Where an issuer is down, those of yesterday are better than none.
_STALE: Final = 86_400.0
# Any caller can name a key that does not exist: the issuer is asked again only after so long.
_PAUSE: Final = 60.0
_MOST: Final = 100
_OK: Final = 200


@dataclass
class _Kept:
    """What was read last, and when it was asked for last."""

    content: Json
    read_at: float
    asked_at: float
    reason: str = ""


class HttpKeySets:
    """Keeps what it has fetched in memory: an issuer is asked once an hour, and for a key that is new."""

    def __init__(self, client: HttpClient, now: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._now = now
        self._kept: dict[str, _Kept] = {}

    def key_set(self, url: str, *, is_renewed: bool = False) -> Json:
        """Return the set of keys; of one that cannot be fetched what is known of it, for a day."""
        now, kept = self._now(), self._kept.get(url)
        if kept is None:
            kept = self._added(url)
        is_asked_lately = now - kept.asked_at < _PAUSE
        if not is_asked_lately and (is_renewed or now - kept.read_at >= _FRESH):
            self._renew(url, kept, now)
        if now - kept.read_at < _STALE and not (is_renewed and kept.reason):
            return kept.content
        raise KeysNotFetched(Diagnostic("webhook-keys-unavailable", "", values={"reason": kept.reason}))

    def _added(self, url: str) -> _Kept:
        if len(self._kept) >= _MOST:
            # The oldest: who has more issuers than that asks some of them again.
            del self._kept[next(iter(self._kept))]
        never = float("-inf")
        return self._kept.setdefault(url, _Kept(None, never, never))

    def _renew(self, url: str, kept: _Kept, now: float) -> None:
        kept.asked_at = now
        try:
            kept.content, kept.read_at, kept.reason = self._fetched(url), now, ""
        except HttpRequestFailed as failure:
            kept.reason = str(failure)
        except _NoKeySetError as fault:
            kept.reason = fault.args[0]

    def _fetched(self, url: str) -> Json:
        request = Request("GET", parse_url(url), {}, timeout=TIMEOUT, follow_redirects=False)
        status, body = self._client.ask(request)
        if status != _OK:
            raise _NoKeySetError(f"{request.subject}: answered {status}")
        try:
            content: Json = json.loads(body)
        except (ValueError, RecursionError):
            content = None
        if not (isinstance(content, dict) and isinstance(content.get("keys"), list)):
            room = f"at most {MOST_ASKED_BYTES // 1024} KB"
            raise _NoKeySetError(f"{request.subject}: the answer is no set of keys (JSON, {room})")
        return content


class _NoKeySetError(Exception):
    """What was answered is no set of keys."""
