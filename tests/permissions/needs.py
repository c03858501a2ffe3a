"""What a call of AWS needs to be allowed: actions on resources.

Sources: the pages "Actions, resources, and condition keys" of the Service Authorization Reference.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from local.place import ACCOUNT_ID, REGION, STACK_NAME
from tests.permissions.recording import Call


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """One action on one resource."""

    action: str
    resource: str


_MACHINE_PARAMETERS: Final = ("stateMachineArn", "stateMachineVersionArn", "executionArn")


def needs_of(call: Call) -> Iterator[Need]:
    """Yield what `call` needs; raise LookupError for a service that this table does not know."""
    if call.service not in _BY_SERVICE:
        message = f"What {call.service}:{call.operation} needs is not known: add it here."
        raise LookupError(message)
    yield from _BY_SERVICE[call.service](call.operation, call.parameters)


def _dynamodb(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    match operation:
        case "TransactWriteItems":
            for item in parameters["TransactItems"]:
                [(kind, write)] = item.items()
                action = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}.get(
                    kind, "ConditionCheckItem"
                )
                yield Need(f"dynamodb:{action}", _table(write["TableName"]))
        case "BatchWriteItem" | "BatchGetItem":
            for table in parameters["RequestItems"]:
                yield Need(f"dynamodb:{operation}", _table(table))
        case _:
            yield Need(f"dynamodb:{operation}", _table(parameters["TableName"], parameters.get("IndexName")))


def _stepfunctions(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    if "taskToken" in parameters:
        # the machine whose task waits, which the token alone does not tell
        yield Need(f"states:{operation}", _arn("states", f"stateMachine:{STACK_NAME}-wf_*"))
        return
    named = [parameters[name] for name in _MACHINE_PARAMETERS if name in parameters]
    resource = named[0] if named else _arn("states", f"stateMachine:{parameters.get('name', '*')}")
    yield Need(f"states:{operation}", resource)
    if parameters.get("publish"):
        yield Need("states:PublishStateMachineVersion", resource)
    if "roleArn" in parameters:
        yield Need("iam:PassRole", parameters["roleArn"])


def _scheduler(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    group = parameters.get("GroupName", "default")
    yield Need(f"scheduler:{operation}", _arn("scheduler", f"schedule/{group}/{parameters.get('Name', '*')}"))
    if "Target" in parameters:
        yield Need("iam:PassRole", parameters["Target"]["RoleArn"])


def _events(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    if operation == "PutEvents":
        for entry in parameters["Entries"]:
            yield Need("events:PutEvents", _arn("events", f"event-bus/{entry['EventBusName']}"))
        return
    bus = parameters.get("EventBusName", "default")
    name = parameters.get("Name") or parameters.get("Rule") or "*"
    rule = name if bus == "default" else f"{bus.rpartition('/')[2]}/{name}"
    yield Need(f"events:{operation}", _arn("events", f"rule/{rule}"))
    for target in parameters.get("Targets", ()):
        if "RoleArn" in target:
            yield Need("iam:PassRole", target["RoleArn"])


def _ssm(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    named = [parameters.get("Name", parameters.get("Path", ""))]
    for name in parameters.get("Names", named):
        yield Need(f"ssm:{operation}", _arn("ssm", f"parameter/{name.removeprefix('/')}"))


def _s3(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    bucket = f"arn:aws:s3:::{parameters['Bucket']}"
    yield Need(f"s3:{operation}", f"{bucket}/{parameters['Key']}")
    if operation == "GetObject":
        # Without it, what is not there is answered like what may not be read.
        yield Need("s3:ListBucket", bucket)


def _iam(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    name = f"{STACK_NAME}/{REGION}/workspaces/{parameters['RoleName']}"
    role = f"arn:aws:iam::{ACCOUNT_ID}:role/{name}"
    yield Need(f"iam:{operation}", role)
    if "Tags" in parameters:
        yield Need("iam:TagRole", role)


def _lambda(_: str, parameters: dict[str, Any]) -> Iterator[Need]:
    yield Need("lambda:InvokeFunction", parameters["FunctionName"])


def _ses(_: str, parameters: dict[str, Any]) -> Iterator[Need]:
    # An identity may have a set of settings by default, which SES asks for, too.
    for name in (f"identity/{parameters['FromEmailAddress']}", "configuration-set/default"):
        yield from (Need(action, _arn("ses", name)) for action in ("ses:SendEmail", "ses:SendRawEmail"))


def _sqs(operation: str, parameters: dict[str, Any]) -> Iterator[Need]:
    name = parameters["QueueUrl"].rpartition("/")[2]
    # A batch needs the same permission as a single message.
    yield Need(f"sqs:{operation.removesuffix('Batch')}", _arn("sqs", name))


def _table(name: str, index: str | None = None) -> str:
    return _arn("dynamodb", f"table/{name}" + (f"/index/{index}" if index else ""))


def _arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT_ID}:{resource}"


_BY_SERVICE: Final[Mapping[str, Callable[[str, dict[str, Any]], Iterator[Need]]]] = {
    "dynamodb": _dynamodb,
    "stepfunctions": _stepfunctions,
    "scheduler": _scheduler,
    "events": _events,
    "ssm": _ssm,
    "iam": _iam,
    "lambda": _lambda,
    "s3": _s3,
    "sesv2": _ses,
    "sqs": _sqs,
}
