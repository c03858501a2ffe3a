"""The command: arguments in, lines out, exit status 1 and one line when it cannot be done."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from exeoflow.bootstrap import Application
from exeoflow.errors import ExeoflowError
from exeoflow.keys.arguments import parser
from exeoflow.keys.moving import UnreadableKey, exported, imported, read_keys
from exeoflow.keys.secret import new_secret
from exeoflow.model import moment
from exeoflow.model.api_key import ApiKey, digest_of

# How the tables of a local server on moto are reached.
_ON_MOTO: Final[Mapping[str, str]] = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "API_KEYS_TABLE": "exeoflow-ApiKeysTable",
}


class CannotDo(Exception):
    """The command cannot be carried out; the text says why, for a person."""


def main(arguments: Sequence[str]) -> int:
    """Carry out the command and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        with _application(options) as application:
            for line in _lines(application, options):
                sys.stdout.write(f"{line}\n")
    except CannotDo as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except (BotoCoreError, ClientError, ExeoflowError) as error:
        reason = str(error) or str(error.__cause__)
        sys.stderr.write(f"The table of keys cannot be reached: {reason}\n")
        return 1
    return 0


@contextmanager
def _application(options: argparse.Namespace) -> Iterator[Application]:
    if not options.local:
        with _environment(options, {}) as application:
            yield application
        return
    # A checkout has it, a deployment has not.
    from local.state.running import server_of  # noqa: PLC0415

    server = server_of(options.data)
    if options.endpoint_url or (server is not None and server.is_on_moto):
        endpoint = {} if server is None else {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.aws_port}"}
        with _environment(options, {**_ON_MOTO, **endpoint}) as application:
            yield application
        return
    with _over_kept_state(options) as application:
        yield application


@contextmanager
def _over_kept_state(options: argparse.Namespace) -> Iterator[Application]:
    """Work on the file of an embedded server, whether it runs or not."""
    from local.keys import kept_keys  # noqa: PLC0415 - as above
    from local.state.database import ForeignStateError  # noqa: PLC0415 - as above

    try:
        with kept_keys(options.data) as keys:
            application = Application({})
            vars(application)["keys"] = keys
            yield application
    except FileNotFoundError as error:
        raise CannotDo(
            f"There is no local server's state in {options.data}: start one, or name its folder by --data."
        ) from error
    except ForeignStateError as error:
        raise CannotDo(f"The state in {options.data} cannot be read: {error}.") from error


@contextmanager
def _environment(options: argparse.Namespace, usual: Mapping[str, str]) -> Iterator[Application]:
    added = {name: value for name, value in usual.items() if name not in os.environ}
    if options.endpoint_url:
        added["AWS_ENDPOINT_URL"] = options.endpoint_url
    if options.table:
        added["API_KEYS_TABLE"] = options.table
    before = {name: os.environ.get(name) for name in added}
    os.environ.update(added)
    try:
        if "API_KEYS_TABLE" not in os.environ:
            raise CannotDo("Name the table of keys: --table, or the environment variable API_KEYS_TABLE.")
        yield Application(dict(os.environ))
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _lines(application: Application, options: argparse.Namespace) -> Iterator[str]:
    match options.action:
        case "create":
            yield from _create(application, options)
        case "list":
            yield from _list(application, options.workspace)
        case "export":
            keys = application.keys.of_workspace(options.workspace)
            yield from exported(keys, application.clock.now())
        case "import":
            yield from _import(application)
        case _:
            yield _revoke(application, options.workspace, options.id)


def _create(application: Application, options: argparse.Namespace) -> Iterator[str]:
    secret, now = new_secret(), application.clock.now()
    key = ApiKey(
        id=application.ids.new_id("key"),
        digest=digest_of(secret),
        name=options.name,
        workspace=options.workspace,
        scopes=options.scopes,
        limit=options.rate,
        created_at=now,
        expires_at=_expiry(options.expires, now),
    )
    application.keys.add(key)
    yield f"{secret}"
    yield f"id {key.id}, workspace {key.workspace}, {key.limit} requests per minute"
    yield "Keep the key now: only its hash is stored, and it is never shown again."


def _expiry(given: datetime | timedelta | None, now: datetime) -> datetime | None:
    expires_at = now + given if isinstance(given, timedelta) else given
    if expires_at is not None and expires_at <= now:
        raise CannotDo("The key would have expired already.")
    return expires_at


def _list(application: Application, workspace: str) -> Iterator[str]:
    for key in application.keys.of_workspace(workspace):
        state = "valid"
        if key.expires_at is not None:
            state = f"expires {moment.write(key.expires_at)}"
        if key.revoked_at is not None:
            state = f"revoked {moment.write(key.revoked_at)}"
        scopes = ",".join(sorted(key.scopes))
        yield f"{key.id}  {key.name}  {key.limit}/min  {scopes}  {state}"


def _import(application: Application) -> Iterator[str]:
    try:
        keys = read_keys(sys.stdin)
    except UnreadableKey as fault:
        raise CannotDo(f"{fault}. No key is stored.") from fault
    for key, is_new in imported(application.keys, keys):
        yield f"{key.id}  {key.workspace}  {key.name}  {'stored' if is_new else 'there already'}"


def _revoke(application: Application, workspace: str, key_id: str) -> str:
    if not application.keys.revoke(workspace, key_id, application.clock.now()):
        raise CannotDo(f"The workspace {workspace} has no key {key_id}.")
    return f"{key_id} is revoked."
