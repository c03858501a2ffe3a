"""`python -m local put-event FILE...`: puts event files on a bus of the running local server."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local.place import REGION

if TYPE_CHECKING:
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

_ENDPOINT: Final = "http://127.0.0.1:3001"


class UnusableEventError(Exception):
    """A file holds no event; the message is one line that says why."""


def main(arguments: Sequence[str]) -> int:
    """Put the events and return the exit status."""
    options = _parser().parse_args(arguments)
    client = boto3.client(
        "events",
        endpoint_url=options.endpoint_url,
        region_name=REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106  no secret: the local server takes any
    )
    try:
        entries = [_entry(path, options.bus) for path in options.files]
        answer = client.put_events(Entries=entries)
    except (UnusableEventError, BotoCoreError, ClientError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for path, entry in zip(options.files, answer["Entries"], strict=True):
        sys.stdout.write(f"{path}: {entry.get('EventId') or entry.get('ErrorMessage')}\n")
    return 1 if answer["FailedEntryCount"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local put-event", description="Put events on a bus of the running local server."
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="an event as EventBridge delivers it"
    )
    parser.add_argument("--bus", default="default", help="name of the event bus (default: default)")
    parser.add_argument(
        "--endpoint-url",
        default=os.environ.get("AWS_ENDPOINT_URL") or _ENDPOINT,
        help=f"AWS endpoint of the server, which it tells when it starts (default: {_ENDPOINT})",
    )
    return parser


def _entry(path: Path, bus: str) -> "PutEventsRequestEntryTypeDef":
    try:
        event: Any = json.loads(path.read_text(encoding="utf-8"))
        return {
            "Source": event["source"],
            "DetailType": event["detail-type"],
            "Detail": json.dumps(event["detail"]),
            "Resources": event.get("resources", []),
            "EventBusName": bus,
        }
    except OSError as error:
        raise UnusableEventError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableEventError(f"{path} is no event of EventBridge: {error!r}") from error
