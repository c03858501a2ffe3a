"""Commands about credentials: their values come from a prompt, a pipe or files, never from the line itself.

Arguments of a program can be read by everybody on its machine, and stay in the history of the shell.
"""

import getpass
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from exeoflow.command.connection import connect
from exeoflow.command.json_text import why_unreadable
from exeoflow.command.terminal import Output, lists, say, show
from exeoflow.command.words import titled, words
from exeoflow.model.credential import CredentialKind, is_credential_id
from exeoflow.remote.connection import Connection, segment
from exeoflow.remote.trouble import FAILED, Trouble

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_COLUMNS: Final = {
    "credentials_name": "name",
    "credentials_id": "id",
    "credentials_type": "type",
    "credentials_fields": "fields",
    "credentials_hosts": "allowed_hosts",
    "credentials_changed": "updated_at",
}
_OPEN: Final = frozenset(
    {
        "access_key_id",
        "audience",
        "client_authentication",
        "client_id",
        "name",
        "region",
        "scope",
        "service",
        "token_url",
        "username",
    }
)
"""What may be seen while it is typed; all else is hidden."""


def list_credentials(output: Output, *, profile: str | None) -> None:
    """List what is known of the credentials; nobody can read their values."""
    found = _all(connect(profile))
    lists({"credentials": found}, "credentials", output, titled(_COLUMNS))


def set_credential(  # noqa: PLR0913  what it is, and where its values come from
    name: str,
    kind: str,
    hosts: Sequence[str],
    files: Sequence[str],
    output: Output,
    *,
    profile: str | None,
) -> None:
    """Keep a new credential."""
    if kind not in list(CredentialKind):
        raise Trouble(words("credentials_type_unknown", kind=kind, known=", ".join(CredentialKind)))
    connection = connect(profile)
    if any(each["name"] == name for each in _all(connection)):
        raise Trouble(words("credentials_there", name=name))
    body = {"name": name, "type": kind, "values": _values(kind, files), "allowed_hosts": list(hosts)}
    made = connection.post("/v1/credentials", body)
    if output == "table":
        say(made["id"])
    else:
        show(made, output)


def rotate_credential(said: str, files: Sequence[str], *, profile: str | None) -> None:
    """Replace all values of a credential; the next request of any run uses the new ones."""
    connection = connect(profile)
    path = _path(connection, said)
    found = connection.call("GET", path)
    body = {"values": _values(found.data["type"], files)}
    condition = {"if-match": found.etag} if found.etag else {}
    changed = connection.call("PUT", path, body, headers=condition).data
    say(words("credentials_rotated", name=changed["name"], id=changed["id"]))


def try_credential(said: str, url: str, output: Output, *, profile: str | None) -> int:
    """Send one GET with a credential; return the exit status, which is 1 where it was not accepted."""
    connection = connect(profile)
    tried = connection.post(f"{_path(connection, said)}/test", {"url": url})
    if output != "table":
        show(tried, output)
    elif tried["accepted"]:
        say(words("credentials_accepted", status=tried["status"]))
    else:
        say(words("credentials_refused", error=tried["error"], message=tried["message"] or ""))
    return 0 if tried["accepted"] else FAILED


def remove_credential(said: str, *, force: bool, profile: str | None) -> None:
    """Delete a credential; with `force` also one that workflows name."""
    connection = connect(profile)
    query = {"force": "true"} if force else None
    connection.call("DELETE", _path(connection, said), query=query)
    say(words("credentials_removed", name=said))


def _all(connection: Connection) -> list[Any]:
    return list(connection.all("/v1/credentials", "credentials"))


def _path(connection: Connection, said: str) -> str:
    """Return where the credential is that is meant: by its id, or by its whole name."""
    if is_credential_id(said):
        return f"/v1/credentials/{segment(said)}"
    found = [each["id"] for each in _all(connection) if each["name"] == said]
    if len(found) != 1:
        raise Trouble(words("credentials_several" if found else "credentials_unknown", name=said))
    return f"/v1/credentials/{found[0]}"


def _values(kind: str, files: Sequence[str]) -> dict[str, Any]:
    """Return the values: from files, else from whoever types, else from what is piped in."""
    fields = _fields(kind)
    if files:
        return dict(_from_file(each, fields) for each in files)
    return _typed(fields) if sys.stdin.isatty() else _piped(sys.stdin.read(), fields)


def _fields(kind: str) -> Mapping[str, "FieldInfo"]:
    # Not at the top: pydantic is heavy, and only who gives values needs it.
    from exeoflow.api.credentials.values import VALUES

    return VALUES[CredentialKind(kind)].model_fields


def _from_file(said: str, fields: Mapping[str, "FieldInfo"]) -> tuple[str, str]:
    name, separator, path = said.partition("=")
    if not separator or name not in fields:
        raise Trouble(words("credentials_field_unknown", said=said, known=", ".join(fields)))
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(words("file_unreadable", path=path, reason=why_unreadable(error))) from error
    return name, text if "\n" in text.strip() else text.strip()


def _typed(fields: Mapping[str, "FieldInfo"]) -> dict[str, Any]:
    """Ask for each field; what may be left out is left out by an empty answer."""
    if any(_is_structured(field) for field in fields.values()):
        raise Trouble(words("credentials_pipe", fields=", ".join(fields)))
    given = {}
    for name, field in fields.items():
        prompt = f"{name}: " if field.is_required() else f"{name} ({words('credentials_optional')}): "
        typed = input(prompt) if name in _OPEN else getpass.getpass(prompt)
        if typed or field.is_required():
            given[name] = typed
    return given


def _is_structured(field: "FieldInfo") -> bool:
    return "dict" in str(field.annotation)


def _piped(text: str, fields: Mapping[str, "FieldInfo"]) -> dict[str, Any]:
    """Read a JSON object of all values; of a type with one value also that value alone."""
    if len(fields) == 1 and not text.lstrip().startswith("{"):
        return {next(iter(fields)): text.strip()}
    try:
        values = json.loads(text)
    except ValueError:  # which would repeat the text: a secret
        values = None
    if not isinstance(values, dict):
        raise Trouble(words("credentials_pipe", fields=", ".join(fields)))
    return values
