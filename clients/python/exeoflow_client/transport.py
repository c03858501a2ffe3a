"""How a call is made: the key, patience where the server asks for it, and errors as exceptions."""

import json
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

import urllib3

_TOO_MANY: Final = 429
_ATTEMPTS: Final = 4
_LONGEST_PAUSE_SECONDS: Final = 60


class ExeoflowError(Exception):
    """The API refused: `status` of HTTP, `code` that never changes, `details` field by field."""

    def __init__(self, status: int, error: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(error.get("code", "NO_ANSWER"))
        self.details = list(error.get("details") or [])
        super().__init__(f"{self.code}: {error.get('message', '')}")


class Transport:
    """Calls one server with one key; messages of errors are in `language` (de or en)."""

    def __init__(self, url: str, key: str, *, language: str = "en", timeout: float = 60) -> None:
        self._url = url.rstrip("/")
        self._headers = {"authorization": f"Bearer {key}", "accept-language": language}
        self._pool = urllib3.PoolManager(retries=False, timeout=timeout)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
    ) -> Any:  # noqa: ANN401  each operation says its type
        """Return the data of the answer. Raises `ExeoflowError`; without an answer, what urllib3 raises."""
        given = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        url = f"{self._url}{path}{'?' + urlencode(given) if given else ''}"
        sent = {name: str(value) for name, value in (headers or {}).items() if value is not None}
        content = None if body is None else json.dumps(body).encode()
        types = {} if content is None else {"content-type": "application/json"}
        for attempt in range(_ATTEMPTS):
            response = self._pool.request(
                method, url, body=content, headers={**self._headers, **types, **sent}
            )
            pause = _pause(response.headers.get("retry-after", ""))
            if response.status != _TOO_MANY or pause > _LONGEST_PAUSE_SECONDS or attempt == _ATTEMPTS - 1:
                break
            time.sleep(pause)
        return _data(response.status, response.data)

    @staticmethod
    def segment(text: str) -> str:
        """Return a text as one segment of a path."""
        return quote(text, safe="")


def _text(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _pause(said: str) -> float:
    return float(said) if said.isdecimal() else 1.0


def _data(status: int, content: bytes) -> Any:  # noqa: ANN401  each operation says its type
    try:
        answer = json.loads(content)
        if answer["success"] is True:
            return answer["data"]
        error = answer["error"]
    except (ValueError, KeyError, TypeError):
        error = {"message": "no answer in the form of this API"}
    raise ExeoflowError(status, error)
