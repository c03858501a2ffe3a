"""`python -m local.sam.deployment deploy|destroy STAGE`: a stack in the AWS account of whoever calls it.

What a stage is called, and how it is deployed, stands in samconfig.toml; the first time `sam deploy --guided`
asks for the rest and writes it there.
"""

import argparse
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import boto3
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError

from local.sam.build import build_environment
from local.sam.errors import UnusableMachineError
from local.sam.python import runtime_python

_ROOT: Final = Path(__file__).resolve().parents[2]
_SAM: Final = _ROOT / ".venv-sam/bin/sam"
# samconfig.toml calls the stage of those who choose none by a name of its own.
_ENVIRONMENTS: Final = {"development": "default", "staging": "staging", "production": "production"}

Settings = dict[str, Any]


def main() -> int:
    """Do what the command line says; return the exit status."""
    parser = argparse.ArgumentParser("python -m local.sam.deployment")
    parser.add_argument("action", choices=("deploy", "destroy"))
    parser.add_argument("stage", choices=tuple(_ENVIRONMENTS))
    given = parser.parse_args()
    try:
        settings = read_settings(_ROOT / "samconfig.toml", given.stage)
        if given.action == "deploy":
            _deploy(given.stage, settings)
        else:
            _destroy(settings)
    except UnusableMachineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def read_settings(path: Path, stage: str) -> Settings:
    """Return what samconfig.toml says of a stage: `stack_name`, and what a guided deployment has saved."""
    tables = tomllib.loads(path.read_text())[_ENVIRONMENTS[stage]]
    return {**tables["global"]["parameters"], **tables["deploy"]["parameters"]}


def is_first_time(settings: Settings) -> bool:
    """Tell whether no guided deployment of the stage has saved its answers: it asks for the region first."""
    return "region" not in settings


def _deploy(stage: str, settings: Settings) -> None:
    _require_account(settings)
    environment = build_environment(os.environ, runtime_python(), os.environ.get("ARCHITECTURE", "arm64"))
    guided = ["--guided"] if is_first_time(settings) else []
    _sam(["build"], environment)
    _sam(
        ["deploy", "--config-env", _ENVIRONMENTS[stage], "--no-fail-on-empty-changeset", *guided], environment
    )
    _say("Make the first key with the command in the output CreateKeyCommand.")


def _destroy(settings: Settings) -> None:
    _require_account(settings)
    if is_first_time(settings):
        raise UnusableMachineError(f"samconfig.toml knows no deployed stack {settings['stack_name']}.")
    _sam(["delete", "--stack-name", settings["stack_name"], "--region", settings["region"]], dict(os.environ))
    machines = list(_state_machines(settings))
    client = boto3.client("stepfunctions", region_name=settings["region"])
    for arn in machines:
        client.delete_state_machine(stateMachineArn=arn)
    _say(f"Deleted {len(machines)} state machines. The tables of the stack remain, and their data in them.")


def _state_machines(settings: Settings) -> Iterator[str]:
    """Yield the machines that the stack has made of workflows: CloudFormation knows nothing of them."""
    client = boto3.client("stepfunctions", region_name=settings["region"])
    for page in client.get_paginator("list_state_machines").paginate():
        for machine in page["stateMachines"]:
            if machine["name"].startswith(f"{settings['stack_name']}-wf_"):
                yield machine["stateMachineArn"]


def _require_account(settings: Settings) -> None:
    try:
        boto3.client("sts", region_name=settings.get("region")).get_caller_identity()
    except NoRegionError as error:
        raise UnusableMachineError("No AWS region is set: set AWS_DEFAULT_REGION and try again.") from error
    except (BotoCoreError, ClientError) as error:
        raise UnusableMachineError(
            f"AWS accepts no credentials of this machine ({error}): run aws configure or set AWS_PROFILE."
        ) from error


def _sam(arguments: list[str], environment: dict[str, str]) -> None:
    """Run sam in the terminal, for it asks and shows what it does."""
    status = subprocess.run([str(_SAM), *arguments], cwd=_ROOT, env=environment, check=False).returncode
    if status != 0:
        raise UnusableMachineError(f"sam {arguments[0]} failed; what it said stands above.")


def _say(line: str) -> None:
    print(line)  # noqa: T201  the command talks to the person who started it


if __name__ == "__main__":
    sys.exit(main())
