"""Sets that are kept in parts are sets, whatever parts their numbers lie in."""

from hypothesis import given
from hypothesis import strategies as st

from exeoflow.digraph import NO_NUMBERS, NumberSet

SETS = st.frozensets(st.one_of(st.integers(0, 40), st.integers(1000, 1050), st.integers(0, 100_000)))


@given(SETS, SETS)
def test_operations_are_those_of_sets(first: frozenset[int], second: frozenset[int]) -> None:
    one, other = NumberSet.of(first), NumberSet.of(second)

    assert list(one) == sorted(first)
    assert list(one | other) == sorted(first | second)
    assert list(one & other) == sorted(first & second)
    assert list(one - other) == sorted(first - second)
    assert one.isdisjoint(other) == first.isdisjoint(second)
    assert list(one.with_numbers(second)) == sorted(first | second)
    assert all(number in one for number in first)
    assert not any(number in one for number in second - first)
    assert (len(one), bool(one)) == (len(first), bool(first))


@given(SETS, SETS)
def test_what_is_empty_is_false(first: frozenset[int], second: frozenset[int]) -> None:
    assert bool(NumberSet.of(first) - NumberSet.of(first | second)) is False
    assert bool(NumberSet.of(first) & NumberSet.of(second - first)) is False


def test_a_set_of_one_high_number_takes_no_room_for_lower_ones() -> None:
    assert len(NumberSet.of([100_000]).parts) == 1


def test_all_empty_sets_are_one() -> None:
    one = NumberSet.of([3])

    assert NumberSet.of([]) is NO_NUMBERS
    assert one - one is NO_NUMBERS
    assert one & NumberSet.of([4]) is NO_NUMBERS
    assert NO_NUMBERS | NumberSet.of([]) is NO_NUMBERS


def test_sets_share_the_parts_that_an_operation_leaves() -> None:
    before = NumberSet.of(range(0, 100_000, 7))

    after = before.with_numbers([100_001])

    assert sum(bits is after.parts[part] for part, bits in before.parts.items()) == len(before.parts) - 1
    assert all(bits is before.parts[part] for part, bits in (before & after).parts.items())
    assert all(bits is before.parts[part] for part, bits in (before - NumberSet.of([1])).parts.items())
