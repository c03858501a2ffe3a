"""Nodes that work on lists, as pairs of type and config over `$input` and `$trigger`, and inputs for them."""

from hypothesis import strategies as st

_FUNCTIONS = ("count", "sum", "average", "min", "max", "first", "last", "list")

_scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b"])
_items = st.lists(
    _scalars
    | st.lists(_scalars, max_size=2)
    | st.fixed_dictionaries(
        {},
        optional={
            "k": _scalars,
            "g": st.sampled_from(["x", "y", 1, "1", True, [], ["x"], ["x", "y"], {"x": []}]),
            "v": st.integers(-3, 3),
        },
    ),
    max_size=6,
)
_rows = st.lists(
    st.fixed_dictionaries(
        {}, optional={"k": st.integers(0, 2), "g": st.sampled_from(["x", "y"]), "v": st.integers(0, 9)}
    ),
    max_size=6,
)
_key = st.sampled_from(["$item", "$item.k", "$item.v", "$index", "-$index", "$trigger.missing"])
_case = st.sampled_from(["$item.k", "$index < 2", "$item.v > 0", "$item.g = 'x'", "$trigger.none", "true"])


def _numbered(expressions: list[str]) -> list[dict[str, str]]:
    return [{"handle": f"case {number}", "expression": each} for number, each in enumerate(expressions)]


_values = st.lists(st.sampled_from(_FUNCTIONS), min_size=1, unique=True).map(
    lambda functions: [{"name": name, "function": name, "expression": "$item.v"} for name in functions]
)
collection_nodes = st.one_of(
    st.tuples(
        st.just("filter"),
        st.fixed_dictionaries({"expression": st.sampled_from(["$item.k", "$index < 2", "true"])}),
    ),
    st.tuples(
        st.just("sort"),
        st.fixed_dictionaries({"expression": _key, "order": st.sampled_from(["ascending", "descending"])}),
    ),
    st.tuples(
        st.just("limit"), st.fixed_dictionaries({"count": st.integers(0, 4), "offset": st.integers(0, 4)})
    ),
    st.tuples(
        st.just("partition"),
        st.fixed_dictionaries(
            {
                "cases": st.lists(_case, min_size=1, max_size=4).map(_numbered),
                "mode": st.sampled_from(["first", "all"]),
            },
            optional={"default": st.just("rest")},
        ),
    ),
    st.tuples(st.just("split"), st.fixed_dictionaries({"size": st.integers(1, 4)})),
    st.tuples(st.just("deduplicate"), st.fixed_dictionaries({"expression": _key})),
    st.tuples(
        st.just("aggregate"),
        st.fixed_dictionaries(
            {"values": _values}, optional={"group_by": st.sampled_from(["$item.g", "$item.k", "$item"])}
        ),
    ),
)

collection_inputs = _items | _rows | _scalars
