from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exeoflow.model import moment
from exeoflow.nodes.formats.cron_times import Cron
from local.events.planned_times import Plan

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def times(
    expression: str, after: datetime, until: datetime, timezone: str = "UTC", **limits: datetime
) -> list[str]:
    plan = Plan(expression, timezone, NEW_YEAR, **limits)
    return [moment.strftime("%m-%d %H:%M:%S") for moment in plan.between(after, until)]


def days(expression: str, year: int, month: int) -> list[int]:
    first = datetime(year, month, 1, tzinfo=UTC)
    cron = Cron.parse(expression)
    moments = (first + timedelta(hours=12, days=number) for number in range(31))
    return [moment.day for moment in moments if moment.month == month and cron.fires_at(moment)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cron(0 12 1,15 * ? *)", [1, 15]),
        ("cron(0 12 1/10 * ? *)", [1, 11, 21, 31]),
        ("cron(0 12 L * ? *)", [31]),
        ("cron(0 12 LW * ? *)", [30]),
        ("cron(0 12 1W * ? *)", [1]),
        ("cron(0 12 4W * ? *)", [5]),
        ("cron(0 12 ? * MON *)", [5, 12, 19, 26]),
        ("cron(0 12 ? * MON-WED *)", [5, 6, 7, 12, 13, 14, 19, 20, 21, 26, 27, 28]),
        ("cron(0 12 ? * 1 *)", [4, 11, 18, 25]),
        ("cron(0 12 ? * 6L *)", [30]),
        ("cron(0 12 ? * L *)", [3, 10, 17, 24, 31]),
        ("cron(0 12 ? * THU#2 *)", [8]),
        ("cron(0 12 ? FEB * *)", []),
        ("cron(0 12 ? * * 2027)", []),
    ],
)
def test_cron_knows_the_days_that_scheduler_knows(expression: str, expected: list[int]) -> None:
    assert days(expression, 2026, 1) == expected


@pytest.mark.parametrize(
    ("expression", "zone", "after", "expected"),
    [
        ("0/5 * * * ? *", "UTC", "2024-01-20T10:00:00Z", "2024-01-20T10:05:00Z"),
        ("0 9 ? * MON *", "Europe/Berlin", "2024-01-20T10:00:00Z", "2024-01-22T08:00:00Z"),
        ("0 0 29 2 ? *", "UTC", "2097-01-01T00:00:00Z", "2104-02-29T00:00:00Z"),
        ("30 2 * * ? *", "Europe/Berlin", "2024-03-30T12:00:00Z", "2024-04-01T00:30:00Z"),
        ("30 2 * * ? *", "Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-27T00:30:00Z"),
        ("15 2 * * ? *", "Australia/Lord_Howe", "2026-10-02T16:00:00Z", "2026-10-04T15:15:00Z"),
        ("0 0 * * ? *", "America/Santiago", "2027-09-04T12:00:00Z", "2027-09-06T03:00:00Z"),
        ("0 0 * * ? *", "Africa/Cairo", "2027-04-29T12:00:00Z", "2027-04-30T21:00:00Z"),
        ("30 23 * * ? *", "Africa/Cairo", "2027-10-28T12:00:00Z", "2027-10-28T20:30:00Z"),
        ("30 23 * * ? *", "Africa/Cairo", "2027-10-28T20:30:00Z", "2027-10-29T21:30:00Z"),
        ("0 12 30 12 ? *", "Pacific/Apia", "2011-12-01T00:00:00Z", "2012-12-29T22:00:00Z"),
        ("0 9 1 1 ? 2150", "UTC", "2024-01-20T10:00:00Z", "2150-01-01T09:00:00Z"),
        ("0 9 1 1 ? 2023", "UTC", "2024-01-20T10:00:00Z", None),
        ("0 9 31 2,4 ? *", "UTC", "2024-01-20T10:00:00Z", None),
    ],
)
def test_the_next_time_of_a_cron_expression(
    expression: str, zone: str, after: str, expected: str | None
) -> None:
    found = Cron.parse(f"cron({expression})").next_after(moment.read(after), ZoneInfo(zone), None)

    assert found == (None if expected is None else moment.read(expected))


def test_no_time_comes_after_the_end() -> None:
    cron, after = Cron.parse("cron(0 9 * * ? *)"), moment.read("2024-01-20T10:00:00Z")

    assert cron.next_after(after, ZoneInfo("UTC"), moment.read("2024-01-21T08:59:00Z")) is None
    assert cron.next_after(after, ZoneInfo("UTC"), moment.read("2024-01-21T09:00:00Z")) is not None


def test_cron_fires_at_its_minutes_and_hours() -> None:
    found = times("cron(0/30 8-9 * * ? *)", NEW_YEAR, NEW_YEAR + timedelta(days=1))

    assert found == ["01-01 08:00:00", "01-01 08:30:00", "01-01 09:00:00", "01-01 09:30:00"]


def test_a_time_that_daylight_saving_skips_does_not_come() -> None:
    before = datetime(2026, 3, 29, tzinfo=UTC)

    assert times("cron(30 2 29 3 ? *)", before, before + timedelta(days=1), "Europe/Berlin") == []


def test_a_time_that_daylight_saving_repeats_comes_once() -> None:
    before = datetime(2026, 10, 25, tzinfo=UTC)

    found = times("cron(30 2 * * ? *)", before, before + timedelta(hours=12), "Europe/Berlin")

    assert found == ["10-25 00:30:00"]


def test_a_rate_counts_from_its_beginning() -> None:
    found = times("rate(5 minutes)", NEW_YEAR + timedelta(minutes=4), NEW_YEAR + timedelta(minutes=15))

    assert found == ["01-01 00:05:00", "01-01 00:10:00", "01-01 00:15:00"]


def test_a_rate_without_a_start_fires_when_it_is_made() -> None:
    assert times("rate(1 hour)", NEW_YEAR - timedelta(seconds=1), NEW_YEAR) == ["01-01 00:00:00"]


def test_nothing_fires_before_the_start_or_after_the_end() -> None:
    found = times(
        "rate(1 minute)",
        NEW_YEAR,
        NEW_YEAR + timedelta(hours=1),
        start=NEW_YEAR + timedelta(minutes=10),
        end=NEW_YEAR + timedelta(minutes=12),
    )

    assert found == ["01-01 00:10:00", "01-01 00:11:00", "01-01 00:12:00"]


def test_a_single_time_comes_once_in_its_zone() -> None:
    found = times("at(2026-01-01T12:00:00)", NEW_YEAR, NEW_YEAR + timedelta(days=1), "Europe/Berlin")

    assert found == ["01-01 11:00:00"]


@pytest.mark.parametrize("expression", ["rate(0 minutes)", "rate(soon)", "cron(61 * * * ? *)", "cron(x)"])
def test_what_is_no_schedule_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        times(expression, NEW_YEAR, NEW_YEAR + timedelta(hours=1))


@pytest.mark.parametrize("expression", ["rate(1 days)", "cron(0 0 * * ? *)"])
def test_a_start_at_either_end_of_the_calendar_is_one(expression: str) -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    until = NEW_YEAR + timedelta(days=2)

    assert times(expression, NEW_YEAR, until, start=first) == ["01-02 00:00:00", "01-03 00:00:00"]
    assert times(expression, NEW_YEAR, until, start=last, timezone="Asia/Tokyo") == []
