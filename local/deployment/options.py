"""The command line of the commands about a deployed stack."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from local.deployment.target import CONFIG_ENVIRONMENTS

ACTIONS: Final = ("deploy", "destroy", "republish", "redrive")
_PARAMETER: Final = re.compile(r"[A-Za-z0-9]+=\S*")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for."""

    action: str
    stage: str
    region: str | None
    stack_name: str | None
    email: str | None
    parameters: tuple[str, ...]
    is_guided: bool
    is_confirmed: bool
    after: str | None


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Return the options given on the command line, or end the process with a usage line."""
    given = _parser().parse_args(arguments)
    return Options(
        action=given.action,
        stage=given.stage,
        region=given.region,
        stack_name=given.stack_name,
        email=given.email,
        parameters=tuple(given.parameter),
        is_guided=given.guided,
        is_confirmed=given.yes,
        after=given.after,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m local.deployment", description=__doc__)
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("stage", choices=tuple(CONFIG_ENVIRONMENTS))
    parser.add_argument("--region", help="default: AWS_REGION, samconfig.toml, or that of the AWS profile")
    parser.add_argument("--stack-name", help="default: the stage's in samconfig.toml")
    parser.add_argument("--email", help="deploy: address that is told about alarms")
    parser.add_argument(
        "--parameter",
        action="append",
        default=[],
        type=_parameter,
        metavar="NAME=VALUE",
        help="deploy: a parameter of template.yaml; one that is left out keeps its value",
    )
    parser.add_argument("--guided", action="store_true", help="deploy: ask for region and address first")
    parser.add_argument("--yes", action="store_true", help="destroy: do not ask")
    parser.add_argument("--after", metavar="ID", help="republish: go on after this workflow")
    return parser


def _parameter(text: str) -> str:
    if not _PARAMETER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE without spaces")
    return text
