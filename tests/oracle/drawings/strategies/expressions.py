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

_TEXTS = st.sampled_from(
    [
        "''",
        "'a'",
        "'Ab c'",
        "'a,b,,c'",
        "' 12 '",
        "'12'",
        "'1e3'",
        "'-0.5'",
        "'hé€'",
        "'😀x'",
        "'2024-01-20'",
        "'2024-01-20T10:30:00.000Z'",
        "'2024-01-20 10:00:00'",
        "'{}'",
        "'ẞ'",
        "'\\n'",
        "$t",
        "$t.a",
    ]
)
_WORDS = st.sampled_from(["''", "'a'", "','", "'-'", "'é'", "'hé€'"])
_MOMENTS = st.sampled_from(["0", "1705746600000", "-1", "1e12", "1705746600123.4"])
_NUMBERS = st.sampled_from(["0", "-1", "2", "2.5", "-0.5", "1e-7", "123456", "0.1", "5.5", "$n", "$n.a"])
_LISTS = st.sampled_from(
    [
        "[]",
        "[1]",
        "[3,1,2]",
        "['b','a']",
        "[1,'a',null]",
        "[[1],[2]]",
        "[{'a':1,'b':'x'},{'a':2}]",
        "[1..4]",
        "$l",
        "$l.a",
        "$l[]",
        "$l.a[]",
    ]
)
_OBJECTS = st.sampled_from(
    ["{}", "{'a':1}", "{'a':{'b':[1,2]},'c':null}", "{'a':[{'b':1},{'b':2}]}", "$o", "$l[0]"]
)
_PATTERNS = st.sampled_from(
    ["/a/", "/[a-c]/i", "/(\\d)(\\d)?/", "/^\\s+|\\s+$/", "/,/", "/(a)|b/", "/./", "/x*/"]
)
_LAMBDAS = st.sampled_from(
    [
        "function($v){$v}",
        "function($v,$i){$i}",
        "function($v){$v.a}",
        "function($v){$v > 1}",
        "function($v){[$v]}",
    ]
)
_PICTURES = st.sampled_from(["'0'", "'#.#'", "'0.00'", "'#,##0.0'", "'00%'", "'w'", "'I'"])
_TIMES = st.sampled_from(
    ["'[Y0001]-[M01]-[D01]'", "'[H01]:[m01]'", "'[FNn], [D1o] [MNn] [Y]'", "'[h]:[m01] [P]'"]
)

_ANY = st.one_of(_TEXTS, _NUMBERS, _LISTS, _OBJECTS, _LEAVES)


def _call(template: str, *arguments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*arguments).map(lambda given: template.format(*given))


_OF_TEXT = (
    "string",
    "length",
    "lowercase",
    "uppercase",
    "trim",
    "base64encode",
    "base64decode",
    "encodeUrlComponent",
    "decodeUrlComponent",
    "encodeUrl",
    "decodeUrl",
    "number",
    "boolean",
    "not",
    "exists",
    "type",
    "toMillis",
)
_OF_NUMBERS = (
    "abs",
    "floor",
    "ceil",
    "sqrt",
)
_OF_LISTS = (
    "count",
    "sum",
    "max",
    "min",
    "average",
    "append",
    "reverse",
    "distinct",
    "sort",
    "keys",
    "spread",
    "merge",
    "zip",
    "join",
)

