"""Sort by fields: also where values have no order, as V8 sorts by what n8n says of two of them."""

from typing import Any

import pytest

from tests.unit.importers.n8n.test_computed import imported, run, status

MIXED: list[Any] = [5, None, "b", "missing", 0, "A", True, "10", {"k": 1}, [], 3]
ITEMS: list[Any] = [{"i": i, **({} if v == "missing" else {"v": v})} for i, v in enumerate(MIXED)]


def sorted_by(*fields: tuple[str, str], **options: Any) -> Any:
    rows = [{"fieldName": name, "order": order} for name, order in fields]
    return imported("sort", {"sortFieldsUi": {"sortField": rows}, "options": options}, 1)


def order(done: Any, items: list[Any]) -> list[int]:
    return [item["i"] for item in run(done, items)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([("v", "ascending")], [1, 0, 7, 5, 2, 3, 4, 9, 6, 8, 10]),
        ([("v", "descending")], [8, 3, 2, 5, 7, 0, 10, 6, 9, 4, 1]),
        ([("v", "descending"), ("i", "descending")], [8, 3, 2, 5, 7, 0, 10, 6, 9, 4, 1]),
    ],
)
def test_values_without_an_order_are_sorted_as_v8_sorts_them(
    fields: list[tuple[str, str]], expected: list[int]
) -> None:
    done = sorted_by(*fields)

    assert order(done, ITEMS) == expected
    assert status(done) == "exact"


def test_equal_values_keep_their_order_in_both_directions() -> None:
    items = [{"i": i, "n": {"v": v}} for i, v in enumerate(["b", "A", "B", "a"])]

    assert order(sorted_by(("n.v", "ascending")), items) == [1, 3, 0, 2]
    assert order(sorted_by(("n.v", "descending")), items) == [0, 2, 1, 3]


def test_a_field_that_no_item_has_fails_the_node_as_in_n8n() -> None:
    with pytest.raises(AssertionError, match="could not be evaluated"):
        run(sorted_by(("v", "ascending"), ("w", "ascending")), ITEMS)


def test_a_field_of_lists_without_elements_is_in_an_item() -> None:
    assert run(sorted_by(("v", "ascending")), [{"v": []}]) == [{"v": []}]


def test_long_lists_without_an_order_fail_rather_than_to_be_sorted_in_another_way() -> None:
    with pytest.raises(AssertionError, match="could not be evaluated"):
        run(sorted_by(("v", "ascending")), [{"v": number or None} for number in range(64)])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("={{ $json.l.sort((a, b) => a < b).join() }}", "3,1,2,1"),
        ("={{ $json.o.toSorted((x, y) => x.n > y.n ? 1 : -1).map(x => x.i).join() }}", "2,1,0"),
    ],
)
def test_an_expression_sorts_as_v8_does(written: str, expected: str) -> None:
    fields = [{"name": "t", "type": "string", "value": written}]
    done = imported("set", {"assignments": {"assignments": fields}}, 3.4)
    objects = [{"n": 1, "i": 0}, {"n": 1, "i": 1}, {"n": 0, "i": 2}]

    assert run(done, [{"l": [3, 1, 2, 1], "o": objects}]) == [{"t": expected}]


@pytest.mark.parametrize(
    ("count", "first", "last"),
    [
        (2, [0, 1], [2, 3]),
        (1.5, [0], [2, 3]),
        (-1, [0, 1, 2], []),
        (True, [0], [3]),
        ("={{ '2' }}", [0, 1], [2, 3]),
        ("={{ -1.5 }}", [0, 1, 2], []),
        ("={{ 'x' }}", [], [0, 1, 2, 3]),
        ("={{ $json.none }}", [0, 1, 2, 3], [0, 1, 2, 3]),
        ("={{ null }}", [], []),
        ("={{ 9 }}", [0, 1, 2, 3], [0, 1, 2, 3]),
        ("={{ 1/0 }}", [0, 1, 2, 3], [0, 1, 2, 3]),
        ("={{ -1/0 }}", [], []),
        ("={{ 0/0 }}", [], [0, 1, 2, 3]),
        ("={{ $json.endless }}", [0, 1, 2, 3], [0, 1, 2, 3]),
    ],
)
def test_a_list_is_cut_as_javascript_cuts_it(count: object, first: list[int], last: list[int]) -> None:
    items: list[Any] = [{"n": number, "endless": "Infinity"} for number in range(4)]

    for keep, expected in (("firstItems", first), ("lastItems", last), ("odd", last)):
        done = imported("limit", {"maxItems": count, "keep": keep}, 1)

        assert [each["n"] for each in run(done, items) or []] == expected
        assert (status(done) == "exact") == (keep != "odd")


def test_items_are_shuffled() -> None:
    done = imported("sort", {"type": "random"}, 1)

    assert sorted(each["n"] for each in run(done, [{"n": n} for n in range(9)])) == list(range(9))
