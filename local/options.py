"""The command line of the local server."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DEMO_KEY: Final = "exo_local_demo_key"
_LARGEST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose; without a `data` folder nothing outlives the process.

    Without a `key` none is made; `url` is how others reach the API, None: by its port on this machine.
    """

    port: int
    aws_port: int | None
    data: Path | None
    key: str | None
    allowed_hosts: str
    log_level: str
    is_on_moto: bool
    host: str
    url: str | None
    base_path: str
    has_aws_limits: bool


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Return the options of the command line; exit with a usage line when they are wrong."""
    given = _parser().parse_args(arguments)
    return Options(
        port=given.port,
        aws_port=given.aws_port,
        data=None if given.memory else given.data,
        key=None if given.no_key else given.key,
        allowed_hosts=given.allow_hosts,
        log_level=given.log_level,
        is_on_moto=given.moto,
        host=given.host,
        url=given.url,
        base_path=given.base_path or "",
        has_aws_limits=given.aws_limits,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local", description="Run exeoflow on this machine.")
    for add in (_add_ports, _add_state, _add_keys, _add_addresses, _add_behaviour):
        add(parser)
    return parser


def _add_ports(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("PORT") or "3000",
        help="port of the API (default: the variable PORT, else 3000; 0 takes a free one)",
    )
    parser.add_argument(
        "--aws-port", type=_port, help="port of the AWS endpoint (default: the next one, or any that is free)"
    )


def _add_state(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=Path(".exeoflow"), help="folder of the state (default: .exeoflow)"
    )
    parser.add_argument("--memory", action="store_true", help="keep the state in memory only")
    parser.add_argument(
        "--moto",
        action="store_true",
        help="run on moto (DynamoDB, Step Functions, EventBridge) instead of the embedded stores and engine",
    )


def _add_keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", type=_key, default=DEMO_KEY, help=f"API key to make (default: {DEMO_KEY})")
    parser.add_argument("--no-key", action="store_true", help="make no key: keys are made by exeoflow.keys")


def _add_addresses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument(
        "--url", type=_url, help="how others reach the API, in the addresses of approvals (default: its port)"
    )
    parser.add_argument(
        "--base-path",
        type=_base_path,
        metavar="PATH",
        help="serve /v1 also under this path, such as /api/v1",
    )
    parser.add_argument(
        "--allow-hosts",
        default="",
        metavar="HOSTS",
        help="private hosts that workflows and notifications may reach: 127.0.0.1 or several, with commas",
    )


def _add_behaviour(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--aws-limits",
        action="store_true",
        help="hand on no more than Step Functions does, 256 KiB, instead of 64 MiB",
    )
    parser.add_argument(
        "--log-level",
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        default="ERROR",
        help="what the functions log as JSON, beside the server's own lines (default: ERROR)",
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LARGEST_PORT:
        message = f"{text!r} is no port"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _key(text: str) -> str:
    if not text or not text.isascii() or any(character.isspace() for character in text):
        message = "a key has no spaces and only ASCII characters"
        raise argparse.ArgumentTypeError(message)
    return text


def _url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        message = f"{text!r} is no address: it begins with http:// or https://"
        raise argparse.ArgumentTypeError(message)
    return text.rstrip("/")


def _base_path(text: str) -> str:
    if not text.startswith("/") or text.rstrip("/") == "":
        message = f"{text!r} is no path: it begins with / and names something"
        raise argparse.ArgumentTypeError(message)
    return text.rstrip("/")
