"""The command that makes the first key works as it is printed."""

import os
import re
import shlex
import subprocess
import sys

import boto3
import pytest

from exeoflow.adapters.dynamodb.key_store import DynamoKeyStore
from exeoflow.adapters.system import SystemClock
from local.aws.door import AwsDoor
from local.aws.signed import SignedAtHome
from local.place import ACCOUNT_ID, REGION, TEMPLATE
from local.server import bind, port_of, served_beside
from local.template import read_stack
from local.template.document import read_document
from local.template.resolver import Deployment, Resolver
from tests.unit.deployment.conftest import ROOT, TARGET


@pytest.mark.usefixtures("aws")
def test_the_command_in_the_outputs_makes_a_key() -> None:
    place = Deployment(TARGET.stack_name, REGION, ACCOUNT_ID)
    table = read_stack(TEMPLATE, place, {}).tables["ApiKeysTable"]
    client = boto3.client("dynamodb")
    client.create_table(**table.declaration)
    command = Resolver(read_document(TEMPLATE), place, {}).resolve(
        read_document(TEMPLATE)["Outputs"]["CreateKeyCommand"]["Value"]
    )

    door = AwsDoor()
    with bind(0, "--port") as listener, served_beside(SignedAtHome(door), listener):
        printed = subprocess.run(
            ["/bin/sh", "-c", command.replace(".venv/bin/python", shlex.quote(sys.executable))],
            cwd=ROOT,
            env={**without_region(), "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port_of(listener)}"},
            capture_output=True,
            text=True,
            check=False,
        )
    door.close()

    assert ".venv/bin/python -m exeoflow.keys" in command
    assert printed.returncode == 0, printed.stderr
    assert re.search(r"exo_live_\w+", printed.stdout)
    [key] = DynamoKeyStore(client, table.name, SystemClock()).of_workspace("default")
    assert key.name == "first"


def without_region() -> dict[str, str]:
    """The environment of somebody with credentials, whose region was only told to `make deploy`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**kept, "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
