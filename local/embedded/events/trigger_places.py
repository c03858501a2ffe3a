"""Schedules and event patterns of workflows, in SQLite and at hand in memory."""

from collections import deque
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from exeoflow.adapters.event_bridge.patterns import Matches, pattern_of
from exeoflow.adapters.event_bridge.trigger_events import scheduled_input
from exeoflow.errors import TriggerRefused
from exeoflow.model.workflows.trigger import (
    EventTrigger,
    MissedTimes,
    PlacedTrigger,
    ScheduleTrigger,
    trigger_name,
)
from exeoflow.nodes.formats.cron_times import Cron
from local.embedded.stores.rows import (
    json_of,
    json_text,
    milliseconds,
    moment_of,
    moment_or_none,
    writing,
)
from local.events.planned_times import Plan, rate_seconds
from local.state.database import Database


@dataclass(frozen=True, slots=True)
class PlacedSchedule:
    """When a workflow is to be started, and what `start_by_event` is told then."""

    plan: Plan
    said: dict[str, str]
    catch_up: MissedTimes | None = None

    def missed(self, after: datetime, until: datetime) -> Sequence[datetime]:
        """Return the times later than `after` and not later than `until` that are made up for."""
        if self.catch_up is None:
            return ()
        first = max(after, self.plan.created, until - self.catch_up.within)
        return deque(self.plan.between(first, until), self.catch_up.most)


@dataclass(frozen=True, slots=True)
class PlacedPattern:
    """At which events a workflow is to be started, and what `start_by_event` is told beside the event."""

    matches: Matches
    said: dict[str, str]


@dataclass(frozen=True)
class SqliteTriggerPlaces:
    """Keeps triggers by name; `start` reads what is kept."""

    database: Database
    schedules: dict[str, PlacedSchedule] = field(default_factory=dict)
    patterns: dict[str, PlacedPattern] = field(default_factory=dict)

    def close(self) -> None:
        """What is in place stays so."""

    def start(self) -> None:
        """Put everything in place that is kept."""
        for row in self.database.rows(
            "SELECT name, workspace, workflow_id, placed_at, document FROM placed_triggers"
        ):
            name, workspace, workflow_id, placed_at, document = row
            self._remember(name, workspace, workflow_id, _trigger_of(document), moment_of(placed_at))

    def put(self, workspace: str, workflow_id: str, trigger: PlacedTrigger, now: datetime) -> None:
        """Keep the trigger under its name."""
        name = trigger_name(workflow_id, trigger)
        if isinstance(trigger, ScheduleTrigger) and trigger.is_over(now):
            self.remove(name)
            return
        document = _document(trigger)
        # A rate counts from when it was put first; to put the same again must not begin it anew.
        before = self.database.rows(
            "SELECT placed_at FROM placed_triggers WHERE name = ? AND document = ?", name, document
        )
        placed_at = moment_of(before[0][0]) if before else now
        try:
            self._remember(name, workspace, workflow_id, trigger, placed_at)
        except (ValueError, KeyError, AttributeError) as error:
            raise TriggerRefused(trigger.node_id, str(error)) from error
        row = (name, workspace, workflow_id, trigger.node_id, milliseconds(placed_at), document)
        with writing(self.database) as connection:
            connection.execute("INSERT OR REPLACE INTO placed_triggers VALUES (?, ?, ?, ?, ?, ?)", row)

    def names(self, workflow_id: str) -> AbstractSet[str]:
        """Read the names of what is kept."""
        rows = self.database.rows("SELECT name FROM placed_triggers WHERE workflow_id = ?", workflow_id)
        return {name for (name,) in rows}

    def remove(self, name: str) -> None:
        """Forget the trigger of this name."""
        with writing(self.database) as connection:
            connection.execute("DELETE FROM placed_triggers WHERE name = ?", (name,))
        self.schedules.pop(name, None)
        self.patterns.pop(name, None)

    def remove_unused(self) -> None:
        """Nothing is shared here."""

    def _remember(
        self, name: str, workspace: str, workflow_id: str, trigger: PlacedTrigger, placed_at: datetime
    ) -> None:
        said = scheduled_input(workspace, workflow_id, trigger.node_id)
        if isinstance(trigger, ScheduleTrigger):
            _check(trigger.expression)
            plan = Plan(trigger.expression, trigger.timezone, placed_at, trigger.start, trigger.end)
            self.schedules[name] = PlacedSchedule(plan, said, trigger.catch_up)
        else:
            told = {key: said[key] for key in ("workspace", "workflow_id", "node_id")}
            self.patterns[name] = PlacedPattern(pattern_of(trigger.pattern), {"trigger": "event", **told})


def _check(expression: str) -> None:
    if expression.startswith("cron("):
        Cron.parse(expression)
    else:
        rate_seconds(expression)


def _document(trigger: PlacedTrigger) -> str:
    if isinstance(trigger, EventTrigger):
        return json_text({"node_id": trigger.node_id, "pattern": trigger.pattern})
    start, end = (None if at is None else milliseconds(at) for at in (trigger.start, trigger.end))
    said: dict[str, Any] = {
        "node_id": trigger.node_id,
        "expression": trigger.expression,
        "timezone": trigger.timezone,
        "start": start,
        "end": end,
    }
    if trigger.catch_up is not None:
        said["catch_up"] = [trigger.catch_up.most, trigger.catch_up.within.total_seconds()]
    return json_text(said)


def _trigger_of(document: str) -> PlacedTrigger:
    content: dict[str, Any] = json_of(document)
    if "pattern" in content:
        return EventTrigger(content["node_id"], content["pattern"])
    start, end = (moment_or_none(content[name]) for name in ("start", "end"))
    catch_up = None
    if "catch_up" in content:
        most, seconds = content["catch_up"]
        catch_up = MissedTimes(most, timedelta(seconds=seconds))
    return ScheduleTrigger(
        content["node_id"], content["expression"], content["timezone"], start, end, catch_up
    )
