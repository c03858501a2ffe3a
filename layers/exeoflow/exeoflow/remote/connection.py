"""The server that is talked to: its address, the key, and calls that give data or raise `Trouble`."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from exeoflow.remote.trouble import Refused, Trouble
from exeoflow.texts.language import Language
from exeoflow.texts.words import command_text

if TYPE_CHECKING:
    import urllib3

_TIMEOUT_SECONDS: Final = 60
_TOO_MANY: Final = 429
_LONGEST_PAUSE_SECONDS: Final = 60
_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Server:
    """Where the API is, and the key for it."""

    url: str
    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The data of a success, and the revision that it is of, if it is of one."""

    data: Any
    etag: str | None


class Connection:
    """Calls of one server, whose messages are in a language.

    `attempts` is how often one is made at most; `on_pause` is told for how many seconds it waits between two.
    """

    def __init__(
        self,
        server: Server,
        language: Language,
        *,
        attempts: int = 6,
        timeout: int = _TIMEOUT_SECONDS,
        on_pause: Callable[[float], None] = lambda _: None,
    ) -> None:
        import urllib3

        self.server = server
        self.language = language
        self._attempts = attempts
        self._on_pause = on_pause
        self._pool: urllib3.PoolManager = urllib3.PoolManager(retries=False, timeout=timeout)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Call, with patience where the server asks for it. Raises `Refused`; `Trouble` without an answer."""
        url = f"{self.server.url}{path}{_query(query)}"
        for _ in range(self._attempts - 1):
            response = self._send(method, url, body, headers or {})
            pause = _pause_after(response)
            if pause is None:
                return _answer(response)
            self._on_pause(pause)
            time.sleep(pause)
        return _answer(self._send(method, url, body, headers or {}))

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Return the data of a GET."""
        return self.call("GET", path, query=query).data

    def post(self, path: str, body: Any = None, query: Mapping[str, Any] | None = None) -> Any:
        """Return the data of a POST."""
        return self.call("POST", path, body, query).data

    def all(self, path: str, name: str, query: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """Yield what is on all pages of a list."""
        page = 1
        while True:
            found = self.get(path, {**(query or {}), "page": page, "limit": _PAGE})
            yield from found[name]
            if page >= found["pagination"]["pages"]:
                return
            page += 1

    def date(self) -> str | None:
        """Return what the server says it is now, as HTTP writes it."""
        return self._send("GET", f"{self.server.url}/v1/keys/current", None, {}).headers.get("date")

    def _send(
        self, method: str, url: str, body: Any, headers: Mapping[str, str]
    ) -> "urllib3.BaseHTTPResponse":
        import urllib3

        sent = {
            "authorization": f"Bearer {self.server.key}",
            "accept-language": self.language,
            **({"content-type": "application/json"} if body is not None else {}),
            **headers,
        }
        content = None if body is None else json.dumps(body).encode()
        try:
            return self._pool.request(method, url, body=content, headers=sent)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            silent = command_text("server_silent", self.language)
            raise Trouble(silent.format(url=self.server.url, reason=_short(error))) from error


def _short(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return str(reason).rpartition(": ")[2][:200]


def _query(query: Mapping[str, Any] | None) -> str:
    given = {name: value for name, value in (query or {}).items() if value is not None}
    return f"?{urlencode(given, doseq=True)}" if given else ""


def _pause_after(response: "urllib3.BaseHTTPResponse") -> float | None:
    """Return in how many seconds the call is worth another attempt; None if it is answered, or not soon."""
    if response.status != _TOO_MANY:
        return None
    said = response.headers.get("retry-after", "")
    seconds = float(said) if said.isdecimal() else 1.0
    return seconds if seconds <= _LONGEST_PAUSE_SECONDS else None


def _answer(response: "urllib3.BaseHTTPResponse") -> Answer:
    try:
        body = json.loads(response.data)
    except ValueError:
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("success"), bool):
        raise Refused(response.status, {})
    if not body["success"]:
        raise Refused(response.status, body["error"])
    return Answer(body["data"], response.headers.get("etag"))


def segment(text: str) -> str:
    """Return a text as one segment of a path."""
    return quote(text, safe="")
