"""Deploys template.yaml by CloudFormation, and adds what ministack's CloudFormation passes over."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import boto3

from local.template.document import read_document
from tests.ministack.emulator import REGION, credentials

STACK: Final = "exeoflow"
_ROOT: Final = Path(__file__).resolve().parents[2]
_BUCKET: Final = "artifacts"
_CAPABILITIES: Final = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")
_ACCOUNT_ID: Final = "000000000000"
_PATIENCE_SECONDS: Final = 300


class Account:
    """The account within ministack."""

    def __init__(self, address: str) -> None:
        given = credentials()
        self._session = boto3.Session(
            given["AWS_ACCESS_KEY_ID"], given["AWS_SECRET_ACCESS_KEY"], region_name=REGION
        )
        self._address = address

    def client(self, service: Any) -> Any:
        """Return a client of a service."""
        return self._session.client(service, endpoint_url=self._address)


def deploy(account: Account, parameters: Mapping[str, str]) -> Mapping[str, str]:
    """Create the stack; return the ids of its resources by name. Raises `RuntimeError` with what failed."""
    cloudformation = account.client("cloudformation")
    document = read_document(_ROOT / "template.yaml")
    cloudformation.create_stack(
        StackName=STACK,
        TemplateURL=_uploaded(account.client("s3"), document),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        Capabilities=_CAPABILITIES,
    )
    try:
        cloudformation.get_waiter("stack_create_complete").wait(
            StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": _PATIENCE_SECONDS}
        )
    except Exception as error:
        raise RuntimeError("\n".join(_failures(cloudformation))) from error
    ids = _resource_ids(cloudformation)
    _add_routes(account.client("apigatewayv2"), ids, document)
    print(f"CloudFormation created {len(ids)} resources", flush=True)
    return ids


def _uploaded(s3: Any, document: dict[str, Any]) -> str:
    """Put the template and its code where CloudFormation reads them, and return the template's address."""
    s3.create_bucket(Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    _take_out_metric_math(document)
    _package(s3, document)
    s3.put_object(Bucket=_BUCKET, Key="template.json", Body=json.dumps(document).encode())
    return f"https://s3.{REGION}.amazonaws.com/{_BUCKET}/template.json"


def _resource_ids(cloudformation: Any) -> Mapping[str, str]:
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    return {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for page in pages
        for each in page["StackResourceSummaries"]
    }


def _take_out_metric_math(document: dict[str, Any]) -> None:
    """Take out the alarms that add up metrics, which ministack's CloudFormation does not know."""
    resources = document["Resources"]
    for name in [name for name, each in resources.items() if "Metrics" in each.get("Properties", {})]:
        del resources[name]


def _package(s3: Any, document: dict[str, Any]) -> None:
    """Put the code of each function and layer into S3, as `sam package` does."""
    for name, resource in document["Resources"].items():
        properties = resource.get("Properties", {})
        match resource["Type"]:
            case "AWS::Serverless::Function":
                s3.put_object(Bucket=_BUCKET, Key=name, Body=_zipped(_ROOT / properties["CodeUri"]))
                properties["CodeUri"] = f"s3://{_BUCKET}/{name}"
            case "AWS::Serverless::LayerVersion":
                # Empty: the functions find their packages without it.
                s3.put_object(Bucket=_BUCKET, Key=name, Body=_zipped(_ROOT / "layers/dependencies"))
                properties["ContentUri"] = f"s3://{_BUCKET}/{name}"


def _zipped(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in sorted(folder.rglob("*.py")):
            archive.write(file, file.relative_to(folder))
    return content.getvalue()


def _add_routes(gateway: Any, ids: Mapping[str, str], document: Mapping[str, Any]) -> None:
    """Add the routes, which SAM writes into the API's `Body`."""
    api_id = ids["HttpApi"]
    for name, key in _routes(document):
        arn = f"arn:aws:lambda:{REGION}:{_ACCOUNT_ID}:function:{ids[name]}"
        integration = gateway.create_integration(
            ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
        )
        target = f"integrations/{integration['IntegrationId']}"
        gateway.create_route(ApiId=api_id, RouteKey=key, Target=target)


def _routes(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, resource in document["Resources"].items():
        for event in resource.get("Properties", {}).get("Events", {}).values():
            if event["Type"] == "HttpApi":
                of = event["Properties"]
                yield name, f"{of['Method'].upper()} {of['Path']}" if "Path" in of else "$default"


def _failures(cloudformation: Any) -> Iterator[str]:
    for event in cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]:
        if "FAILED" in event["ResourceStatus"]:
            yield f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason')}"
