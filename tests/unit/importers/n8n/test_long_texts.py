"""Texts so long that no expression holds them: code makes them."""

import json
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from tests.unit.importers.n8n.applications.language_models.test_agent import (
    LANGCHAIN,
    agent,
    node,
    says,
    statuses,
)
from tests.unit.importers.n8n.applications.language_models.test_agent import run as run_agent
from tests.unit.importers.n8n.families.files.test_files import http
from tests.unit.importers.n8n.families.files.test_files import imported as imported_nodes
from tests.unit.importers.n8n.test_computed import codes, imported, run, status

LONG = 'Was zu sagen ist, sagt man in "Sätzen" \\ mit 100 % Geduld.\n' * 150
ITEM = {"a": {"b": "x"}, "l": [1, [2, 3]], "n": 0, "t": True}


def fields(*values: Any) -> dict[str, Any]:
    rows = [{"name": f"f{number}", "type": "string", "value": each} for number, each in enumerate(values)]
    return {"assignments": {"assignments": rows}}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ $json.a.b }}|{{ $json.l }}|{{ $json.n }}", "x|1,2,3|0"),
        ("{{ $json.gone.b }}|{{ $json.gone }}|{{ null }}|{{ $json.t }}", "|||true"),
        ("{{ $json.a.toJsonString() }}{{ $json.l.first() }}{{ $itemIndex }}", '{"b":"x"}10'),
        ("{{ $('start').item.json.a.b.toUpperCase() }} {{ $input.all().length }}", "X 1"),
        ("", ""),
    ],
)
def test_a_text_is_what_it_would_be_if_it_were_shorter(template: str, expected: str) -> None:
    text = template.join([LONG, LONG])
    done = imported("set", fields(f"={text}", template and f"={template}"), 3.4)

    (item,) = run(done, [ITEM])

    # A backslash that stands twice stands once in a text with expressions, and one alone as it is.
    assert item == {"f0": expected.join([LONG, LONG]), "f1": expected}
    assert status(done) == "exact"


def test_a_text_without_expressions_may_be_long() -> None:
    done = imported("set", fields(LONG), 3.4)

    assert run(done, [ITEM, ITEM]) == [{"f0": LONG}, {"f0": LONG}]


def test_many_fields_may_be_long_together() -> None:
    values = [f"={number} {'-' * 240} {{{{ $json.a.b }}}}" for number in range(40)]
    done = imported("set", fields(*values), 3.4)

    (item,) = run(done, [ITEM])

    assert item == {f"f{number}": f"{number} {'-' * 240} x" for number in range(40)}


def test_what_code_does_not_find_stays_with_its_rule() -> None:
    done = imported(
        "set", fields(LONG, "={{ $execution.mode }} {{ $runIndex }}", f"={{{{ $runIndex }}}}{LONG}"), 3.4
    )

    assert codes(done) == {"expression-too-long"}
    assert codes(imported("set", fields(LONG, f"={'-' * 99}{{{{ $runIndex }}}}"), 3.4)) == set()


def test_what_no_source_holds_is_refused() -> None:
    done = imported("set", fields(LONG * 10), 3.4)

    assert codes(done) == {"expression-too-long"}


def test_a_page_may_be_long() -> None:
    done = imported("html", {"html": f"{LONG}<b>{{{{ $json.a.b }}}}</b>{LONG}"}, 1.2)

    assert run(done, [ITEM]) == [{"html": f"{LONG}<b>x</b>{LONG}"}]


def test_an_agent_may_have_a_long_prompt_and_many_tools() -> None:
    tools = [
        node(
            f"tool {number}",
            f"{LANGCHAIN}.toolHttpRequest",
            toolDescription=f"{number} {LONG}"[:900],
            url="https://example.com/{town}",
        )
        for number in range(14)
    ]
    done = agent(*tools, options={"systemMessage": f"={LONG}{{{{ $json.town }}}}"})

    output, requests = run_agent(done, [says("Warm.")])

    assert output == [{"output": "Warm."}]
    body = json.loads(requests[0]["body"]) if isinstance(requests[0]["body"], str) else requests[0]["body"]
    assert body["messages"][0] == {"role": "system", "content": f"{LONG}Ulm"}
    told = [each["function"]["description"] for each in body["tools"]]
    assert told == [f"{number} {LONG}"[:900] for number in range(14)]
    assert "unsupported" not in statuses(done).values()


@pytest.mark.parametrize(("name", "expected"), [("x", set()), ("x" * 40, {"expression-too-long"})])
def test_the_names_of_steps_count_for_the_length_of_an_expression(name: str, expected: set[str]) -> None:
    values = (f"={{{{ $json.a{number}.normalize('NFD') }}}}" for number in range(115))
    rows = [{"name": f"q{number}", "value": value} for number, value in enumerate(values)]
    query = {"sendQuery": True, "queryParameters": {"parameters": rows}}
    done = imported_nodes(http(name, {"url": "https://example.com", **query}))

    assert codes(done, name) == expected
    assert isinstance(compile_workflow(done.workflow), CompiledWorkflow)
