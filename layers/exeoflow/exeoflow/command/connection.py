"""The server that a command talks to: chosen by the environment, a profile, or what runs here."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from exeoflow.command.json_text import NoJson, read_json, why_unreadable
from exeoflow.command.language import users_language
from exeoflow.command.words import words
from exeoflow.remote.connection import Connection, Server
from exeoflow.remote.trouble import Trouble

_LOCAL_URL: Final = "http://127.0.0.1:3000"
LOCAL_KEY: Final = "exo_local_demo_key"
"""What `make run` makes, unless it is told otherwise."""
_PROFILES: Final = "profiles.json"


def config_folder() -> Path:
    """Return where the command keeps its settings."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "exeoflow"


def connect(profile: str | None = None) -> Connection:
    """Return the connection that is meant: the environment's, a profile's, or that of a local server."""
    return Connection(chosen_server(profile), users_language(), on_pause=_tell_of_pause)


def _tell_of_pause(seconds: float) -> None:
    sys.stderr.write(words("server_asks_to_wait", seconds=int(seconds)) + "\n")


def chosen_server(profile: str | None) -> Server:
    """Choose: `EXEOFLOW_URL` and `EXEOFLOW_KEY` win over a profile, and a profile over a local server."""
    kept, local = _kept(profile), _local_url()
    url = os.environ.get("EXEOFLOW_URL") or kept.get("url") or local
    key = os.environ.get("EXEOFLOW_KEY") or (kept.get("key") if kept.get("url") == url else None)
    if key is None and url == local:
        key = LOCAL_KEY
    if key is None:
        raise Trouble(words("key_missing"))
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
        known = ", ".join(sorted(profiles.get("profiles", {}))) or "-"
        raise Trouble(words("profile_unknown", name=profile, known=known))
    return kept or {}


def read_profiles() -> dict[str, Any]:
    """Return all profiles: `{"default": NAME, "profiles": {NAME: {"url", "key"}}}`."""
    path = config_folder() / _PROFILES
    try:
        found = read_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"profiles": {}}
    except (OSError, UnicodeDecodeError, NoJson) as error:
        raise Trouble(words("file_unreadable", path=path, reason=why_unreadable(error))) from error
    if not isinstance(found, dict) or not isinstance(found.get("profiles"), dict):
        raise Trouble(words("profiles_foreign", path=path))
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
