"""The arguments of the command."""

import argparse
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from exeoflow.model import moment
from exeoflow.model.api_key import RATE_CLASSES, Scope
from exeoflow.model.names import MAX_NAME, can_be_seen

# A workspace's name is part of keys in the tables, where '#' separates the parts.
WORKSPACE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_DAYS: Final = re.compile(r"([1-9][0-9]{0,4})d")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    command = argparse.ArgumentParser(
        prog="python -m exeoflow.keys", description="Make, list, move and revoke API keys."
    )
    command.add_argument("--table", help="table of the keys (default: API_KEYS_TABLE)")
    command.add_argument("--endpoint-url", help="address of DynamoDB (default: AWS_ENDPOINT_URL, or AWS)")
    command.add_argument("--local", action="store_true", help="the local server (`make run`) instead of AWS")
    command.add_argument(
        "--data", type=Path, default=Path(".exeoflow"), help="with --local: its folder (default: .exeoflow)"
    )
    actions = command.add_subparsers(dest="action", required=True)
    _add_create(actions.add_parser("create", help="make a key and show it, this once"))
    _add_workspace(actions.add_parser("list", help="show the keys of a workspace"))
    _add_workspace(actions.add_parser("export", help="print a line per valid key, without its secret"))
    actions.add_parser("import", help="store the keys whose lines come on standard input")
    revoke = actions.add_parser("revoke", help="make a key invalid for ever")
    _add_workspace(revoke)
    revoke.add_argument("id", help="id of the key, as `list` shows it")
    return command


def _add_create(create: argparse.ArgumentParser) -> None:
    _add_workspace(create)
    create.add_argument("--name", type=_name, required=True, help="what the key is for")
    create.add_argument(
        "--scopes",
        type=_scopes,
        default=frozenset(Scope),
        help=f"permissions, separated by commas (default: all): {', '.join(Scope)}",
    )
    create.add_argument(
        "--rate",
        type=_rate,
        default=RATE_CLASSES["standard"],
        help="requests per minute: standard (100), premium (1000) or any number",
    )
    create.add_argument(
        "--expires", type=_expiry, help="a time (2030-01-31T00:00:00Z) or days from now (90d)"
    )


def _add_workspace(action: argparse.ArgumentParser) -> None:
    action.add_argument("--workspace", type=_workspace, default="default", help="whose key it is")


def _workspace(text: str) -> str:
    if not WORKSPACE.fullmatch(text):
        raise argparse.ArgumentTypeError("use up to 63 lower-case letters, digits and hyphens")
    return text


def _name(text: str) -> str:
    if len(text) > MAX_NAME or not can_be_seen(text):
        raise argparse.ArgumentTypeError(f"use 1 to {MAX_NAME} characters that can be seen")
    return text


def _scopes(text: str) -> frozenset[Scope]:
    try:
        return frozenset(Scope(scope.strip()) for scope in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; choose from {', '.join(Scope)}") from error


def _rate(text: str) -> int:
    rate = RATE_CLASSES.get(text) or (int(text) if text.isascii() and text.isdigit() else 0)
    if rate < 1:
        raise argparse.ArgumentTypeError("use standard, premium or a number above 0")
    return rate


def _expiry(text: str) -> datetime | timedelta:
    if days := _DAYS.fullmatch(text):
        return timedelta(days=int(days[1]))
    try:
        return moment.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("use a time like 2030-01-31T00:00:00Z or days like 90d") from error
