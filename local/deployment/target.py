"""Which stack is meant, and where: its stage, name and region."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import boto3

from local.deployment.errors import CannotDeployError

# samconfig.toml calls the stage of those who choose none by a name of its own.
CONFIG_ENVIRONMENTS: Final = {"development": "default", "staging": "staging", "production": "production"}

# Rules are called `<stack>-<workflow id>` with 13 characters more, and EventBridge takes 64.
_LONGEST_RULE: Final = 64
_WORKFLOW_ID: Final = len("wf_") + 26
MAX_STACK_NAME: Final = _LONGEST_RULE - len("-") - _WORKFLOW_ID - 13
_STACK_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Target:
    """A stack of a stage in a region; it need not exist yet."""

    stage: str
    stack_name: str
    region: str

    @property
    def workflow_prefix(self) -> str:
        """How the names of machines and rules begin that the stack makes of workflows.

        Not the stack's name alone: `exeoflow` and `exeoflow-staging` may live in one account.
        """
        return f"{self.stack_name}-wf_"


def find_target(
    config: Path, stage: str, environment: Mapping[str, str], *, region: str | None, stack_name: str | None
) -> Target:
    """Return the stack that is meant: as given, by the environment, by samconfig.toml, by the AWS profile.

    Raises `CannotDeployError` where there is no region, and for a name that AWS would refuse later.
    """
    name = stack_name or _settings(config, stage)["stack_name"]
    _require_name(name)
    chosen = region or known_region(config, stage, environment)
    if not chosen:
        raise CannotDeployError(
            "No region is set: name one by REGION=... or AWS_REGION, or run make deploy-guided."
        )
    return Target(stage, name, chosen)


def known_region(config: Path, stage: str, environment: Mapping[str, str]) -> str | None:
    """Return the region that is meant where nobody names one."""
    return (
        environment.get("AWS_REGION")
        or environment.get("AWS_DEFAULT_REGION")
        or _settings(config, stage).get("region")
        or boto3.Session().region_name
    )


def save_region(config: Path, stage: str, region: str) -> None:
    """Write the region of a stage into samconfig.toml, where the next deployment finds it."""
    head = f"[{CONFIG_ENVIRONMENTS[stage]}.deploy.parameters]\n"
    before, found, after = config.read_text().partition(head)
    own, separator, others = after.partition("\n[")
    kept = re.sub(r"^region = .*\n", "", own, flags=re.MULTILINE)
    config.write_text(f'{before}{found}region = "{region}"\n{kept}{separator}{others}')


def _settings(config: Path, stage: str) -> dict[str, Any]:
    tables = tomllib.loads(config.read_text())[CONFIG_ENVIRONMENTS[stage]]
    return {**tables["global"]["parameters"], **tables["deploy"]["parameters"]}


def saved_parameters(config: Path, stage: str) -> list[str]:
    """Return the parameters of the template that samconfig.toml gives a stage, each `Name=value`."""
    given: str = _settings(config, stage).get("parameter_overrides", "")
    return given.split()


def _require_name(name: str) -> None:
    if not _STACK_NAME.fullmatch(name):
        raise CannotDeployError(f"{name} is no name of a stack: letters, digits and hyphens, a letter first.")
    if len(name) > MAX_STACK_NAME:
        raise CannotDeployError(
            f"The stack's name {name} has {len(name)} characters; {MAX_STACK_NAME} leave room for rules."
        )