_CALLS = st.one_of(
    *(_call(f"${name}({{}})", _TEXTS | _ANY) for name in _OF_TEXT),
    *(_call(f"${name}({{}})", _NUMBERS | _ANY) for name in _OF_NUMBERS),
    *(_call(f"${name}({{}})", _LISTS | _ANY) for name in _OF_LISTS),
    _call("$substring({}, {}, {})", _TEXTS, _NUMBERS, _NUMBERS),
    _call("$substring({}, {})", _TEXTS, _NUMBERS),
    _call("$substringBefore({}, {})", _TEXTS, _TEXTS),
    _call("$substringAfter({}, {})", _TEXTS, _TEXTS),
    _call("$pad({}, {}, {})", _TEXTS, st.sampled_from(["5", "-5", "0", "1"]), _TEXTS),
    _call("$split({}, {})", _TEXTS, _WORDS | _PATTERNS),
    _call("$split({}, {}, {})", _TEXTS, _WORDS, _NUMBERS),
    _call("$join({}, {})", _LISTS, _TEXTS),
    _call("$contains({}, {})", _TEXTS, _WORDS | _PATTERNS),
    _call("$match({}, {})", _TEXTS, _PATTERNS),
    _call("$replace({}, {}, {})", _TEXTS, _WORDS | _PATTERNS, _WORDS),
    _call("$round({}, {})", _NUMBERS, st.sampled_from(["0", "1", "-1", "2"])),
    _call("$power({}, {})", _NUMBERS, st.sampled_from(["0", "2", "-1", "0.5"])),
    _call("$formatNumber({}, {})", _NUMBERS, _PICTURES),
    _call("$formatBase({}, {})", _NUMBERS, st.sampled_from(["2", "16", "10"])),
    _call("$formatInteger({}, {})", st.sampled_from(["0", "7", "12", "1999", "-3"]), _PICTURES),
    _call("$fromMillis({}, {})", _MOMENTS, _TIMES),
    _call("$map({}, {})", _LISTS, _LAMBDAS),
    _call("$filter({}, {})", _LISTS, _LAMBDAS),
    _call("$single({}, {})", _LISTS, _LAMBDAS),
    _call("$each({}, {})", _OBJECTS, _LAMBDAS),
    _call("$sift({}, {})", _OBJECTS, _LAMBDAS),
    _call("$reduce({}, function($a, $b) {{ $a & $b }})", _LISTS),
    _call("$sort({}, function($a, $b) {{ $a < $b }})", _LISTS),
    _call("$lookup({}, {})", _OBJECTS | _LISTS, _TEXTS),
    _call("$append({}, {})", _LISTS, _LISTS),
    _call("$merge([{}, {}])", _OBJECTS, _OBJECTS),
    _call(
        "{}.{}", _OBJECTS, st.sampled_from(["a", "a.b", "*", "**", "%", "a[0]", "`c`", "a^(>b)", "a{b: $}"])
    ),
    _call("{}[{}]", _LISTS, st.sampled_from(["0", "-1", "a = 1", "$ > 1", "[0..1]", "$.a"])),
    _call("{}^({})", _LISTS, st.sampled_from(["a", ">a", "$", "<b"])),
    _call("{}{{a: b}}", _LISTS),
    _call("{} % {}", _NUMBERS, _NUMBERS),
    _call("{} / {}", _NUMBERS, st.sampled_from(["2", "-0.5", "7", "1e-7"])),
    _call("{} * {} - {}", _NUMBERS, _NUMBERS, _NUMBERS),
    _call("({} ~> |$|{}|)", st.sampled_from(["{}", "{'a':1}", "{'a':{'b':[1,2]},'c':null}"]), _OBJECTS),
    _call("{} ~> $string()", _ANY),
    _call("($x := {}; [$x, {}])", _ANY, _ANY),
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _call("[{}, {}]", inner, inner),
        _call("{} & {}", inner, inner),
        _call("$string({})", inner),
        _call("({}) = ({})", inner, inner),
        _call("$type({})", inner),
        _call("$count({})", inner),
        _call("$exists({}) ? {} : 'none'", inner, inner),
        _call("{{'k': {}}}", inner),
    )


any_sources = st.recursive(_CALLS, _nested, max_leaves=3)
"""Every function and operator, with arguments that fit and arguments that do not.

Not drawn is what JSONata 2.0.6 answers by accident: patterns and replacements that are nothing (a TypeError
of JavaScript, or the text "undefined"), moments beyond its calendar ("NaN:NaN"), an update of what is no
object, a division by zero, numbers of more than 15 digits, and pictures with an exponent (an endless loop).
"""
