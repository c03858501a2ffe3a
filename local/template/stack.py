"""The stack as the local server needs it: functions with their triggers, and tables."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from local.template.document import read_document
from local.template.resolver import Deployment, Resolver

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType

CATCH_ALL: Final = "$default"
_ONLY_NAMED: Final = ("AWS::Events::EventBus", "AWS::Scheduler::ScheduleGroup", "AWS::S3::Bucket")


@dataclass(frozen=True, slots=True)
class Route:
    """A route of the HTTP API: `method` and `path`, or both `$default` for whatever no other route takes."""

    method: str
    path: str

    @property
    def key(self) -> str:
        """The route key of API Gateway, such as `GET /v1/workflows`."""
        return CATCH_ALL if self.path == CATCH_ALL else f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Rule:
    """An EventBridge rule: events that match `pattern` invoke the function."""

    pattern: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule rule, such as `rate(5 minutes)`."""

    name: str
    arn: str
    expression: str


@dataclass(frozen=True, slots=True)
class QueueSource:
    """A queue whose messages invoke the function, `batch_size` at a time."""

    queue_arn: str
    batch_size: int


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function: where its code lies, its environment, and what invokes it."""

    name: str
    arn: str
    code: Path
    handler: str
    timeout: int
    memory: int
    environment: Mapping[str, str]
    routes: tuple[Route, ...] = ()
    rules: tuple[Rule, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    queues: tuple[QueueSource, ...] = ()
    is_tenant_isolated: bool = False
    """Whether it is to be called for a tenant, with whom no other shares an environment of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A DynamoDB table: what CreateTable takes, and its TTL attribute."""

    name: str
    declaration: Mapping[str, Any]
    ttl_attribute: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of SQS, with the attributes that SetQueueAttributes takes."""

    name: str
    attributes: "Mapping[QueueAttributeNameType, str]"


@dataclass(frozen=True, slots=True)
class Stack:
    """All that the local server runs."""

    name: str
    functions: tuple[Function, ...]
    tables: Mapping[str, Table] = field(default_factory=dict)
    event_buses: tuple[str, ...] = ()
    schedule_groups: tuple[str, ...] = ()
    queues: tuple[Queue, ...] = ()
    buckets: tuple[str, ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        """The variables that all functions have: what libraries read, which know one process only."""
        shared = set.intersection(*(set(function.environment.items()) for function in self.functions))
        return dict(sorted(shared))


def read_stack(path: Path, deployment: Deployment, parameters: Mapping[str, str]) -> Stack:
    """Return the stack that the template at `path` declares, under `parameters`."""
    document = read_document(path)
    resolver = Resolver(document, deployment, parameters)
    shared = document.get("Globals", {}).get("Function", {})
    functions: list[Function] = []
    tables: dict[str, Table] = {}
    queues: list[Queue] = []
    named: dict[str, list[str]] = {kind: [] for kind in _ONLY_NAMED}
    for logical_id, resource in document["Resources"].items():
        match resource["Type"]:
            case "AWS::Serverless::Function":
                functions.append(_function(logical_id, shared, resource["Properties"], resolver, path.parent))
            case "AWS::DynamoDB::Table":
                tables[logical_id] = _table(logical_id, resource["Properties"], resolver)
            case "AWS::SQS::Queue":
                queues.append(_queue(logical_id, resource["Properties"], resolver))
            case kind if kind in _ONLY_NAMED:
                named[kind].append(resolver.physical_name(logical_id))
    buses, groups, buckets = (tuple(named[kind]) for kind in _ONLY_NAMED)
    return Stack(deployment.stack_name, tuple(functions), tables, buses, groups, tuple(queues), buckets)


def _function(
    logical_id: str, shared: Mapping[str, Any], own: Mapping[str, Any], resolver: Resolver, root: Path
) -> Function:
    properties = {**shared, **own}
    variables = {**_variables(shared), **_variables(own)}
    events = own.get("Events", {})
    return Function(
        name=resolver.physical_name(logical_id),
        arn=resolver.arn(logical_id),
        code=root / properties["CodeUri"],
        handler=properties["Handler"],
        timeout=properties["Timeout"],
        memory=properties["MemorySize"],
        environment={name: str(resolver.resolve(value)) for name, value in variables.items()},
        routes=tuple(_routes(events)),
        rules=tuple(_rules(events, resolver)),
        schedules=tuple(_schedules(logical_id, events, resolver)),
        queues=tuple(_queues(events, resolver)),
        is_tenant_isolated="TenancyConfig" in own,
    )


def _variables(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    variables: Mapping[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return variables


def _routes(events: Mapping[str, Any]) -> Iterator[Route]:
    for event in events.values():
        if event["Type"] == "HttpApi":
            properties = event.get("Properties", {})
            if "Path" in properties:
                yield Route(properties["Method"].upper(), properties["Path"])
            else:
                yield Route(CATCH_ALL, CATCH_ALL)


def _rules(events: Mapping[str, Any], resolver: Resolver) -> Iterator[Rule]:
    for event in events.values():
        if event["Type"] == "EventBridgeRule":
            yield Rule(resolver.resolve(event["Properties"]["Pattern"]))


def _schedules(logical_id: str, events: Mapping[str, Any], resolver: Resolver) -> Iterator[Schedule]:
    for name, event in events.items():
        if event["Type"] in {"Schedule", "ScheduleV2"}:
            properties = event["Properties"]
            yield Schedule(
                name=f"{logical_id}{name}",
                arn=resolver.arn_of("events", f"rule/{resolver.physical_name(logical_id)}{name}"),
                expression=resolver.resolve(properties.get("Schedule") or properties["ScheduleExpression"]),
            )


def _queues(events: Mapping[str, Any], resolver: Resolver) -> Iterator[QueueSource]:
    for event in events.values():
        if event["Type"] == "SQS":
            properties = event["Properties"]
            yield QueueSource(resolver.resolve(properties["Queue"]), properties.get("BatchSize", 10))


_CREATE_TABLE_FIELDS: Final = (
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "BillingMode",
)


def _table(logical_id: str, properties: Mapping[str, Any], resolver: Resolver) -> Table:
    name = resolver.physical_name(logical_id)
    resolved = resolver.resolve(properties)
    declaration = {key: resolved[key] for key in _CREATE_TABLE_FIELDS if key in resolved}
    ttl = resolved.get("TimeToLiveSpecification", {})
    return Table(
        name, {"TableName": name, **declaration}, ttl.get("AttributeName") if ttl.get("Enabled") else None
    )


_QUEUE_ATTRIBUTES: Final[tuple["QueueAttributeNameType", ...]] = (
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "RedrivePolicy",
    "VisibilityTimeout",
)


def _queue(logical_id: str, properties: Mapping[str, Any], resolver: Resolver) -> Queue:
    declared = {name: resolver.resolve(properties[name]) for name in _QUEUE_ATTRIBUTES if name in properties}
    attributes = {
        name: json.dumps(value) if isinstance(value, dict) else str(value) for name, value in declared.items()
    }
    return Queue(resolver.physical_name(logical_id), attributes)
