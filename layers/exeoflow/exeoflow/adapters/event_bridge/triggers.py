"""Triggers in AWS: a schedule of EventBridge Scheduler each, or a rule on each event bus.

All of them invoke the function `start_by_event`, with what `trigger_events` reads there. Their names begin
with the workflow's id, so that AWS can list what belongs to a workflow.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from exeoflow.adapters.aws_errors import code_of, translated
from exeoflow.adapters.event_bridge.trigger_events import event_input_template, scheduled_input
from exeoflow.errors import TriggerRefused, Unavailable
from exeoflow.model import json
from exeoflow.model.trigger import OWN_EVENTS, EventTrigger, PlacedTrigger, ScheduleTrigger, trigger_name

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_scheduler.type_defs import CreateScheduleInputTypeDef

# Scheduler refuses a start that is further back than five minutes; one that has passed says nothing anyway.
_START_MARGIN: Final = timedelta(seconds=1)
_RETRIES: Final = 20
_RETRY_SECONDS: Final = 3600
# Others may put and remove the same trigger meanwhile; the journal brings whoever is last to the right end.
_ATTEMPTS: Final = 3
_TARGET_ID: Final = "start"
_LOST_RACES: Final = frozenset({"ConcurrentModificationException", "ResourceNotFoundException"})
_REFUSALS: Final = frozenset(
    {
        "InvalidEventPatternException",
        "LimitExceededException",
        "ServiceQuotaExceededException",
        "ValidationException",
    }
)


@dataclass(frozen=True, slots=True)
class TriggerSettings:
    """Where triggers are put and what they invoke; `rule_prefix` sets the stack's rules apart.

    What the product announces comes over its `own_bus` only; the default bus is everybody's.
    """

    schedule_group: str
    rule_prefix: str
    own_bus: str
    function_arn: str
    scheduler_role_arn: str
    dead_letter_arn: str

    @property
    def event_buses(self) -> tuple[str, str]:
        """The buses whose events start workflows."""
        return "default", self.own_bus


def foreign_part(pattern: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the pattern without the product's own sources; None if it names no other.

    >>> foreign_part({"source": ["exeoflow.approval", "shop"]})
    {'source': ['shop']}
    """
    sources = pattern.get("source")
    if not isinstance(sources, list):
        return pattern
    foreign = [each for each in sources if not (isinstance(each, str) and each.startswith(OWN_EVENTS))]
    return {**pattern, "source": foreign} if foreign else None


