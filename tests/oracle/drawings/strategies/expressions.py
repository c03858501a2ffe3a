"""Sources of expressions over `$input`, `$nodes.x` and `$index`, and JSON values."""

from hypothesis import strategies as st

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a", "2"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)
_LEAVES = st.sampled_from(
    [
        "$input",
        "$input.a",
        "$input.a.b",
        "$nodes.x",
        "$nodes.x.a",
        "1",
        "'a'",
        "true",
        "null",
        "$input[0]",
        "$index",
        "$input.a[]",
    ]
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["=", "!=", "<", ">=", "in", "and", "or", "&", "+"])
    functions = st.sampled_from(["exists", "not", "boolean", "count", "type", "number", "string"])
    return st.one_of(
        st.builds(lambda a, op, b: f"({a}) {op} ({b})", inner, operators, inner),
        st.builds(lambda a, op, b: f"{a} {op} {b}", _LEAVES, operators, _LEAVES),
        st.builds(lambda name, a: f"${name}({a})", functions, inner),
        st.builds(lambda a, b, c: f"{a} ? {b} : {c}", _LEAVES, inner, _LEAVES),
        st.builds(lambda a, b: f"{a} ? {b}", _LEAVES, _LEAVES),
        st.builds(lambda a, b: f"[{a}, {b}]", inner, inner),
        st.builds(lambda a, b: f"{{'k': {a}, 'l': {b}}}", inner, inner),
        st.builds(lambda a: f"({a})[0]", inner),
        st.builds(lambda a: f"-{a}", _LEAVES),
    )


expression_sources = st.recursive(_LEAVES, _compound, max_leaves=5)
