"""Gap: rules and schedules of moto vanish with the process."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from inspect import signature
from typing import Any, Final, Protocol

from moto.events.models import EventsBackend, Rule, events_backends
from moto.scheduler.models import EventBridgeSchedulerBackend, Schedule, scheduler_backends

from local.aws.replacement import replaced

_RULE: Final = "rule"
_SCHEDULE: Final = "schedule"
_SCHEDULE_FIELDS: Final = (
    "name",
    "group_name",
    "description",
    "schedule_expression",
    "schedule_expression_timezone",
    "flexible_time_window",
    "target",
    "state",
    "kms_key_arn",
    "start_date",
    "end_date",
    "action_after_completion",
    "creation_date",
    "last_modified_date",
)


class KeptTriggers(Protocol):
    """Where rules and schedules are kept."""

    def write(self, kind: str, name: str, document: dict[str, Any] | None) -> None:
        """Keep a trigger as it is now; None for one that is gone."""

    def of_kind(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the triggers of a kind."""


@contextmanager
def durable_triggers(triggers: KeptTriggers) -> Iterator[None]:
    """Keep every rule and schedule in `triggers` before the request that changes it is answered."""

    def keep_rule(backend: EventsBackend, name: str, bus: str | None) -> None:
        rule = _rules(backend, bus).get(name)
        triggers.write(_RULE, f"{_bus_name(backend, bus)}/{name}", _rule_document(rule) if rule else None)

    def keep_schedule(backend: EventBridgeSchedulerBackend, name: str, group: str | None) -> None:
        schedule = backend.get_schedule_group(group).schedules.get(name)
        document = _schedule_document(schedule) if schedule else None
        triggers.write(_SCHEDULE, f"{group or 'default'}/{name}", document)

    with ExitStack() as stack:
        for operation in (
            "put_rule",
            "put_targets",
            "remove_targets",
            "delete_rule",
            "enable_rule",
            "disable_rule",
        ):
            kept = _kept(getattr(EventsBackend, operation), keep_rule, "event_bus_arn")
            stack.enter_context(replaced(EventsBackend, operation, kept))
        for operation in ("create_schedule", "update_schedule", "delete_schedule"):
            kept = _kept(getattr(EventBridgeSchedulerBackend, operation), keep_schedule, "group_name")
            stack.enter_context(replaced(EventBridgeSchedulerBackend, operation, kept))
        yield


def restore_triggers(triggers: KeptTriggers, account_id: str, region: str) -> None:
    """Put back what `triggers` keeps, on the buses and in the groups that exist."""
    events: EventsBackend = events_backends[account_id][region]
    for document in triggers.of_kind(_RULE):
        if document["event_bus_name"] in events.event_buses:
            rules = events.event_buses[document["event_bus_name"]].rules
            rules[document["name"]] = Rule(account_id=account_id, region_name=region, **document)
    scheduler: EventBridgeSchedulerBackend = scheduler_backends[account_id][region]
    for document in triggers.of_kind(_SCHEDULE):
        if document["group_name"] in scheduler.schedule_groups:
            _restore_schedule(scheduler, dict(document), account_id, region)


def _restore_schedule(
    scheduler: EventBridgeSchedulerBackend, document: dict[str, Any], account_id: str, region: str
) -> None:
    # moto would refuse a start that has passed meanwhile, and set the times to now
    later = {name: document.pop(name) for name in ("start_date", "creation_date", "last_modified_date")}
    schedule = Schedule(region=region, account_id=account_id, start_date=None, **document)
    for name, value in later.items():
        setattr(schedule, name, value)
    scheduler.schedule_groups[schedule.group_name].add_schedule(schedule)


def _kept(operation: Callable[..., Any], keep: Callable[..., None], place: str) -> Callable[..., Any]:
    parameters = signature(operation)

    def run(backend: Any, *arguments: Any, **named: Any) -> Any:
        answer = operation(backend, *arguments, **named)
        given = parameters.bind(backend, *arguments, **named).arguments
        keep(backend, given["name"], given.get(place))
        return answer

    return run


def _bus_name(backend: EventsBackend, bus: str | None) -> str:
    name: str = backend._normalize_event_bus_arn(bus)
    return name


def _rules(backend: EventsBackend, bus: str | None) -> dict[str, Rule]:
    rules: dict[str, Rule] = backend.event_buses[_bus_name(backend, bus)].rules
    return rules


def _rule_document(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "description": rule.description,
        "event_pattern": rule.event_pattern.dump(),
        "schedule_exp": rule.scheduled_expression,
        "role_arn": rule.role_arn,
        "event_bus_name": rule.event_bus_name,
        "state": rule.state,
        "targets": rule.targets,
    }


def _schedule_document(schedule: Schedule) -> dict[str, Any]:
    return {name: getattr(schedule, name) for name in _SCHEDULE_FIELDS}
