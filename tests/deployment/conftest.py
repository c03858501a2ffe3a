"""The stack as CloudFormation sees it: the template expanded by SAM and deployed into moto."""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.aws.services import local_aws
from local.place import ACCOUNT_ID, REGION
from local.template.document import read_document
from tests.deployment.deployed_stack import DeployedStack

ROOT = Path(__file__).parents[2]
_UNKNOWN_TO_MOTO = {
    "ScheduleGroup": f"arn:aws:scheduler:{REGION}:{ACCOUNT_ID}:schedule-group/exeoflow-triggers",
}
SAM_PYTHON = ROOT / ".venv-sam/bin/python"


@pytest.fixture(scope="session")
def template() -> dict[str, Any]:
    return read_document(ROOT / "template.yaml")


@pytest.fixture(scope="session")
def translated(template: dict[str, Any]) -> dict[str, Any]:
    if not SAM_PYTHON.exists():
        pytest.fail(
            "The SAM CLI is missing: run `make .venv-sam/sam.stamp` (`make test` does).", pytrace=False
        )
    answer = subprocess.run(
        [SAM_PYTHON, Path(__file__).with_name("translate.py")],
        input=json.dumps(template),
        env={"AWS_DEFAULT_REGION": REGION},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    document: dict[str, Any] = json.loads(answer.stdout)
    return document


@pytest.fixture(scope="module", params=["development", "production"])
def deployed(translated: dict[str, Any], request: pytest.FixtureRequest) -> Iterator[DeployedStack]:
    stage: str = request.param
    with local_aws():
        _upload_code()
        boto3.client("cloudformation").create_stack(
            StackName="exeoflow",
            TemplateBody=json.dumps(_for_moto(translated)),
            Parameters=[{"ParameterKey": "Stage", "ParameterValue": stage}],
            Capabilities=["CAPABILITY_IAM"],
        )
        yield DeployedStack("exeoflow", stage)


def _for_moto(value: Any) -> Any:
    """Replace the attributes of resources that moto's CloudFormation does not make by what they would be."""
    match value:
        case {"Fn::GetAtt": [str(name), str(attribute)]} if name in _UNKNOWN_TO_MOTO:
            assert attribute == "Arn"
            return _UNKNOWN_TO_MOTO[name]
        case dict():
            return {key: _for_moto(member) for key, member in value.items()}
        case list():
            return [_for_moto(member) for member in value]
    return value


def _upload_code() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as code:
        code.writestr("app.py", "")
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="artifacts", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3.put_object(Bucket="artifacts", Key="code.zip", Body=archive.getvalue())
