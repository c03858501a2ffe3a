"""Schedules, events and ends in the embedded stack, without a server."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from exeoflow.errors import TriggerRefused, Unavailable
from exeoflow.model.workflows.trigger import EventTrigger, MissedTimes, PlacedTrigger, ScheduleTrigger
from local.embedded.ends import LocalEnds
from local.embedded.events import clock as clock_module
from local.embedded.events.bus import EmbeddedBus
from local.embedded.events.clock import TriggerClock
from local.embedded.events.trigger_places import SqliteTriggerPlaces
from local.events.envelope import new_event
from local.functions import FunctionError
from local.state.database import Database
from local.template import Function, Rule
from tests.fakes.time_and_chance import FakeClock

NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)
TEN = NOW.hour


@dataclass
class FakeFunction:
    """A function that fails so often before it takes an event."""

    name: str
    rules: tuple[Rule, ...] = ()
    failures: int = 0
    taken: list[Any] = field(default_factory=list)

    @property
    def declared(self) -> Function:
        return Function(
            self.name, f"arn:aws:lambda:x:1:function:{self.name}", Path(), "", 1, 1, {}, (), self.rules
        )

    def invoke(self, event: Any) -> Any:
        if self.failures:
            self.failures -= 1
            raise FunctionError({"errorType": "Unavailable", "errorMessage": ""})
        self.taken.append(event)


@dataclass
class FakeTable:
    """Some functions by name."""

    all: tuple[FakeFunction, ...]

    def find(self, name_or_arn: str) -> FakeFunction | None:
        return next((each for each in self.all if each.name == name_or_arn), None)


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(Database(":memory:")) as database:
        yield database


def until(look: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 10
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_rate_is_not_begun_anew_when_the_same_is_put_again_or_the_server_started(
    database: Database,
) -> None:
    trigger = ScheduleTrigger("often", "rate(1 hour)")
    SqliteTriggerPlaces(database).put("acme", "wf_1", trigger, NOW)
    SqliteTriggerPlaces(database).put("acme", "wf_1", trigger, NOW + timedelta(minutes=30))

    places = SqliteTriggerPlaces(database)
    places.start()

    [schedule] = places.schedules.values()
    assert list(schedule.plan.between(NOW, NOW + timedelta(hours=2))) == [
        NOW + timedelta(hours=1),
        NOW + timedelta(hours=2),
    ]


@pytest.mark.parametrize(
    "trigger",
    [
        ScheduleTrigger("bad", "cron(61 * * * ? *)"),
        ScheduleTrigger("bad", "now and then"),
        EventTrigger("bad", {"source": [{"magic": 1}]}),
    ],
)
def test_what_could_never_fire_is_refused_and_not_kept(database: Database, trigger: PlacedTrigger) -> None:
    places = SqliteTriggerPlaces(database)

    with pytest.raises(TriggerRefused):
        places.put("acme", "wf_1", trigger, NOW)

    assert places.names("wf_1") == set()


def test_the_clock_fires_each_planned_time_once_also_where_it_is_set_back(database: Database) -> None:
    places = SqliteTriggerPlaces(database)
    places.put("acme", "wf_1", ScheduleTrigger("daily", "cron(0 7 * * ? *)", "Europe/Berlin"), NOW)
    said: list[Any] = []
    clock = TriggerClock(places, said.append, pytest.fail)
    seven = datetime(2024, 7, 1, 5, tzinfo=UTC)

    clock.tick(seven - timedelta(minutes=1))
    said.clear()
    for moment in (seven - timedelta(seconds=1), seven, seven + timedelta(seconds=1)):
        clock.tick(moment)
    clock.tick(seven - timedelta(days=300))

    assert [(each["node_id"], each["scheduled_at"]) for each in said] == [("daily", "2024-07-01T05:00:00Z")]


def test_a_schedule_that_cannot_be_reckoned_stops_no_other(database: Database) -> None:
    places = SqliteTriggerPlaces(database)
    for node, rate in (("never", "rate(999999999999 days)"), ("often", "rate(1 minute)")):
        places.put("acme", "wf_1", ScheduleTrigger(node, rate), NOW)
    said: list[Any] = []
    told: list[str] = []
    clock = TriggerClock(places, said.append, told.append)
    clock.tick(NOW)
    said.clear()

    clock.tick(NOW + timedelta(minutes=1))

    assert [each["node_id"] for each in said] == ["often"]
    assert told


def test_a_clock_that_is_set_forward_starts_only_what_was_planned_a_moment_ago(database: Database) -> None:
    places = SqliteTriggerPlaces(database)
    places.put("acme", "wf_1", ScheduleTrigger("often", "rate(1 minute)"), datetime(1970, 1, 1, tzinfo=UTC))
    said: list[Any] = []
    clock = TriggerClock(places, said.append, pytest.fail)
    clock.tick(datetime(1970, 1, 1, 0, 1, tzinfo=UTC))
    said.clear()

    clock.tick(NOW)

    late = NOW - timedelta(minutes=5)
    assert 1 <= len(said) <= 5
    assert all(late <= datetime.fromisoformat(each["scheduled_at"]) <= NOW for each in said)


def caught_up(database: Database, *, most: int, within: timedelta = timedelta(days=1)) -> SqliteTriggerPlaces:
    """Keep a schedule that fires every hour and makes up for what it missed."""
    places = SqliteTriggerPlaces(database)
    hourly = ScheduleTrigger("hourly", "cron(0 * * * ? *)", catch_up=MissedTimes(most, within))
    places.put("acme", "wf_1", hourly, NOW - timedelta(hours=5, minutes=30))
    return places


def hours_said(said: list[Any]) -> list[int]:
    """Return the hours of the times at which it was fired."""
    told = [each["scheduled_at"] for each in said if each["node_id"] == "hourly"]
    return [datetime.fromisoformat(each).hour for each in told]


@pytest.mark.parametrize(
    ("most", "within", "hours"),
    [
        (1, timedelta(days=1), [TEN]),
        (3, timedelta(days=1), [TEN - 2, TEN - 1, TEN]),
        (3, timedelta(minutes=90), [TEN - 1, TEN]),
        (99, timedelta(days=1), [*range(TEN - 5, TEN + 1)]),
    ],
)
def test_what_a_machine_slept_through_is_made_up_for_where_that_is_asked(
    database: Database, most: int, within: timedelta, hours: list[int]
) -> None:
    said: list[Any] = []
    clock = TriggerClock(caught_up(database, most=most, within=within), said.append, pytest.fail)
    clock.tick(NOW - timedelta(days=9))
    said.clear()

    clock.tick(NOW + timedelta(minutes=6))

    assert hours_said(said) == hours


def test_what_passed_while_no_process_ran_is_made_up_for_once(database: Database) -> None:
    said: list[Any] = []
    places = caught_up(database, most=3)
    TriggerClock(places, said.append, pytest.fail).tick(datetime.now(UTC) - timedelta(hours=7))
    said.clear()

    for _ in range(2):
        clock = TriggerClock(places, said.append, pytest.fail)
        clock.start()
        clock.close()
        clock.tick(datetime.now(UTC))

    this_hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    wanted = [(this_hour - timedelta(hours=hours)).hour for hours in (2, 1, 0)]
    assert hours_said(said)[:3] == wanted
    assert len(hours_said(said)) <= 4


def test_a_full_disk_does_not_stop_the_clock(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> NoReturn:
        raise Unavailable

    said: list[Any] = []
    told: list[str] = []
    clock = TriggerClock(caught_up(database, most=1), said.append, told.append)
    monkeypatch.setattr(clock_module, "writing", full)
    monkeypatch.setattr(database, "rows", full)

    clock.start()
    clock.close()
    clock.tick(NOW - timedelta(minutes=1))
    clock.tick(NOW)

    assert hours_said(said) == [TEN]
    assert any("missed" in line for line in told)
    assert any("is not kept" in line for line in told)


def test_an_event_that_a_function_does_not_take_comes_again_and_is_then_delivered(database: Database) -> None:
    function = FakeFunction("record", (Rule({"source": ["shop"]}),), failures=2)
    bus = EmbeddedBus(FakeTable((function,)), SqliteTriggerPlaces(database), "start", pytest.fail)
    is_delivered = threading.Event()

    bus.put("default", new_event("other", "Paid", {}))
    bus.put("elsewhere", new_event("shop", "Paid", {}))
    bus.put("default", new_event("shop", "Paid", {"n": 1}), is_delivered.set)

    assert is_delivered.wait(10)
    bus.close()
    assert [event["detail"] for event in function.taken] == [{"n": 1}]


def test_an_event_that_no_function_ever_takes_is_said_and_not_delivered(database: Database) -> None:
    lines: list[str] = []
    function = FakeFunction("record", (Rule({"source": ["shop"]}),), failures=99)
    bus = EmbeddedBus(FakeTable((function,)), SqliteTriggerPlaces(database), "start", lines.append)

    bus.put("default", new_event("shop", "Paid", {}), lambda: pytest.fail("it was not taken"))
    bus.invoke("nobody", {})

    until(lambda: len(lines) == 2)
    bus.close()
    assert any("failed 3 times" in line for line in lines)


def test_an_event_starts_what_waits_for_its_pattern(database: Database) -> None:
    starter = FakeFunction("start")
    places = SqliteTriggerPlaces(database)
    places.put("acme", "wf_1", EventTrigger("paid", {"source": ["shop"]}), NOW)
    bus = EmbeddedBus(FakeTable((starter,)), places, "start", pytest.fail)

    bus.put("elsewhere", new_event("shop", "Paid", {"n": 1}))

    until(lambda: starter.taken)
    bus.close()
    [said] = starter.taken
    assert (said["trigger"], said["workflow_id"], said["node_id"]) == ("event", "wf_1", "paid")
    assert said["event"]["detail"] == {"n": 1}


def test_who_waits_for_an_end_is_woken_by_it_and_nobody_waits_for_what_is_over() -> None:
    clock = FakeClock(NOW)
    ends = LocalEnds(clock)
    running = {"one"}
    ends.is_running = running.__contains__
    waiting = threading.Thread(
        target=ends.await_end, args=("one", 0, NOW + timedelta(seconds=30)), daemon=True
    )

    waiting.start()
    time.sleep(0.05)
    running.clear()
    ends.tell("one")
    waiting.join(5)
    ends.await_end("one", 0, NOW + timedelta(seconds=30))

    assert not waiting.is_alive()
