"""Cron expressions, rates, time zones and timestamps."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from exeoflow.nodes.formats.cron import aws_cron, check_cron
from exeoflow.nodes.formats.cron_times import Cron
from exeoflow.nodes.formats.rate import check_rate
from exeoflow.nodes.formats.timestamp import check_timestamp
from exeoflow.nodes.formats.timezone import check_timezone


@pytest.mark.parametrize(
    ("cron", "aws"),
    [
        ("*/5 * * * *", "*/5 * * * ? *"),
        ("0 9 * * 1-5", "0 9 ? * MON,TUE,WED,THU,FRI *"),
        ("0 9 * * 5-7", "0 9 ? * SUN,FRI,SAT *"),
        ("0 9 * * sun", "0 9 ? * SUN *"),
        ("0,30 8-17/3 1 jan-MAR *", "0,30 8-17/3 1 JAN-MAR ? *"),
        ("5/15 * 31 * *", "5/15 * 31 * ? *"),
        ("0 0 29 2 *", "0 0 29 2 ? *"),
        ("0 9 ? * MON-FRI *", "0 9 ? * MON-FRI *"),
        ("0 9 L * ? 2030", "0 9 L * ? 2030"),
        ("0 9 15W * ? *", "0 9 15W * ? *"),
        ("0 9 ? * 6#3 *", "0 9 ? * 6#3 *"),
        ("0 9 ? * fril *", "0 9 ? * FRIL *"),
        ("0 9 l * *", "0 9 L * ? *"),
        ("0 9 15w * ? *", "0 9 15W * ? *"),
        ("0 9 L * *", "0 9 L * ? *"),
        ("0 9 15W 1-6 *", "0 9 15W 1-6 ? *"),
        ("0 9 * * 5#1", "0 9 ? * 6#1 *"),
        ("0 9 * * 7L", "0 9 ? * 1L *"),
        ("0 9 * 3 mon#2", "0 9 ? 3 2#2 *"),
        ("@daily", "0 0 * * ? *"),
        (" @Weekly ", "0 0 ? * SUN *"),
    ],
)
def test_a_cron_expression_has_six_fields_for_aws(cron: str, aws: str) -> None:
    assert aws_cron(cron) == aws
    assert check_cron(cron) == cron


@pytest.mark.parametrize(
    ("cron", "rule"),
    [
        ("", "cron-fields"),
        ("* * * *", "cron-fields"),
        ("60 * * * *", "cron-field"),
        ("* 24 * * *", "cron-field"),
        ("* * 0 * *", "cron-field"),
        ("* * * 13 *", "cron-field"),
        ("* * * * 8", "cron-field"),
        ("5-1 * * * *", "cron-field"),
        ("*/0 * * * *", "cron-field"),
        ("*-5 * * * *", "cron-field"),
        ("1,,2 * * * *", "cron-field"),
        ("٣ * * * *", "cron-field"),
        ("x * * * *", "cron-field"),
        ("* * 32W * *", "cron-field"),
        ("* * * * 5#6", "cron-field"),
        ("* * L * 5L", "cron-both-days"),
        ("@reboot", "cron-fields"),
        ("* * * * ? 1969", "cron-field"),
        ("0 9 1 * 1", "cron-both-days"),
        ("0 9 * * * 2030", "cron-question-mark"),
        ("0 */5 * * * *", "cron-seconds"),
        ("*/20 * * * * *", "cron-seconds"),
        ("0 0/5 * * * ?", "cron-seconds"),
        ("0 0 12 * * ? 2030", "cron-seconds"),
        ("0 0 12 1 * 1", "cron-seconds"),
        ("0 9 ? * ? *", "cron-question-mark"),
        ("0 0 30 2 *", "cron-never"),
        ("0 0 31 4,6 *", "cron-never"),
        ("0 0 31 FEB ? *", "cron-never"),
        (
            f"{','.join(map(str, range(60)))} {','.join(map(str, range(24)))} 1,2,3,4,5,6,7,8,9 * *",
            "cron-too-long",
        ),
    ],
)
def test_a_cron_expression_that_cannot_work_is_refused(cron: str, rule: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        check_cron(cron)

    assert raised.value.type == rule


@given(st.text(alphabet="0123456789*/,-?LW#SUNMO ", max_size=25))
def test_no_text_breaks_the_reading_of_cron(text: str) -> None:
    try:
        six = aws_cron(text)
    except PydanticCustomError:
        return

    assert aws_cron(six) == six


@given(
    st.tuples(
        st.sampled_from(["0", "*/7", "59"]),
        st.sampled_from(["0", "23", "8-17/3"]),
        st.sampled_from(["*", "?", "l", "LW", "lw", "1w", "31W", "31", "29", "1,15", "*/9"]),
        st.sampled_from(["*", "feb", "JAN-mar", "2", "4,6", "11/1"]),
        st.sampled_from(["*", "?", "L", "l", "fri", "FRIL", "5l", "sun#5", "7#1", "1-5", "mon-fri", "0,7"]),
        st.sampled_from(["", "*", "?", "2028", "2024-2199/4", "1970"]),
    )
)
def test_what_is_taken_for_cron_has_times_or_none(fields: tuple[str, ...]) -> None:
    try:
        six = check_cron(aws_cron(" ".join(fields)))
    except PydanticCustomError:
        return

    cron, after = Cron.parse(f"cron({six})"), datetime(2027, 2, 28, tzinfo=UTC)
    planned = cron.next_after(after, ZoneInfo("Europe/Berlin"), None)
    assert planned is None or planned > after


@pytest.mark.parametrize("rate", ["1 minute", "5 minutes", "12 hours", "1 days"])
def test_a_rate_is_a_number_and_a_unit(rate: str) -> None:
    assert check_rate(rate) == rate


@pytest.mark.parametrize(
    "rate", ["0 minutes", "-1 hours", "5", "5 seconds", "1.5 hours", "5  minutes", "٣ days"]
)
def test_anything_else_is_no_rate(rate: str) -> None:
    with pytest.raises(PydanticCustomError, match="rate"):
        check_rate(rate)


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin"])
def test_a_time_zone_is_one_of_the_iana_database(name: str) -> None:
    assert check_timezone(name) == name


# Files beside the zones, of which some machines have some.
_FILES = ("right/Europe/Berlin", "posix/Europe/Berlin", "posixrules", "localtime", "Factory")


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../etc/passwd", "Europe", "/etc/localtime", "a\0b", *_FILES]
)
def test_anything_else_is_no_time_zone(name: str) -> None:
    with pytest.raises(PydanticCustomError, match="zone"):
        check_timezone(name)


@pytest.mark.parametrize("text", ["2024-01-20T10:00:00Z", "2024-01-20T10:00:00.5+01:00"])
def test_a_timestamp_has_a_zone(text: str) -> None:
    assert check_timestamp(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-20",
        "2024-01-20T10:00:00",
        "2024-13-20T10:00:00Z",
        "tomorrow",
        "2024-02-30T10:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_anything_else_is_no_timestamp(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="timestamp"):
        check_timestamp(text)
