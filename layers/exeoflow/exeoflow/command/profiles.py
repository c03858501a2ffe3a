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
from exeoflow.remote.connection import Connection, Server
from exeoflow.remote.trouble import Refused, Trouble

_HOURS_OF_A_BROWSER: Final = 12


def login(url: str, name: str, key: str | None) -> None:
    """Ask for a key, try it, and keep it under a name."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise Trouble("Say the whole address, as in https://abc.execute-api.eu-central-1.amazonaws.com.")
    secret = key or (getpass.getpass("API key: ") if sys.stdin.isatty() else sys.stdin.readline().strip())
    server = Server(url.rstrip("/"), secret)
    found = Connection(server, users_language()).get("/v1/keys/current")
    profiles = read_profiles()
    profiles["profiles"][name] = {"url": server.url, "key": server.key}
    profiles["default"] = name
    write_profiles(profiles)
    say(f"{server.url} as {found['name']}, kept as profile {name}.")


def show_profiles(chosen: str | None) -> None:
    """List the profiles, or make one the usual one."""
    profiles = read_profiles()
    if chosen is not None:
        if chosen not in profiles["profiles"]:
            raise Trouble(f"There is no profile {chosen!r}: `exeoflow login URL --name {chosen}` makes it.")
        write_profiles({**profiles, "default": chosen})
    usual = chosen or profiles.get("default")
    rows = ([name, kept["url"], "*" if name == usual else ""] for name, kept in profiles["profiles"].items())
    table(["Profile", "Server", "Usual"], rows)


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
