"""Ids, moments, pages and JSON."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeoflow.model import json, moment
from exeoflow.model.identifiers import derived_id, is_identifier, sortable_id
from exeoflow.model.page import Page, PageRequest

MOMENTS = st.integers(946_684_800_000, 4_102_444_800_000).map(lambda at: moment.from_seconds(at / 1000))


@given(MOMENTS, MOMENTS)
def test_the_order_of_written_moments_is_their_order_in_time(one: datetime, other: datetime) -> None:
    one, other = (at.replace(microsecond=at.microsecond // 1000 * 1000) for at in (one, other))

    assert (moment.write(one) < moment.write(other)) == (one < other)
    assert moment.read(moment.write(one)) == one


@given(st.floats(0, 4e9), st.floats(0, 1e6))
def test_a_duration_is_the_difference_of_the_moments_shown(start: float, seconds: float) -> None:
    one, other = moment.from_seconds(start), moment.from_seconds(start + seconds)
    shown = [moment.read(moment.write(at)) for at in (one, other)]

    assert moment.milliseconds_between(one, other) == (shown[1] - shown[0]) / timedelta(milliseconds=1)


def test_moments_are_read_in_any_zone_and_without_one_as_utc() -> None:
    expected = datetime(2024, 1, 20, 10, tzinfo=UTC)

    for text in ("2024-01-20T10:00:00Z", "2024-01-20T11:00:00+01:00", "2024-01-20T10:00:00"):
        assert moment.read(text) == expected
    assert moment.from_seconds(expected.timestamp()) == expected
    assert moment.write(expected.astimezone(timezone(timedelta(hours=2)))) == "2024-01-20T10:00:00.000Z"


@given(st.integers(0, 2**48), st.integers(0, 2**48), st.integers(0, 2**80 - 1))
def test_the_order_of_ids_is_the_order_of_their_making(one: int, other: int, chance: int) -> None:
    ids = sortable_id("wf", one, chance), sortable_id("wf", other, chance)

    assert (ids[0] < ids[1]) == (one < other)
    assert all(is_identifier(made) for made in ids)


def test_derived_ids_depend_on_every_part_and_its_place() -> None:
    ids = [derived_id("exec", *parts) for parts in (("a", "b"), ("b", "a"), ("ab", ""), ("", "ab"))]

    assert len(set(ids)) == 4
    assert ids[0] == derived_id("exec", "a", "b")
    assert all(is_identifier(made) for made in ids)


@pytest.mark.parametrize(("total", "pages"), [(0, 0), (1, 1), (20, 1), (21, 2)])
def test_pages_are_counted_up(total: int, pages: int) -> None:
    assert Page((), total, PageRequest()).pages == pages


def test_json_is_written_compactly_and_canonically() -> None:
    assert json.write({"ä": [1, None]}) == '{"ä":[1,null]}'
    assert json.canonical({"b": 1, "a": 2}) == json.canonical({"a": 2, "b": 1})


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_what_is_no_moment_in_utc_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="beyond the years"):
        moment.read(text)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}'])
def test_what_only_python_reads_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match="is no JSON"):
        json.read(text)
