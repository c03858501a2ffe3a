"""The server that a command talks to: its address, the key, and calls that give data or raise `Trouble`."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from exeoflow.command.language import users_language
from exeoflow.command.trouble import Trouble

if TYPE_CHECKING:
    import urllib3

_LOCAL_URL: Final = "http://127.0.0.1:3000"
LOCAL_KEY: Final = "exo_local_demo_key"
"""What `make run` makes, unless it is told otherwise."""
_PROFILES: Final = "profiles.json"
_TIMEOUT_SECONDS: Final = 60
_TOO_MANY: Final = 429
_ATTEMPTS: Final = 6
_LONGEST_PAUSE_SECONDS: Final = 60
_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Server:
    """Where the API is, and the key for it."""

    url: str
    key: str


class Refused(Trouble):
    """The API answered with a failure."""

    def __init__(self, status: int, error: Mapping[str, Any]) -> None:
        self.http_status = status
        self.code = str(error.get("code", status))
        self.details = list(error.get("details") or [])
        super().__init__(f"{error.get('message', 'no answer in the form of this API')} ({self.code})")


@dataclass(frozen=True, slots=True)
class Answer:
    """The data of a success, and the revision that it is of, if it is of one."""

    data: Any
    etag: str | None


class Connection:
    """Calls of one server."""

    def __init__(self, server: Server) -> None:
        import urllib3  # noqa: PLC0415  half of the commands call nobody

        self.server = server
        self._pool: urllib3.PoolManager = urllib3.PoolManager(retries=False, timeout=_TIMEOUT_SECONDS)

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
        for attempt in range(_ATTEMPTS):
            response = self._send(method, url, body, headers or {})
            if response.status != _TOO_MANY or attempt == _ATTEMPTS - 1:
                return _answer(response)
            time.sleep(_pause(response))
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

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
        import urllib3  # noqa: PLC0415  half of the commands call nobody

        sent = {
            "authorization": f"Bearer {self.server.key}",
            "accept-language": users_language(),
            **({"content-type": "application/json"} if body is not None else {}),
            **headers,
        }
        content = None if body is None else json.dumps(body).encode()
        try:
            return self._pool.request(method, url, body=content, headers=sent)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise Trouble(
                f"{self.server.url} does not answer: is the server running? ({_short(error)})"
            ) from error


def _short(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return str(reason).rpartition(": ")[2][:200]


def _query(query: Mapping[str, Any] | None) -> str:
    given = {name: value for name, value in (query or {}).items() if value is not None}
    return f"?{urlencode(given, doseq=True)}" if given else ""


def _pause(response: "urllib3.BaseHTTPResponse") -> float:
    said = response.headers.get("retry-after", "")
    return min(float(said) if said.isdigit() else 1.0, _LONGEST_PAUSE_SECONDS)


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


def config_folder() -> Path:
    """Return where the command keeps its settings."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "exeoflow"


def connect(profile: str | None = None) -> Connection:
    """Return the connection that is meant: the environment's, a profile's, or that of a local server."""
    return Connection(chosen_server(profile))


def chosen_server(profile: str | None = None) -> Server:
    """Choose: `EXEOFLOW_URL` and `EXEOFLOW_KEY` win over a profile, and a profile over a local server."""
    kept, local = _kept(profile), _local_url()
    url = os.environ.get("EXEOFLOW_URL") or kept.get("url") or local
    key = os.environ.get("EXEOFLOW_KEY") or (kept.get("key") if kept.get("url") == url else None)
    if key is None and url == local:
        key = LOCAL_KEY
    if key is None:
        raise Trouble("There is no key for this server: `exeoflow login URL`, or set EXEOFLOW_KEY.")
    return Server(url.rstrip("/"), key)


def _local_url() -> str:
    """Return the address of the server that uses `.exeoflow` here; what `make run` has where none says it."""
    try:
        running = json.loads(Path(".exeoflow/server.json").read_text(encoding="utf-8"))
        return f"http://127.0.0.1:{int(running['port'])}"
    except (OSError, ValueError, TypeError, KeyError):
        return _LOCAL_URL


def _kept(profile: str | None) -> Mapping[str, str]:
    profiles = read_profiles()
    name = profile or os.environ.get("EXEOFLOW_PROFILE") or profiles.get("default", "")
    kept = profiles.get("profiles", {}).get(name)
    if kept is None and profile:
        known = ", ".join(sorted(profiles.get("profiles", {}))) or "none"
        raise Trouble(f"There is no profile {profile!r}; there are: {known}.")
    return kept or {}


def read_profiles() -> dict[str, Any]:
    """Return all profiles: `{"default": NAME, "profiles": {NAME: {"url", "key"}}}`."""
    try:
        found = json.loads((config_folder() / _PROFILES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"profiles": {}}
    except (OSError, ValueError) as error:
        raise Trouble(f"{config_folder() / _PROFILES} cannot be read: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("profiles"), dict):
        raise Trouble(f"{config_folder() / _PROFILES} is not what `exeoflow login` writes: remove it.")
    return found


def write_profiles(profiles: Mapping[str, Any]) -> None:
    """Keep the profiles where only their user reads them."""
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = folder / f"{_PROFILES}.new"
    beside.unlink(missing_ok=True)
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(profiles, file, indent=2)
    beside.replace(folder / _PROFILES)
