"""Whole days and what is left of a span at its ends."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exeoflow.adapters.dynamodb.executions.day_spans import END_OF_TIME, cut_by_days

MILLISECOND = timedelta(milliseconds=1)
START = datetime(2024, 1, 20, tzinfo=UTC)
# Hours, and a millisecond beside each of them: the borders of days are what matters.
MOMENT = st.tuples(st.integers(0, 96), st.integers(-1, 1)).map(
    lambda at: START + timedelta(hours=at[0], milliseconds=at[1])
)


@given(MOMENT, MOMENT)
def test_days_and_rests_are_the_span_and_nothing_twice(one: datetime, other: datetime) -> None:
    since, until = sorted((one, other))

    (first, last), rests = cut_by_days(since, until)

    pieces = list(rests)
    if first <= last:
        begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
        pieces.append((begin, begin + timedelta(days=(last - first).days + 1) - MILLISECOND))
    pieces.sort()
    assert pieces[0][0] == since
    assert pieces[-1][1] == until
    assert all(end + MILLISECOND == begin for (_, end), (begin, _) in pairwise(pieces))
    assert all(end - begin < timedelta(days=1) - MILLISECOND for begin, end in rests)


def test_a_span_without_end_ends_with_the_last_day_that_there_is() -> None:
    assert cut_by_days(START, END_OF_TIME) == ((START.date(), date.max), [])


def test_a_part_of_the_last_day_that_there_is_has_no_day_after_it() -> None:
    since = datetime(9999, 12, 31, 10, tzinfo=UTC)

    (first, last), rests = cut_by_days(since, END_OF_TIME)

    assert last < first
    assert rests == [(since, END_OF_TIME)]
