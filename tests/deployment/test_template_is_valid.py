import os
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.aws.services import local_aws
from local.place import ACCOUNT_ID, REGION
from local.template.document import read_document
from local.template.resolver import Deployment, Resolver

ROOT = Path(__file__).parents[2]
ALARMS = [
    name
    for name, resource in read_document(ROOT / "template.yaml")["Resources"].items()
    if resource["Type"] == "AWS::CloudWatch::Alarm"
]


def test_functions_have_both_layers_and_run_on_arm_unless_told_otherwise(translated: dict[str, Any]) -> None:
    functions = [
        resource["Properties"]
        for resource in translated["Resources"].values()
        if resource["Type"] == "AWS::Lambda::Function"
    ]

    assert [function["Architectures"] for function in functions] == [[{"Ref": "Architecture"}]] * len(
        functions
    )
    assert translated["Parameters"]["Architecture"]["Default"] == "arm64"


def test_the_domain_leads_to_the_stage_that_sam_makes(translated: dict[str, Any]) -> None:
    mapping = translated["Resources"]["ApiDomainMapping"]["Properties"]

    stage = translated["Resources"][mapping["Stage"]["Ref"]]

    assert stage["Type"] == "AWS::ApiGatewayV2::Stage"
    assert stage["Properties"]["ApiId"] == mapping["ApiId"] == {"Ref": "HttpApi"}


@pytest.mark.slow
def test_sam_and_its_linter_accept_the_template(tmp_path: Path) -> None:
    sam, template = str(ROOT / ".venv-sam/bin/sam"), str(ROOT / "template.yaml")

    answer = subprocess.run(
        [sam, "validate", "--lint", "--template", template, "--region", REGION],
        cwd=tmp_path,
        env={**os.environ, "SAM_CLI_TELEMETRY": "0"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("logical_id", ALARMS)
def test_cloudwatch_takes_the_alarm_and_tells_the_topic(template: dict[str, Any], logical_id: str) -> None:
    """moto's CloudFormation knows no alarms, so what the template says is given to CloudWatch itself."""
    resolver = Resolver(template, Deployment("exeoflow", REGION, ACCOUNT_ID), {})
    properties = resolver.resolve(template["Resources"][logical_id]["Properties"])
    with local_aws():
        client = boto3.client("cloudwatch")

        client.put_metric_alarm(AlarmName=logical_id, **properties)

        (alarm,) = client.describe_alarms(AlarmNames=[logical_id])["MetricAlarms"]
        assert alarm["AlarmActions"] == ["exeoflow-AlarmTopic"]
        assert alarm["TreatMissingData"] == "notBreaching"