@dataclass(frozen=True)
class EventBridgeTriggers:
    """Puts schedules and rules in place."""

    scheduler: "EventBridgeSchedulerClient"
    events: "EventBridgeClient"
    settings: TriggerSettings

    def put(self, workspace: str, workflow_id: str, trigger: PlacedTrigger, now: datetime) -> None:
        """Put a schedule or rules in place."""
        with translated():
            try:
                match trigger:
                    case ScheduleTrigger():
                        self._put_schedule(workspace, workflow_id, trigger, now)
                    case EventTrigger():
                        self._put_rules(workspace, workflow_id, trigger)
            except ClientError as error:
                if code_of(error) in _REFUSALS:
                    raise TriggerRefused(trigger.node_id, error.response["Error"]["Message"]) from error
                raise

    def names(self, workflow_id: str) -> AbstractSet[str]:
        """Ask Scheduler and every bus."""
        with translated():
            return self._schedule_names(workflow_id) | self._rule_names(workflow_id)

    def remove(self, name: str) -> None:
        """Remove the schedule and the rules of this name, whichever there are."""
        with translated():
            self._remove_schedule(name)
            for bus in self.settings.event_buses:
                self._remove_rule(f"{self.settings.rule_prefix}{name}", bus)

    def _put_schedule(
        self, workspace: str, workflow_id: str, trigger: ScheduleTrigger, now: datetime
    ) -> None:
        name = trigger_name(workflow_id, trigger)
        if trigger.end is not None and trigger.end <= now:
            # Scheduler refuses an end that has passed.
            self._remove_schedule(name)
            return
        request: CreateScheduleInputTypeDef = {
            "Name": name,
            "GroupName": self.settings.schedule_group,
            "ScheduleExpression": trigger.expression,
            "ScheduleExpressionTimezone": trigger.timezone,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {
                "Arn": self.settings.function_arn,
                "RoleArn": self.settings.scheduler_role_arn,
                "Input": json.write(scheduled_input(workspace, workflow_id, trigger.node_id)),
                "RetryPolicy": {
                    "MaximumRetryAttempts": _RETRIES,
                    "MaximumEventAgeInSeconds": _RETRY_SECONDS,
                },
                "DeadLetterConfig": {"Arn": self.settings.dead_letter_arn},
            },
        }
        if trigger.start is not None and trigger.start > now + _START_MARGIN:
            request["StartDate"] = trigger.start
        if trigger.end is not None:
            request["EndDate"] = trigger.end
        for _ in range(_ATTEMPTS):
            if self._is_created(request) or self._is_updated(request):
                return
        raise Unavailable

    def _is_created(self, request: "CreateScheduleInputTypeDef") -> bool:
        with suppress(self.scheduler.exceptions.ConflictException):
            self.scheduler.create_schedule(**request)
            return True
        return False

    def _is_updated(self, request: "CreateScheduleInputTypeDef") -> bool:
        """Update the schedule; False if another removed it a moment ago."""
        with suppress(self.scheduler.exceptions.ResourceNotFoundException):
            self.scheduler.update_schedule(**request)
            return True
        return False

    def _put_rules(self, workspace: str, workflow_id: str, trigger: EventTrigger) -> None:
        name = f"{self.settings.rule_prefix}{trigger_name(workflow_id, trigger)}"
        for bus in self.settings.event_buses:
            is_own_bus = bus == self.settings.own_bus
            pattern = trigger.pattern if is_own_bus else foreign_part(trigger.pattern)
            if pattern is None:
                self._remove_rule(name, bus)
                continue
            template = event_input_template(workspace, workflow_id, trigger.node_id, is_own_bus=is_own_bus)
            self._put_rule(name, bus, EventTrigger(trigger.node_id, pattern), template)

    def _put_rule(self, name: str, bus: str, trigger: EventTrigger, template: str) -> None:
        for _ in range(_ATTEMPTS):
            self.events.put_rule(Name=name, EventBusName=bus, EventPattern=json.write(trigger.pattern))
            # Another may remove the rule before it has its target.
            with suppress(self.events.exceptions.ResourceNotFoundException):
                self._put_target(name, bus, trigger, template)
                return
        raise Unavailable

    def _put_target(self, name: str, bus: str, trigger: EventTrigger, template: str) -> None:
        answer = self.events.put_targets(
            Rule=name,
            EventBusName=bus,
            Targets=[
                {
                    "Id": _TARGET_ID,
                    "Arn": self.settings.function_arn,
                    "InputTransformer": {"InputPathsMap": {}, "InputTemplate": template},
                    "RetryPolicy": {
                        "MaximumRetryAttempts": _RETRIES,
                        "MaximumEventAgeInSeconds": _RETRY_SECONDS,
                    },
                    "DeadLetterConfig": {"Arn": self.settings.dead_letter_arn},
                }
            ],
        )
        for failure in answer.get("FailedEntries", []):
            if failure.get("ErrorCode") in _LOST_RACES:
                raise Unavailable
            raise TriggerRefused(trigger.node_id, failure.get("ErrorMessage", ""))

    def _remove_schedule(self, name: str) -> None:
        with suppress(self.scheduler.exceptions.ResourceNotFoundException):
            self.scheduler.delete_schedule(Name=name, GroupName=self.settings.schedule_group)

    def _remove_rule(self, rule: str, bus: str) -> None:
        for _ in range(_ATTEMPTS):
            with suppress(self.events.exceptions.ResourceNotFoundException):
                self.events.remove_targets(Rule=rule, EventBusName=bus, Ids=[_TARGET_ID])
            if self._is_deleted(rule, bus):
                return
        raise Unavailable

    def _is_deleted(self, rule: str, bus: str) -> bool:
        """Delete the rule; False if another gave it a target again."""
        try:
            self.events.delete_rule(Name=rule, EventBusName=bus)
        except self.events.exceptions.ResourceNotFoundException:
            return True
        except ClientError as error:
            if code_of(error) != "ValidationException":
                raise
            return False
        return True

    def _schedule_names(self, workflow_id: str) -> set[str]:
        pages = self.scheduler.get_paginator("list_schedules").paginate(
            GroupName=self.settings.schedule_group, NamePrefix=workflow_id
        )
        return {schedule["Name"] for page in pages for schedule in page["Schedules"]}

    def _rule_names(self, workflow_id: str) -> set[str]:
        prefix = self.settings.rule_prefix
        pages = (
            page
            for bus in self.settings.event_buses
            for page in self.events.get_paginator("list_rules").paginate(
                NamePrefix=f"{prefix}{workflow_id}", EventBusName=bus
            )
        )
        return {rule["Name"].removeprefix(prefix) for page in pages for rule in page["Rules"]}
