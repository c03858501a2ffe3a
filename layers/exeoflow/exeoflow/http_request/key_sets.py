"""The keys of issuers of tokens and certificates of senders.

They are fetched under the rules of all requests: checked addresses, no redirects.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import KeysNotFetched
from exeoflow.http_request.errors import HttpRequestFailed
from exeoflow.http_request.exchange.client import MOST_ASKED_BYTES, HttpClient
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import parse_url
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
_CERTIFICATE: Final = b"-----BEGIN CERTIFICATE-----"

Read = Callable[[str, bytes], Json]
"""Reads the body of an answer; the text is what a message calls the request by."""


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
        # Apart by what is read: who names another's certificate as his set of keys spoils it for nobody.
        self._kept: dict[tuple[Read, str], _Kept] = {}

    def key_set(self, url: str, *, is_renewed: bool = False) -> Json:
        """Return the set of keys; of one that cannot be fetched what is known of it, for a day."""
        return self._content(url, _keys_in, is_renewed=is_renewed)

    def certificate(self, url: str) -> str:
        """Return what lies there, if it looks like one; likewise."""
        return str(self._content(url, _certificate_in))

    def visit(self, url: str) -> None:
        """Ask without looking at the answer."""
        try:
            self._asked(url)
        except (HttpRequestFailed, _UnusableAnswerError) as fault:
            raise _unavailable(str(fault)) from None

    def _content(self, url: str, read: Read, *, is_renewed: bool = False) -> Json:
        now, kept = self._now(), self._kept.get((read, url))
        if kept is None:
            kept = self._added((read, url))
        is_asked_lately = now - kept.asked_at < _PAUSE
        if not is_asked_lately and (is_renewed or now - kept.read_at >= _FRESH):
            self._renew(url, kept, now, read)
        if now - kept.read_at < _STALE and not (is_renewed and kept.reason):
            return kept.content
        raise _unavailable(kept.reason)

    def _added(self, place: tuple[Read, str]) -> _Kept:
        if len(self._kept) >= _MOST:
            # The oldest: who has more issuers than that asks some of them again.
            del self._kept[next(iter(self._kept))]
        never = float("-inf")
        return self._kept.setdefault(place, _Kept(None, never, never))

    def _renew(self, url: str, kept: _Kept, now: float, read: Read) -> None:
        kept.asked_at = now
        try:
            subject, body = self._asked(url)
            kept.content, kept.read_at, kept.reason = read(subject, body), now, ""
        except (HttpRequestFailed, _UnusableAnswerError) as fault:
            kept.reason = str(fault)

    def _asked(self, url: str) -> tuple[str, bytes]:
        request = Request("GET", parse_url(url), {}, timeout=TIMEOUT, follow_redirects=False)
        status, body = self._client.ask(request)
        if status != _OK:
            raise _UnusableAnswerError(f"{request.subject}: answered {status}")
        return request.subject, body


def _keys_in(subject: str, body: bytes) -> Json:
    try:
        content: Json = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if not (isinstance(content, dict) and isinstance(content.get("keys"), list)):
        room = f"at most {MOST_ASKED_BYTES // 1024} KB"
        raise _UnusableAnswerError(f"{subject}: the answer is no set of keys (JSON, {room})")
    return content


def _certificate_in(subject: str, body: bytes) -> Json:
    if not body.startswith(_CERTIFICATE):
        raise _UnusableAnswerError(f"{subject}: the answer is no certificate (PEM)")
    return body.decode(errors="replace")


def _unavailable(reason: str) -> KeysNotFetched:
    return KeysNotFetched(Diagnostic("webhook-keys-unavailable", "", values={"reason": reason}))


class _UnusableAnswerError(Exception):
    """What was answered is no success, or not what was asked for."""
