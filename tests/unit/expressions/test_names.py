"""What names an expression may use, and how its references are found."""

import pytest

from exeoflow.expressions import Expression, ExpressionFault, parse_expression


def _references(source: str) -> list[tuple[str, str, str]]:
    expression = parse_expression(source)
    return [(item.root, item.name, _span(expression, item.start, item.end)) for item in expression.references]


def _span(expression: Expression, start: int, end: int) -> str:
    return expression.source[start:end]


@pytest.mark.parametrize(
    ("source", "references"),
    [
        ("$input", [("input", "", "$input")]),
        ("$input.a.b", [("input", "", "$input")]),
        ("$nodes.a.b", [("nodes", "a", "$nodes.a")]),
        ("$nodes.`my node`.b", [("nodes", "my node", "$nodes.`my node`")]),
        ("$nodes.'my-node'", [("nodes", "my-node", "$nodes.'my-node'")]),
        ("$nodes . a [0]", [("nodes", "a", "$nodes . a")]),
        ("$nodes./* why */a", [("nodes", "a", "$nodes./* why */a")]),
        ("$nodes.a@$x.b", [("nodes", "a", "$nodes.a")]),
        ("$input.{'x': $nodes.a}", [("input", "", "$input"), ("nodes", "a", "$nodes.a")]),
        (
            "$execution.id & $workflow.name",
            [("execution", "id", "$execution.id"), ("workflow", "name", "$workflow.name")],
        ),
        ("'$input' & `$nodes`", []),
        ("$input.list[$ = $index]", [("input", "", "$input"), ("index", "", "$index")]),
        ("$input.list^(>$nodes.a)", [("input", "", "$input"), ("nodes", "a", "$nodes.a")]),
        ("$input.list{k: $trigger}", [("input", "", "$input"), ("trigger", "", "$trigger")]),
        ("$map($input, function($i) { $item.a + $i })", [("input", "", "$input"), ("item", "", "$item")]),
        ("$input ~> |a|{'b': $nodes.c}, ['d']|", [("input", "", "$input"), ("nodes", "c", "$nodes.c")]),
        (
            "$input.a ? -$nodes.b : [1..$index]",
            [("input", "", "$input"), ("nodes", "b", "$nodes.b"), ("index", "", "$index")],
        ),
        ("$map($input, $substring(?, $nodes.b))", [("input", "", "$input"), ("nodes", "b", "$nodes.b")]),
    ],
)
def test_references_carry_the_span_that_stands_for_them(
    source: str, references: list[tuple[str, str, str]]
) -> None:
    assert _references(source) == references


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("$nodes", "expression-bare-nodes"),
        ("$nodes[0].a", "expression-bare-nodes"),
        ("$nodes.*", "expression-bare-nodes"),
        ("$nodes.(a)", "expression-bare-nodes"),
        ("($nodes).a", "expression-bare-nodes"),
        ("$execution", "expression-bare-execution"),
        ("$workflow.*", "expression-bare-workflow"),
        ("$execution.name", "expression-unknown-field"),
        ("$workflow.started_at", "expression-unknown-field"),
        ("$states.input", "expression-states"),
        ("$eval('1')", "expression-eval"),
        ("$typo(1)", "expression-unknown-name"),
        ("$input.a + $b", "expression-unknown-name"),
        ("($a := 1) + $a", "expression-unknown-name"),
        ("$map([1], function($a) { $a }) + $a", "expression-unknown-name"),
        ("$input := 1", "expression-root-bound"),
        ("function($nodes) { 1 }", "expression-root-bound"),
        ("$input@$item.a", "expression-root-bound"),
        ("$input#$states.a", "expression-root-bound"),
        ("$input.a[0]#$index.b", "expression-root-bound"),
        ("$ := 1", "expression-root-bound"),
    ],
)
def test_a_name_that_cannot_work_is_refused(source: str, rule: str) -> None:
    with pytest.raises(ExpressionFault) as raised:
        parse_expression(source)

    assert raised.value.rule == rule


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("($a := 1; $b := $a; $a + $b)", {"a", "b"}),
        ("($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(5))", {"f", "n"}),
        ("$input.list@$x.[$x.a]", {"x"}),
        ("$input.list#$i[$i = 0]", {"i"}),
        ("$input.list[a]#$i.{'n': $i}", {"i"}),
        ("$input@$x[$x.a = 1].b", {"x"}),
        ("($eval := function($x) { $x }; $eval(1))", {"eval", "x"}),
        ("$partition([1, 2], 1) ~> $count()", set()),
    ],
)
def test_names_that_an_expression_binds_itself_are_known_in_their_scope(source: str, bound: set[str]) -> None:
    assert parse_expression(source).bound == bound


@pytest.mark.parametrize("source", ["name", "*", "**.a", "$.a", "$$", "a.b + 1", "[a]", "$sum(list.price)"])
def test_a_field_of_no_value_is_noticed(source: str) -> None:
    assert parse_expression(source).reads_context


@pytest.mark.parametrize(
    "source",
    [
        "$input.name",
        "$input.(name)",
        "$input[$.a]",
        "$input[a = 1]",
        "$input.a^(b)",
        "$input ~> |a|{'c': b}|",
    ],
)
def test_a_field_of_a_value_is_not(source: str) -> None:
    assert not parse_expression(source).reads_context


def test_the_parent_of_a_field_may_be_read() -> None:
    assert _references("$nodes.a.b.%.c") == [("nodes", "a", "$nodes.a")]


@pytest.mark.parametrize("source", ["$nodes.a.%", "%", "$input.%"])
def test_nothing_lies_above_a_root(source: str) -> None:
    with pytest.raises(ExpressionFault, match="expression-parent"):
        parse_expression(source)


def test_words_of_the_language_name_nodes_too() -> None:
    assert _references("$nodes.and and $nodes.or.in") == [
        ("nodes", "and", "$nodes.and"),
        ("nodes", "or", "$nodes.or"),
    ]
