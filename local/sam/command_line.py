"""The command line of the stack in containers."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local.options import DEMO_KEY

_SAM: Final = Path(".venv-sam/bin/sam")


@dataclass(frozen=True, slots=True)
class SamOptions:
    """What a person may choose; with a `command`, the stack lives only as long as it runs."""

    sam: Path
    port: int
    key: str
    allowed_hosts: str
    log_level: str
    command: tuple[str, ...]


def read_command_line(arguments: Sequence[str] | None = None) -> SamOptions:
    """Return the options given on the command line, or end the process with a usage line."""
    given = _parser().parse_args(arguments)
    return SamOptions(
        given.sam.absolute(), given.port, given.key, given.allow_hosts, given.log_level, tuple(given.command)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m local.sam", description="Run exeoflow in Lambda containers.")
    parser.add_argument("--sam", type=Path, default=_SAM, help=f"the sam command (default: {_SAM})")
    parser.add_argument("--port", type=int, default=3000, help="port of the API, 0 for any (default: 3000)")
    parser.add_argument("--key", default=DEMO_KEY, help=f"API key to make (default: {DEMO_KEY})")
    parser.add_argument(
        "--allow-hosts",
        default="",
        metavar="HOSTS",
        help="private hosts that http_request may call, separated by commas, such as host.docker.internal",
    )
    parser.add_argument("--log-level", choices=("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")
    parser.add_argument("command", nargs="*", help="run this, then stop: -- COMMAND ...")
    return parser
