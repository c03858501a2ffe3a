"""Commands about where the server is: login, profile, open."""

import getpass
import sys
import webbrowser
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote, urlsplit

from exeoflow.command.catalogue import workflow_id_of
from exeoflow.command.connection import connect, read_profiles, write_profiles
from exeoflow.command.language import users_language
from exeoflow.command.terminal import say, table
from exeoflow.command.words import words
from exeoflow.remote.connection import Connection, Server
from exeoflow.remote.trouble import Refused, Trouble

_HOURS_OF_A_BROWSER: Final = 12


def login(url: str, name: str, key: str | None) -> None:
    """Ask for a key, try it, and keep it under a name."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise Trouble(words("login_whole_address"))
    secret = key or _asked()
    server = Server(url.rstrip("/"), secret)
    found = Connection(server, users_language()).get("/v1/keys/current")
    profiles = read_profiles()
    profiles["profiles"][name] = {"url": server.url, "key": server.key}
    profiles["default"] = name
    write_profiles(profiles)
    say(words("login_kept", url=server.url, key=found["name"], name=name))


def _asked() -> str:
    return getpass.getpass(words("login_key")) if sys.stdin.isatty() else sys.stdin.readline().strip()


def show_profiles(chosen: str | None) -> None:
    """List the profiles, or make one the usual one."""
    profiles = read_profiles()
    if chosen is not None:
        if chosen not in profiles["profiles"]:
            raise Trouble(words("profile_to_make", name=chosen))
        write_profiles({**profiles, "default": chosen})
    usual = chosen or profiles.get("default")
    rows = ([name, kept["url"], "*" if name == usual else ""] for name, kept in profiles["profiles"].items())
    table([words("profile_name"), words("profile_server"), words("profile_usual")], rows)


def open_console(said: str | None, *, prints: bool, profile: str | None) -> None:
    """Open the console in a browser, with a key of its own that ends after half a day."""
    connection = connect(profile)
    page = f"console/workflows/{workflow_id_of(connection, said)}" if said else ""
    key = _key_for_browser(connection) or connection.server.key
    address = f"{connection.server.url}/{page}#key={quote(key, safe='')}"
    if prints or not webbrowser.open(address):
        say(address)


def _key_for_browser(connection: Connection) -> str | None:
    """Make a key for the browser; None where this key may make none."""
    until = datetime.now(UTC) + timedelta(hours=_HOURS_OF_A_BROWSER)
    try:
        own = connection.get("/v1/keys/current")
        body = {
            "name": "console",
            "scopes": own["scopes"],
            "expires_at": until.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        return str(connection.post("/v1/keys", body)["secret"])
    except Refused:
        return None
