"""Triggers in AWS: a schedule of EventBridge Scheduler each, or rules on each event bus.

Workflows share the rules of `channels`; only where a pattern belongs to none, its trigger has rules of its
own. All of them invoke the function `start_by_event`, with what `trigger_events` reads there. The names of
what is not shared begin with the workflow's id, so that AWS can list what belongs to a workflow.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from exeoflow.adapters.aws_errors import code_of, translated
from exeoflow.adapters.dynamodb.webhooks.listeners import DynamoListeners, Listener
from exeoflow.adapters.event_bridge.trigger_events import (
    channel_input_template,
    event_input_template,
    scheduled_input,
)
from exeoflow.errors import TriggerRefused, Unavailable
from exeoflow.model import json
from exeoflow.model.workflows.trigger import (
    OWN_EVENTS,
    EventTrigger,
    MissedTimes,
    PlacedTrigger,
    ScheduleTrigger,
    trigger_name,
)
from exeoflow.nodes.formats.channels import CHANNEL_RULES, Channel, channel_of_rule, channels_of
from exeoflow.service.workflows.triggers.schedule_times import is_rate, next_time

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import RuleTypeDef
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_scheduler.type_defs import CreateScheduleInputTypeDef, RetryPolicyTypeDef

# Scheduler refuses a start that is further back than five minutes.
_START_MARGIN: Final = timedelta(seconds=1)
_RETRIES: Final = 20
_RETRY_SECONDS: Final = 3600
# For times that must not be missed: the most that Scheduler does.
_LONG_RETRIES: Final = 185
_LONG_RETRY_SECONDS: Final = 86_400
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


def _retry_policy(catch_up: MissedTimes | None) -> "RetryPolicyTypeDef":
    if catch_up is None:
        return {"MaximumRetryAttempts": _RETRIES, "MaximumEventAgeInSeconds": _RETRY_SECONDS}
    seconds = min(int(catch_up.within.total_seconds()), _LONG_RETRY_SECONDS)
    return {"MaximumRetryAttempts": _LONG_RETRIES, "MaximumEventAgeInSeconds": seconds}


@dataclass(frozen=True)
class EventBridgeTriggers:
    """Puts schedules, rules and listeners in place."""

    scheduler: "EventBridgeSchedulerClient"
    events: "EventBridgeClient"
    settings: TriggerSettings
    listeners: DynamoListeners

    def put(self, workspace: str, workflow_id: str, trigger: PlacedTrigger, now: datetime) -> None:
        """Put a schedule or rules in place."""
        with translated():
            try:
                match trigger:
                    case ScheduleTrigger():
                        self._put_schedule(workspace, workflow_id, trigger, now)
                    case EventTrigger():
                        self._put_event(workspace, workflow_id, trigger)
            except ClientError as error:
                if code_of(error) in _REFUSALS:
                    raise TriggerRefused(trigger.node_id, error.response["Error"]["Message"]) from error
                raise

    def names(self, workflow_id: str) -> AbstractSet[str]:
        """Ask Scheduler and every bus, and who listens."""
        listening = self.listeners.names(workflow_id)
        with translated():
            return self._schedule_names(workflow_id) | self._rule_names(workflow_id) | listening

    def remove(self, name: str) -> None:
        """Remove the schedule, the rules and the listener of this name, whichever there are."""
        self.listeners.remove(name.partition("-")[0], name)
        with translated():
            self._remove_schedule(name)
            for bus in self.settings.event_buses:
                self._remove_rule(f"{self.settings.rule_prefix}{name}", bus)

    def remove_unused(self) -> None:
        """Remove the rules of channels that nobody listens to any more.

        Who begins to listen at this moment has his rule again at once, for he is stored before he puts it.
        """
        prefix = f"{self.settings.rule_prefix}{CHANNEL_RULES}"
        for bus in self.settings.event_buses:
            for rule in self._rules_of(bus, prefix):
                channel = channel_of_rule(rule["EventPattern"])
                if not self.listeners.is_heard(channel.text):
                    with translated():
                        self._remove_rule(rule["Name"], bus)
                    if self.listeners.is_heard(channel.text):
                        with translated():
                            self._put_channel(channel, bus, "")

    def _put_schedule(
        self, workspace: str, workflow_id: str, trigger: ScheduleTrigger, now: datetime
    ) -> None:
        beginning = _beginning(trigger, now)
        if replace(trigger, start=beginning).is_over(now):
            # Scheduler refuses it.
            self._remove_schedule(trigger_name(workflow_id, trigger))
            return
        request = self._schedule(workspace, workflow_id, trigger)
        if beginning is not None:
            request["StartDate"] = beginning
        if trigger.end is not None:
            request["EndDate"] = trigger.end
        for _ in range(_ATTEMPTS):
            if self._is_created(request) or self._is_updated(request):
                return
        raise Unavailable

    def _schedule(
        self, workspace: str, workflow_id: str, trigger: ScheduleTrigger
    ) -> "CreateScheduleInputTypeDef":
        """A schedule without beginning and end."""
        return {
            "Name": trigger_name(workflow_id, trigger),
            "GroupName": self.settings.schedule_group,
            "ScheduleExpression": trigger.expression,
            "ScheduleExpressionTimezone": trigger.timezone,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {
                "Arn": self.settings.function_arn,
                "RoleArn": self.settings.scheduler_role_arn,
                "Input": json.write(scheduled_input(workspace, workflow_id, trigger.node_id)),
                "RetryPolicy": _retry_policy(trigger.catch_up),
                "DeadLetterConfig": {"Arn": self.settings.dead_letter_arn},
            },
        }

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

    def _put_event(self, workspace: str, workflow_id: str, trigger: EventTrigger) -> None:
        channels = channels_of(trigger.pattern)
        name = trigger_name(workflow_id, trigger)
        if channels is None:
            self._put_rules(workspace, workflow_id, trigger)
            self.listeners.remove(workflow_id, name)
            return
        listener = Listener(workspace, workflow_id, trigger.node_id, trigger.pattern)
        # Before the rules: those that nobody listens to are taken away.
        self.listeners.put(name, listener, {each.text for each in channels})
        for bus in self.settings.event_buses:
            for channel in sorted(channels):
                if bus == self.settings.own_bus or not channel.is_own:
                    self._put_channel(channel, bus, trigger.node_id)
            # A pattern that could not be shared before may have left rules of its own.
            self._remove_rule(f"{self.settings.rule_prefix}{name}", bus)

    def _put_channel(self, channel: Channel, bus: str, node_id: str) -> None:
        name = f"{self.settings.rule_prefix}{channel.rule_name}"
        template = channel_input_template(channel, is_own_bus=bus == self.settings.own_bus)
        self._put_rule(name, bus, EventTrigger(node_id, channel.pattern), template)

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
        return {
            rule["Name"].removeprefix(prefix)
            for bus in self.settings.event_buses
            for rule in self._rules_of(bus, f"{prefix}{workflow_id}")
        }

    def _rules_of(self, bus: str, prefix: str) -> "list[RuleTypeDef]":
        pages = self.events.get_paginator("list_rules").paginate(NamePrefix=prefix, EventBusName=bus)
        with translated():
            return [rule for page in pages for rule in page["Rules"]]


def _beginning(trigger: ScheduleTrigger, now: datetime) -> datetime | None:
    """Return the moment before which Scheduler is to do nothing; None if there is none.

    It counts a rate from that moment: one whose start has passed goes on with the next of its times, for
    without a moment it would count from now.
    """
    if trigger.start is None or trigger.start > now + _START_MARGIN:
        return trigger.start
    return next_time(replace(trigger, end=None), now) if is_rate(trigger) else None
