"""Event patterns of the embedded bus; moto's matcher is asked the same where it knows the operator."""

import json
from typing import Any

import pytest
from moto.events.models import EventPattern

from exeoflow.adapters.event_bridge.patterns import pattern_of

EVENT = {
    "source": "shop",
    "detail": {
        "status": "Paid",
        "total": 12.5,
        "tags": ["new", "eu"],
        "is_gift": True,
        "note": None,
        "ip": "10.0.0.7",
        "path": "a/*/b",
        "inner": {"deep": "x"},
        "items": [{"sku": "a", "n": 1}, [{"sku": "b", "n": 2}]],
        "nested": [["x"], "y"],
        "none": [],
    },
}
CASES: list[tuple[Any, bool]] = [
    ({"source": ["shop"]}, True),
    ({"source": ["other", "shop"]}, True),
    ({"source": ["other"]}, False),
    ({"detail": {"status": [{"prefix": "Pa"}]}}, True),
    ({"detail": {"status": [{"prefix": {"equals-ignore-case": "pA"}}]}}, True),
    ({"detail": {"status": [{"suffix": "id"}]}}, True),
    ({"detail": {"status": [{"equals-ignore-case": "PAID"}]}}, True),
    ({"detail": {"status": [{"anything-but": "Paid"}]}}, False),
    ({"detail": {"status": [{"anything-but": ["Open"]}]}}, True),
    ({"detail": {"status": [{"anything-but": {"prefix": "Pa"}}]}}, False),
    ({"detail": {"total": [{"numeric": [">", 10, "<=", 12.5]}]}}, True),
    ({"detail": {"total": [{"numeric": ["=", 12]}]}}, False),
    ({"detail": {"status": [{"numeric": [">", 0]}]}}, False),
    ({"detail": {"tags": ["eu"]}}, True),
    ({"detail": {"tags": ["us"]}}, False),
    ({"detail": {"is_gift": [True]}}, True),
    ({"detail": {"note": [None]}}, True),
    ({"detail": {"missing": [{"exists": False}]}}, True),
    ({"detail": {"status": [{"exists": True}]}}, True),
    ({"detail": {"missing": ["x"]}}, False),
    ({"detail": {"inner": {"deep": ["x"]}}}, True),
    ({"detail": {"status": {"deep": ["x"]}}}, False),
    ({"$or": [{"source": ["other"]}, {"detail": {"status": ["Paid"]}}]}, True),
]
OURS: list[tuple[Any, bool]] = [
    ({"detail": {"ip": [{"cidr": "10.0.0.0/24"}]}}, True),
    ({"detail": {"ip": [{"cidr": "10.1.0.0/24"}]}}, False),
    ({"detail": {"status": [{"cidr": "10.1.0.0/24"}]}}, False),
    ({"detail": {"status": [{"wildcard": "P*d"}]}}, True),
    ({"detail": {"path": [{"wildcard": "a/\\*/*"}]}}, True),
    ({"detail": {"status": [{"wildcard": "P*x"}]}}, False),
    ({"detail": {"status": [{"suffix": ["x", "id"]}]}}, True),
    ({"detail": {"ip": [{"cidr": "10.0.0.1/8"}]}}, True),
    ({"detail": {"total": [{"cidr": "0.0.0.0/0"}]}}, False),
    ({"detail": {"items": {"sku": ["b"]}}}, True),
    ({"detail": {"items": {"sku": ["b"], "n": [2]}}}, True),
    ({"detail": {"items": {"sku": ["b"], "n": [1]}}}, False),
    ({"detail": {"nested": ["x"]}}, True),
    ({"detail": {"none": {"sku": [{"exists": False}]}}}, True),
    ({"detail": {"none": [{"exists": True}]}}, True),
    ({"detail": {"inner": [{"exists": True}]}}, False),
    ({"detail": {"inner": [{"exists": False}]}}, True),
    ({"detail": {"inner": [{"anything-but": "x"}]}}, False),
]


@pytest.mark.parametrize(("pattern", "matches"), CASES + OURS)
def test_an_event_matches_as_eventbridge_says(pattern: Any, matches: bool) -> None:  # noqa: FBT001
    assert pattern_of(pattern)(EVENT) is matches


@pytest.mark.parametrize(("pattern", "matches"), CASES)
def test_moto_says_the_same(pattern: Any, matches: bool) -> None:  # noqa: FBT001
    assert EventPattern(json.dumps(pattern), pattern).matches_event(EVENT) is matches


@pytest.mark.parametrize(
    "pattern",
    [
        {"source": "shop"},
        {"source": []},
        {"source": [{"magic": 1}]},
        {"source": [{"prefix": "a", "suffix": "b"}]},
        {"source": [{"numeric": [">"]}]},
    ],
)
def test_what_is_no_pattern_is_refused(pattern: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        pattern_of(pattern)
