"""Build and deploy: without questions, or with those that only a person can answer."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from local.deployment.account import check_concurrency, concurrency_limit, require_account
from local.deployment.errors import CannotDeployError
from local.deployment.sam import Sam
from local.deployment.stack import describe
from local.deployment.target import CONFIG_ENVIRONMENTS, Target, save_region, saved_parameters

Say = Callable[[str], None]
_EMPTY: Final = '""'
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be deployed otherwise than before: an address for alarms, and parameters of the template."""

    email: str | None = None
    parameters: tuple[str, ...] = ()

    def overrides(self, saved: Sequence[str]) -> list[str]:
        """Return the parameters to hand over, each `Name=value`; others keep their value in the stack.

        sam knows an empty value by its quotes only.
        """
        email = [] if self.email is None else [f"AlarmEmail={self.email}"]
        named = dict(each.split("=", 1) for each in (*saved, *email, *self.parameters))
        return [f"{name}={value or _EMPTY}" for name, value in named.items()]


def deploy(target: Target, wishes: Wishes, sam: Sam, config: Path, say: Say) -> None:
    """Build and deploy the stack without a question; nothing happens where nothing has changed."""
    account = require_account(target)
    overrides = wishes.overrides(saved_parameters(config, target.stage))
    note = check_concurrency(concurrency_limit(target), _reserved(overrides))
    say(f"Deploying {target.stack_name} to account {account} in {target.region}.")
    if note is not None:
        say(note)
    sam.build(_architecture(overrides))
    sam.run(
        "deploy",
        *("--config-env", CONFIG_ENVIRONMENTS[target.stage]),
        *("--stack-name", target.stack_name, "--region", target.region),
        *("--no-confirm-changeset", "--no-fail-on-empty-changeset"),
        *("--parameter-overrides", *overrides),
    )
    _tell_outputs(target, say)


def ask_region(known: str | None, ask: Ask) -> str | None:
    """Ask for the region; the known one is that of who answers nothing."""
    return ask(f"Region [{known or 'such as eu-central-1'}]: ").strip() or known


def ask_first(target: Target, wishes: Wishes, config: Path, ask: Ask) -> Wishes:
    """Ask for an address, and whether to go on; the region is saved for the next time."""
    account = require_account(target)
    email = ask("E-mail address for alarms (empty: as it is): ").strip() or wishes.email
    question = f"Deploy {target.stack_name} to account {account} in {target.region}? [Y/n]: "
    if ask(question).strip().lower() not in {"", "y", "yes"}:
        raise CannotDeployError("Nothing was deployed.")
    save_region(config, target.stage, target.region)
    return replace(wishes, email=email)


def _reserved(overrides: Sequence[str]) -> int:
    reserved = [each.partition("=")[2] for each in overrides if each.startswith("ReservedConcurrency=")]
    if not all(each.isascii() and each.isdigit() for each in reserved):
        raise CannotDeployError(f"ReservedConcurrency={reserved[0]} is no number; 0 reserves nothing.")
    return int(reserved[0]) if reserved else 0


def _architecture(overrides: Sequence[str]) -> str:
    chosen = [each.partition("=")[2] for each in overrides if each.startswith("Architecture=")]
    return chosen[0] if chosen else os.environ.get("ARCHITECTURE", "arm64")


def _tell_outputs(target: Target, say: Say) -> None:
    stack = describe(target)
    found = {each["OutputKey"]: each["OutputValue"] for each in (stack or {}).get("Outputs", [])}
    if "ApiUrl" in found:
        say(f"The API is at {found['ApiUrl']}.")
    if "CreateKeyCommand" in found:
        say(f"Make the first key in this folder:\n  {found['CreateKeyCommand']}")
