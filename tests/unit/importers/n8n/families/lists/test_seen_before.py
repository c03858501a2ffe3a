"""Remove Duplicates over runs: what an earlier run of the node has seen is left out."""

from typing import Any

import pytest

from tests.unit.importers.n8n.test_computed import imported, run, status
from tests.unit.importers.n8n.test_static_data import Table, played

SEEN: dict[str, Any] = {"operation": "removeItemsSeenInPreviousExecutions"}


def runs(parameters: dict[str, Any], *lists: list[Any]) -> list[Any]:
    done = imported("removeDuplicates", SEEN | parameters)
    assert status(done) == "approximated", done.nodes
    return played(done, Table(), *lists)


def numbered(*numbers: Any) -> list[Any]:
    return [{"n": number} for number in numbers]


def test_values_that_were_seen_are_left_out() -> None:
    first, second, third = runs(
        {"dedupeValue": "={{ $json.n }}"},
        numbered("b", 2, "b", 1),
        numbered("c", 2, None),
        numbered("c", "b"),
    )

    assert first == numbered(1, 2, "b", "b")  # n8n gives them in the order of its keys
    assert second == numbered("c", None)
    assert third == []


def test_values_may_be_evaluated_by_code() -> None:
    lists = numbered(1, 2), numbered(2, 3)

    found = runs({"dedupeValue": "={{ (() => { let n = $json.n; return n; })() }}"}, *lists)

    assert found == [numbered(1, 2), numbered(3)]


@pytest.mark.parametrize(
    ("parameters", "lists", "expected"),
    [
        (
            {"logic": "removeItemsUpToStoredIncrementalKey", "incrementalDedupeValue": "={{ $json.n }}"},
            [numbered(5, "7", 6), numbered(9, 7, 8)],
            [numbered(5, 6, "7"), numbered(8, 9)],
        ),
        (
            {"logic": "removeItemsUpToStoredDate", "dateDedupeValue": "={{ $json.n }}"},
            [numbered("2024-05-02", "2024-05-01T23:00:00+02:00"), numbered("2024-05-03", "2024-05-02")],
            [numbered("2024-05-02", "2024-05-01T23:00:00+02:00"), numbered("2024-05-03")],
        ),
    ],
)
def test_values_up_to_the_last_are_left_out(
    parameters: dict[str, Any], lists: list[Any], expected: list[Any]
) -> None:
    assert runs(parameters, *lists) == expected


@pytest.mark.parametrize(
    ("parameters", "items"),
    [
        ({"dedupeValue": "={{ $json.n }}", "options": {"historySize": 1}}, numbered(1, 2)),
        ({"logic": "removeItemsUpToStoredIncrementalKey", "incrementalDedupeValue": "x"}, numbered(1)),
        ({"logic": "removeItemsUpToStoredDate", "dateDedupeValue": "={{ $json.n }}"}, numbered("x")),
        ({"logic": "removeItemsUpToStoredDate"}, numbered(1)),
    ],
)
def test_values_that_cannot_be_compared_fail(parameters: dict[str, Any], items: list[Any]) -> None:
    assert runs(parameters, items) == [None]


def test_forgetting_gives_items_on() -> None:
    done = imported("removeDuplicates", {"operation": "clearDeduplicationHistory", "mode": "cleanDatabase"})

    assert run(done, numbered(1, 1)) == numbered(1, 1)


@pytest.mark.parametrize("parameters", [{"logic": "other"}, {"options": {"scope": "workflow"}}])
def test_what_is_seen_otherwise_is_told(parameters: dict[str, Any]) -> None:
    assert status(imported("removeDuplicates", SEEN | parameters)) == "unsupported"
