"""Code becomes a task for a tenant, inside a state that fails for it."""

from typing import Any

import pytest

from exeoflow.code.mentions import Mention, mentions_in
from exeoflow.code.syntax import SyntaxFault, syntax_fault
from exeoflow.nodes.lowering import Task
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.nodes.texts import texts_of
from tests.unit.nodes.lowered import lowered


def task(**config: Any) -> Task:
    found = lowered("code", config)
    assert isinstance(found, Task)
    return found


def test_code_is_called_for_its_workspace_with_the_values_that_it_names() -> None:
    called = task(source="return $nodes.a + $nodes['b-c'] + $trigger.n", timeout=5)

    assert called.resource == "arn:aws:states:::aws-sdk:lambda:invoke"
    assert called.timeout == 35
    assert called.arguments == {
        "FunctionName": "${RunCodeFunctionArn}",
        "TenantId": "${Workspace}",
        "Payload": {
            "language": "javascript",
            "source": "return $nodes.a + $nodes['b-c'] + $trigger.n",
            "timeout": 5,
            "values": {
                "input": "{% $v_input %}",
                "trigger": "{% $v_trigger %}",
                "nodes": {"a": "{% $v_nodes %}", "b-c": "{% $v_nodes %}"},
            },
            "node_id": "n",
            "execution_id": "{% $states.context.Execution.Name %}",
        },
    }


def test_n8ns_names_are_given_lists_by_n8ns_names() -> None:
    called: Any = task(
        source="return $('A').all()",
        names="n8n",
        mode="each",
        input="{{ $input.items }}",
        nodes={"A": "{{ $nodes.a }}"},
        timezone="Europe/Berlin",
        keep_failed_items=True,
    )

    payload = called.arguments["Payload"]
    assert payload["values"]["items"] == "{% $v_input.items %}"
    assert payload["values"]["nodes"] == {"A": "{% $v_nodes %}"}
    assert (payload["mode"], payload["timezone"], payload["on_error"]) == (
        "each",
        "Europe/Berlin",
        "continue",
    )


def test_a_source_that_looks_like_an_expression_stays_as_it_is() -> None:
    called: Any = task(source="return '{% $states.input %}' + `{{ 1 }}`")

    assert called.arguments["Payload"]["source"] == "{% \"return '{% $states.input %}' + `{{ 1 }}`\" %}"


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("javascript", '$nodes.a.b + $nodes [ "c d" ] + $nodes?.e', ["a", "c d", "e"]),
        ("javascript", "x$nodes.a + my.$nodesb + $nodes", ["a", ""][1:]),
        ("javascript", "$trigger + $triggers + x$trigger", [""]),
        ("python", "nodes['a'] + my.nodes['b'] + nodes", ["a"]),
        ("python", "trigger + trigger_n", [""]),
    ],
)  # fmt: skip
def test_mentions(language: str, source: str, expected: list[str]) -> None:
    assert [mention.name for mention in mentions_in(language, source)] == expected


def test_a_mention_knows_its_place() -> None:
    assert list(mentions_in("javascript", "f($nodes.a)")) == [Mention("nodes", "a", 2, 10)]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"source": "return $nodes.a"}, [("source", ["a"])]),
        ({"source": "$nodes.a", "names": "n8n", "nodes": {"A": "{{ $nodes.b }}"}}, [("nodes.A", ["b"])]),
        ({"source": "return nodes['a']", "language": "python", "input": 1}, [("source", ["a"])]),
        ({"source": "return $nodes.a", "language": 5}, []),
        ({"source": 5}, []),
    ],
)  # fmt: skip
def test_what_code_reads_is_read_of_configurations_that_may_be_wrong(
    config: dict[str, Any], expected: list[tuple[str, list[str]]]
) -> None:
    found = [
        (".".join(map(str, text.path)), [each.name for one in text.parse() for each in one.references])
        for text in texts_of(NODE_TYPES["code"].config, config)
    ]

    assert [each for each in found if each[1]] == expected


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("javascript", "await 1; return 2", None),
        ("javascript", "let a;\nlet a;", SyntaxFault("invalid redefinition of lexical identifier", 2)),
        ("javascript", "return 1\n}", SyntaxFault("Unexpected token '}'", 2)),
        ("javascript", "return 1 // end", None),
        ("javascript", "return 1\n)", SyntaxFault("unexpected token in expression: ')'", 2)),
        ("javascript", "return 1 /*", SyntaxFault("unexpected end of comment", 1)),
        ("javascript", "}); for (;;) {}; (() => {", SyntaxFault("unexpected token in expression: ')'", 1)),
        ("javascript", "}}); for (;;) {}; (() => {{", SyntaxFault("Unexpected token '}'", 1)),
        ("javascript", "(" * 60_000, SyntaxFault("RangeError: Maximum call stack size exceeded")),
        ("python", "return 1", None),
        ("python", "x = '\\d'\nreturn x", None),
        ("python", "\nreturn (", SyntaxFault("'(' was never closed", 2)),
        ("python", "a\0", SyntaxFault("source code string cannot contain null bytes")),
        ("python", "-" * 60_000 + "1", SyntaxFault("too deeply nested")),
    ],
)  # fmt: skip
def test_faults_of_syntax(language: str, source: str, expected: SyntaxFault | None) -> None:
    assert syntax_fault(language, source) == expected


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"files": "contents"}, ("contents", "value")),
        ({"response": "file"}, ("references", "file")),
    ],
)
def test_code_over_files_is_asked_for_by_who_may_read_them(config: Any, told: tuple[str, str]) -> None:
    called: Any = task(source="return $input", timeout=5, **config)

    payload = called.arguments["Payload"]
    assert called.arguments["FunctionName"] == "${RunFileOperationFunctionArn}"
    assert (payload["operation"], payload["files"], payload["response"]) == ("code", *told)
    assert payload["code"] == task(source="return $input", timeout=5).arguments["Payload"]  # type: ignore[index, call-overload]
    assert (payload["workspace"], called.timeout) == ("${Workspace}", 65)
    assert called.unpacked == "{% $states.result.Payload %}"


def test_what_code_keeps_as_a_file_is_known_to_be_one() -> None:
    code = NODE_TYPES["code"]

    assert code.known_fields({"response": "file"}) == ("exeoflow:file", "size", "content_type")
    assert code.known_file({"response": "file"}) == ()
    assert code.known_fields({}) is None
