"""Event patterns: what EventBridge accepts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from exeoflow.nodes.formats.event_pattern import check_event_pattern, pattern_doubt, pattern_fault


@pytest.mark.parametrize(
    "matcher",
    [
        "text",
        "",
        7,
        None,
        True,
        {"prefix": "a"},
        {"prefix": {"equals-ignore-case": "a"}},
        {"suffix": ".png"},
        {"equals-ignore-case": "a"},
        {"wildcard": "a*b"},
        {"wildcard": "a\\**\\\\"},
        {"exists": False},
        {"cidr": "10.0.0.0/24"},
        {"cidr": "2001:db8::/32"},
        {"numeric": ["=", 3]},
        {"numeric": [">", 0, "<=", 5.5]},
        {"anything-but": "a"},
        {"anything-but": [1, 2]},
        {"anything-but": {"prefix": "a"}},
        {"anything-but": {"suffix": ["a", "b"]}},
        {"anything-but": {"wildcard": "*/a"}},
    ],
)
def test_the_matchers_of_eventbridge_are_taken(matcher: object) -> None:
    pattern = {"source": ["aws.s3"], "detail": {"field": [matcher]}}

    assert check_event_pattern(pattern) == pattern


def test_alternatives_are_taken() -> None:
    pattern = {"detail": {"$or": [{"a": [1]}, {"b": {"c": [2]}}]}}

    assert check_event_pattern(pattern) == pattern


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        ({}, "pattern"),
        ({"source": "aws.s3"}, "source"),
        ({"source": []}, "source"),
        ({"detail": {}}, "detail"),
        ({"detail": {"a": [["nested"]]}}, "detail.a"),
        ({"detail": {"a": [{"prefix": ""}]}}, "detail.a"),
        ({"detail": {"a": [{"prefix": {"x": "a"}}]}}, "detail.a"),
        ({"detail": {"a": [{"suffix": 1}]}}, "detail.a"),
        ({"detail": {"a": [{"unknown": "a"}]}}, "detail.a"),
        ({"detail": {"a": [{"prefix": "a", "suffix": "b"}]}}, "detail.a"),
        ({"detail": {"a": [{}]}}, "detail.a"),
        ({"detail": {"a": [{"wildcard": "a**"}]}}, "detail.a"),
        ({"detail": {"a": [{"wildcard": "a\\"}]}}, "detail.a"),
        ({"detail": {"a": [{"wildcard": "a\\b"}]}}, "detail.a"),
        ({"detail": {"a": [{"exists": "yes"}]}}, "detail.a"),
        ({"detail": {"a": [{"cidr": "10.0.0.0/99"}]}}, "detail.a"),
        ({"detail": {"a": [{"cidr": 10}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": ">"}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": []}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": [">"]}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": ["~", 1]}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": [">", "1"]}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": [">", True]}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": ["<", 1, ">", 2]}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": [">", 2, "<", 1]}]}}, "detail.a"),
        ({"detail": {"a": [{"numeric": [">", 6e9]}]}}, "detail.a"),
        ({"detail": {"a": [{"anything-but": []}]}}, "detail.a"),
        ({"detail": {"a": [{"anything-but": ["a", 1]}]}}, "detail.a"),
        ({"detail": {"a": [{"anything-but": {"numeric": [">", 1]}}]}}, "detail.a"),
        ({"detail": {"a": [{"anything-but": {"prefix": "a", "suffix": "b"}}]}}, "detail.a"),
        ({"$or": [{"a": [1]}]}, "$or"),
        ({"$or": {"a": [1]}}, "$or"),
        ({"$or": [{"a": [1]}, "b"]}, "$or"),
        ({"$or": [{"a": [1]}, {"b": 2}]}, "$or.b"),
    ],
)
def test_a_malformed_field_is_named(pattern: dict[str, Any], field: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        check_event_pattern(pattern)

    assert raised.value.type == "pattern-invalid"
    assert raised.value.context == {"field_name": field}


def test_depth_and_length_are_bounded() -> None:
    deep: dict[str, Any] = {"a": [1]}
    for _ in range(30):
        deep = {"a": deep}

    with pytest.raises(PydanticCustomError, match="pattern-invalid"):
        check_event_pattern(deep)
    with pytest.raises(PydanticCustomError, match="pattern-too-long"):
        check_event_pattern({"source": ["a" * 5_000]})


def test_characters_are_counted_as_they_are_put() -> None:
    pattern = {"detail": {"city": ["京" * 1_000]}}

    assert check_event_pattern(pattern) == pattern


def _either(count: int) -> dict[str, Any]:
    return {"$or": [{"n": [each]} for each in range(count)]}


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ({"detail": {**_either(40), "inner": _either(26)}}, 1040),
        ({"$or": [_either(10), *_either(6)["$or"]], "a": _either(8), "b": _either(8)}, 1024),
    ],
)
def test_alternatives_are_as_many_as_a_rule_takes(pattern: dict[str, Any], count: int) -> None:
    with pytest.raises(PydanticCustomError, match="pattern-combinations") as raised:
        check_event_pattern(pattern)

    assert raised.value.context == {"count": str(count), "limit": "1000"}
    shared = {**pattern, "source": ["shop"]}
    assert check_event_pattern(shared) == shared


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        ({"detail": {"a": ["x" * 2_027]}}, None),
        ({"detail": {"a": ["x" * 2_028]}}, "2049"),
        ({"source": ["shop"], "detail": {"a": ["x" * 4_000]}}, None),
        ({"source": [{"prefix": "shop"}], "detail": {"a": ["x" * 4_000]}}, "4050"),
    ],
)
def test_a_pattern_with_rules_of_its_own_may_be_longer_than_the_quota(
    pattern: dict[str, Any], length: str | None
) -> None:
    assert pattern_fault(pattern) is None
    doubt = pattern_doubt(pattern)

    assert doubt == (length and ("pattern-over-quota", {"length": length, "limit": "2048"}))


@given(
    st.dictionaries(
        st.sampled_from(["a", "$or", "detail"]),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["prefix", "numeric", "anything-but", "cidr", "a"]), inner, max_size=2
                )
            ),
        ),
    )
)
def test_no_object_breaks_the_check(pattern: dict[str, Any]) -> None:
    try:
        assert check_event_pattern(pattern) == pattern
    except PydanticCustomError as fault:
        assert fault.type in ("pattern-invalid", "pattern-too-long")  # noqa: PT017 - both outcomes are right
