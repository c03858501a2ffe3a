"""Templates: where expressions begin and end in a string, and what the string becomes."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeoflow.expressions import (
    ExpressionFault,
    Reference,
    Template,
    bind_template,
    bind_value,
    parse_expression,
    parse_template,
    parsing,
    texts_kept,
)

if TYPE_CHECKING:
    from exeoflow.model.json import Json


def _by_name(reference: Reference) -> str:
    return f"$v_{reference.root}_{reference.name.replace('-', '_')}"


def _fault(text: str) -> ExpressionFault:
    with pytest.raises(ExpressionFault) as raised:
        parse_template(text)
    return raised.value


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("no expression", []),
        ("}} alone", []),
        ("{{ $input.a }}", ["$input.a"]),
        ("{{$input.a}}{{ $input.b }}", ["$input.a", "$input.b"]),
        ('{{ {"a": {"b": 1}} }}', ['{"a": {"b": 1}}']),
        ('{{ {"a": {"b": 1}}}}', ['{"a": {"b": 1}}']),
        ("{{ '}}' & \"{{\" }}", ["'}}' & \"{{\""]),
        ("{{ `}}` }}", ["`}}`"]),
        ("{{ $input.a'b }} it's }}", ["$input.a'b"]),
        ("{{ 1 /* }} */ }}", ["1 /* }} */"]),
        (r"{{ $replace('a', /\}\}/, '') }}", [r"$replace('a', /\}\}/, '')"]),
        ("{{ $input.a / 2 }} and {{ 6 / $input.b }}", ["$input.a / 2", "6 / $input.b"]),
        ("{{ $contains('a', /a{2}/i) }}", ["$contains('a', /a{2}/i)"]),
        ("{{ $count($input.*) / 2 }}", ["$count($input.*) / 2"]),
        ("{{ $input.and / 2 }}", ["$input.and / 2"]),
        ("{{\n  1\n}}", ["1"]),
    ],
)
def test_expressions_end_where_their_own_braces_do(text: str, sources: list[str]) -> None:
    template = parse_template(text)

    assert [expression.source for expression in template.expressions] == sources
    assert template.is_literal == (not sources)


@pytest.mark.parametrize(
    ("text", "rule", "offset"),
    [
        ("a {{ 1", "template-open", 2),
        ("a {{ 'x", "template-open", 2),
        ("{{ }}", "expression-empty", 2),
        ("{{ 'x }}", "expression-string-open", 3),
        ('{{ "x }}', "expression-string-open", 3),
        ("{{ `x }}", "expression-quote-open", 3),
        ("{{ /* }}", "expression-comment-open", 3),
        ("{{ /a( }}", "expression-regex-open", 3),
        ("{{ 1 }} {{ 1 } 2 }}", "expression-unexpected", 13),
    ],
)
def test_what_has_no_end_is_refused_at_its_beginning(text: str, rule: str, offset: int) -> None:
    fault = _fault(text)

    assert (fault.rule, fault.offset) == (rule, offset)


def test_a_string_that_is_one_expression_keeps_the_values_type() -> None:
    assert bind_template(parse_template("{{ $input.a + 1 }}"), _by_name) == "{% $v_input_.a + 1 %}"


def test_several_parts_are_joined_to_a_string() -> None:
    template = parse_template('say "hi" to {{ $nodes.`my-node`.name }}{{ $index }}!')

    bound = bind_template(template, _by_name)

    assert bound == r'{% "say \"hi\" to " & $v_nodes_my_node.name & $v_index_ & "!" %}'
    assert template.sole is None


@pytest.mark.parametrize("text", ["", "plain", "{ not }", "ä %"])
def test_a_literal_stays_as_it_is(text: str) -> None:
    assert bind_template(parse_template(text), _by_name) == text


@pytest.mark.parametrize("text", ["{% 1 %}", "{%", "50 %}", "a {% b"])
def test_a_literal_that_step_functions_would_evaluate_is_quoted(text: str) -> None:
    assert bind_template(parse_template(text), _by_name) == f'{{% "{text}" %}}'


def test_values_are_bound_in_all_their_strings_but_not_in_their_keys() -> None:
    value: Json = {"{{ a }}": ["{{ $input }}", 1, None, {"b": ("{{ $nodes.x }} y",)}], "c": True}

    bound = bind_value(value, _by_name)

    assert bound == {"{{ a }}": ["{% $v_input_ %}", 1, None, {"b": ['{% $v_nodes_x & " y" %}']}], "c": True}


@pytest.mark.parametrize("text", ["$input.a = 1", "{{ $input.a = 1 }}", " {{$input.a = 1}} "])
def test_a_field_that_is_an_expression_may_leave_its_braces_out(text: str) -> None:
    assert parse_expression(text).source == "$input.a = 1"


@pytest.mark.parametrize("text", ["{{ 1 }} or {{ 2 }}", "{{ 1 }} x"])
def test_a_field_that_is_an_expression_is_just_one(text: str) -> None:
    with pytest.raises(ExpressionFault, match="expression-not-sole"):
        parse_expression(text)


@pytest.mark.parametrize(
    ("text", "cannot_fail"),
    [
        ("literal", True),
        ("{{ 1 }}", True),
        ("{{ $input.a }}", False),
        ("a {{ $input.a }}", True),
        ("a {{ $input.a + 1 }}", False),
    ],
)
def test_nothing_is_the_empty_string_only_where_parts_are_joined(text: str, *, cannot_fail: bool) -> None:
    assert parse_template(text).cannot_fail == cannot_fail


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_binding_every_reference_to_its_own_text_gives_the_source_back(literal: str) -> None:
    source = "$nodes.`a b`.c & $input & $nodes.x[0] & ($y := $trigger; $y)"
    template = parse_template(literal.replace("{", "") + "{{" + source + "}}")
    expression = template.expressions[0]

    bound = bind_template(template, lambda reference: expression.source[reference.start : reference.end])

    assert expression.source == source
    assert source in bound


@given(st.text(alphabet="{}[]()'\"`/*\\$ab.,:;?<>=!~|&%^@#-+ \n01") | st.text())
def test_no_text_at_all_breaks_the_parser(text: str) -> None:
    for candidate in (text, "{{" + text + "}}", "{{ $input." + text):
        try:
            template: Template | ExpressionFault = parse_template(candidate)
        except ExpressionFault as fault:
            template = fault
        offset = template.offset if isinstance(template, ExpressionFault) else 0
        assert 0 <= offset <= len(candidate)


def test_what_is_parsed_again_for_one_workflow_is_the_same_and_no_more_than_some_is_kept_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with texts_kept():
        first, second = (parse_template(f"{{{{ $input.kept{number} }}}}") for number in range(2))
        assert parse_template("{{ $input.kept0 }}") is first

    assert parse_template("{{ $input.kept0 }}") is first

    monkeypatch.setattr(parsing, "_KEPT", 1)
    with texts_kept():
        assert parse_template("{{ $input.kept1 }}") is second

    assert parse_template("{{ $input.kept1 }}") is not second


def test_a_long_text_is_parsed_once_for_its_workflow_and_not_kept_for_the_next() -> None:
    text = f"{{{{ $input.long & '{'x' * 500}' }}}}"
    with texts_kept():
        first = parse_template(text)
        assert parse_template(text) is first
        assert parse_expression(text) is parse_expression(f"{text} ")

    assert parse_template(text) is not first
