"""Histograms of durations beside the durations themselves."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeoflow.model.durations import Durations, bucket_of

A_YEAR = 366 * 86_400_000
# As many short ones as long ones: real durations spread over orders of magnitude.
DURATION = st.integers(0, 40).flatmap(lambda bits: st.integers(0, 2**bits))
PERCENT = st.integers(1, 100)


def durations_of(values: list[int]) -> Durations:
    return Durations(sum(values), Counter(map(bucket_of, values)))


def nearest_rank(values: list[int], percent: int) -> int:
    """The definition: the least value that so many per cent of all do not exceed."""
    return next(
        value
        for value in sorted(values)
        if sum(other <= value for other in values) * 100 >= percent * len(values)
    )


@given(st.lists(DURATION, min_size=1, max_size=60), PERCENT)
def test_a_percentile_is_as_exact_as_it_says(values: list[int], percent: int) -> None:
    exact = nearest_rank(values, percent)

    told = durations_of(values).percentile(percent)

    assert told is not None
    assert abs(told - exact) <= Fraction(exact, 64)


@given(st.lists(DURATION, min_size=1, max_size=60))
def test_the_average_is_exact(values: list[int]) -> None:
    average = durations_of(values).average

    assert average is not None
    assert abs(average - Fraction(sum(values), len(values))) <= Fraction(1, 2)


@given(DURATION, DURATION)
def test_longer_ones_are_in_no_earlier_bucket(one: int, other: int) -> None:
    shorter, longer = sorted((one, other))

    assert bucket_of(shorter) <= bucket_of(longer)


@pytest.mark.parametrize("value", [*range(64), 64, 127, 128, A_YEAR])
def test_below_64_every_millisecond_is_told_exactly(value: int) -> None:
    told = durations_of([value]).percentile(50)

    assert told == value or value >= 64


def test_a_year_of_milliseconds_needs_a_thousand_buckets() -> None:
    assert bucket_of(A_YEAR) < 1_000


def test_a_clock_that_goes_wrong_makes_no_bucket_below_zero() -> None:
    assert bucket_of(-5) == 0


def test_nothing_has_neither_average_nor_percentiles() -> None:
    assert (Durations().count, Durations().average, Durations().percentile(50)) == (0, None, None)
