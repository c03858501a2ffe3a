"""Commands about API keys of the workspace: list, create, revoke."""

from typing import Final

from exeoflow.command.connection import connect
from exeoflow.command.terminal import Output, lists, say, show
from exeoflow.command.words import titled, words
from exeoflow.remote.connection import segment

_COLUMNS: Final = {
    "keys_id": "id",
    "keys_name": "name",
    "keys_scopes": "scopes",
    "keys_limit": "limit",
    "keys_expires": "expires_at",
    "keys_revoked": "revoked_at",
}


def list_keys(output: Output, *, profile: str | None) -> None:
    """List the keys of the workspace."""
    lists({"keys": list(connect(profile).all("/v1/keys", "keys"))}, "keys", output, titled(_COLUMNS))


def create_key(
    name: str, scopes: list[str], expires_at: str | None, output: Output, *, profile: str | None
) -> None:
    """Make a key and print its secret, this once."""
    connection = connect(profile)
    wanted = scopes or connection.get("/v1/keys/current")["scopes"]
    body = {"name": name, "scopes": wanted, **({"expires_at": expires_at} if expires_at else {})}
    made = connection.post("/v1/keys", body)
    if output == "table":
        say(made["secret"])
    else:
        show(made, output)


def revoke_key(key_id: str, *, profile: str | None) -> None:
    """Make a key invalid for ever."""
    connect(profile).call("DELETE", f"/v1/keys/{segment(key_id)}")
    say(words("key_revoked", id=key_id))
