"""Nodes that compute a field of each item, send mail, or call another workflow."""

import json
import re
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import import_of, imported_machine


def imported(
    kind: str, parameters: dict[str, Any], version: float = 2, timezone: str = "UTC", **flags: Any
) -> Import:
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.executeWorkflowTrigger", "position": [0, 0]},
        {
            "name": "it",
            "type": f"n8n-nodes-base.{kind}",
            "typeVersion": version,
            "parameters": parameters,
            **flags,
        },
    ]
    connections = {"start": {"main": [[{"node": "it", "type": "main", "index": 0}]]}}
    settings = {"timezone": timezone}
    return import_of({"name": "x", "nodes": nodes, "connections": connections, "settings": settings})


def status(done: Import) -> str:
    return next(str(each.status) for each in done.nodes if each.node.name == "it")


def codes(done: Import, name: str = "it") -> set[str]:
    """The codes of the reasons that the report gives for a node."""
    return {reason.code for each in done.nodes if each.node.name == name for reason in each.reasons}


def run(done: Import, items: list[Any], answers: list[Any] | None = None) -> Any:
    assert status(done) != "unsupported", done.nodes
    trace = simulate(imported_machine(done), items, Services(answers=answers or []))
    assert trace.outcome.status == "success", trace.outcome
    return trace.outcome.output


@pytest.mark.parametrize(
    ("version", "parameters", "expected"),
    [
        (1, {"value": "={{ $json.t }}"}, "900150983cd24fb0d6963f7d28e17f72"),
        (2, {"value": "={{ $json.t }}"}, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            1,
            {"value": "={{ $json.t }}", "type": "SHA1", "encoding": "base64"},
            "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
        ),
        (
            1,
            {"action": "hmac", "type": "SHA256", "value": "what do ya want for nothing?", "secret": "Jefe"},
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
    ],
)
def test_hashes_are_exact(version: int, parameters: dict[str, Any], expected: str) -> None:
    done = imported("crypto", {"dataPropertyName": "hash", **parameters}, version)

    assert run(done, [{"t": "abc"}]) == [{"t": "abc", "hash": expected}]
    assert status(done) == "exact"


@pytest.mark.parametrize(
    ("encoding", "letters"), [("hex", r"[0-9a-f]{9}"), ("base64", r"\w{5,9}"), ("ascii", r"[\x00-\x7f]{9}")]
)
def test_something_random_has_the_letters_and_the_length_that_n8n_gives_it(
    encoding: str, letters: str
) -> None:
    given = {"action": "generate", "encodingType": encoding, "stringLength": "={{ $json.n }}"}

    [item] = run(imported("crypto", given, 1), [{"n": 9}])

    assert re.fullmatch(letters, item["data"], re.DOTALL)


def test_something_random_is_a_uuid() -> None:
    output = run(imported("crypto", {"action": "generate", "dataPropertyName": "id"}, 1), [{}, {}])

    assert [len(each["id"]) for each in output] == [36, 36]


@pytest.mark.parametrize(
    "parameters",
    [{"type": "RIPEMD160"}, {"action": "sign"}, {"binaryData": True}, {"encoding": "latin1"}],
)
def test_other_ways_of_hashing_are_unsupported(parameters: dict[str, Any]) -> None:
    assert status(imported("crypto", parameters, 1)) == "unsupported"


def test_a_key_in_a_credential_is_unsupported() -> None:
    assert status(imported("crypto", {"action": "hmac", "value": "x"}, 2)) == "unsupported"


def test_markdown_becomes_html() -> None:
    text = (
        "# A *b*\n\nSome **bold** [text](https://x.example) and `a<b`.\n\n"
        "- one\n- two\n    - three\n\n> said\n\n---\n"
    )
    done = imported("markdown", {"mode": "markdownToHtml", "markdown": "={{ $json.t }}"}, 1)

    html = run(done, [{"t": text}])[0]["data"]

    assert html == (
        '<h1 id="ab">A <em>b</em></h1>\n'
        '<p>Some <strong>bold</strong> <a href="https://x.example">text</a> and <code>a&lt;b</code>.</p>\n'
        "<ul>\n<li>one</li>\n<li>two<ul>\n<li>three</li>\n</ul></li>\n</ul>\n"
        "<blockquote>\n  <p>said</p>\n</blockquote>\n<hr />"
    )
    assert status(done) == "approximated"


def test_html_becomes_markdown() -> None:
    html = (
        "<style>p {}</style><h2>A &amp; B</h2><p>Some <b>bold</b>\n<a href='https://x.example'>text</a>.</p>"
        "<ol><li>one</li><li>two</li></ol>"
    )
    done = imported("markdown", {"html": "={{ $json.t }}", "destinationKey": "md"}, 1)

    assert run(done, [{"t": html}])[0]["md"] == (
        "## A & B\n\nSome **bold**\n[text](https://x.example).\n\n1. one\n\n2. two"
    )


@pytest.mark.parametrize(
    ("version", "parameters", "expected"),
    [
        (
            2,
            {"operation": "addToDate", "magnitude": "={{ $json.d }}", "duration": 2},
            "2024-03-01T10:00:00.000Z",
        ),
        (
            2,
            {
                "operation": "subtractFromDate",
                "magnitude": "={{ $json.d }}",
                "duration": 1,
                "timeUnit": "months",
            },
            "2024-01-28T10:00:00.000Z",
        ),
        (2, {"operation": "formatDate", "date": "={{ $json.d }}", "format": "yyyy/MM/dd"}, "2024/02/28"),
        (2, {"operation": "extractDate", "date": "={{ $json.d }}", "part": "week"}, 9),
        (2, {"operation": "roundDate", "date": "={{ $json.d }}"}, "2024-02-01T00:00:00.000Z"),
        (
            2,
            {
                "operation": "getTimeBetweenDates",
                "startDate": "={{ $json.d }}",
                "endDate": "2024-03-01T10:00:00Z",
            },
            {"days": 2},
        ),
        (1, {"value": "={{ $json.d }}", "toFormat": "DD.MM.YYYY", "dataPropertyName": "out"}, "28.02.2024"),
        (
            1,
            {"action": "calculate", "value": "={{ $json.d }}", "duration": 1, "dataPropertyName": "out"},
            "2024-02-29T10:00:00.000Z",
        ),
    ],
)
def test_dates(version: int, parameters: dict[str, Any], expected: object) -> None:
    named = parameters | ({"outputFieldName": "out"} if version == 2 else {})

    output = run(imported("dateTime", named, version), [{"d": "2024-02-28T10:00:00.000Z"}])

    assert output[0]["out"] == expected


BERLIN = "Europe/Berlin"
LATE = "2024-02-28T23:30:00.000Z"
IN_ZONE = {"options": {"timezone": True}}
OFFSET = "2024-02-28T23:30:00+05:30"


@pytest.mark.parametrize(
    ("version", "parameters", "expected"),
    [
        (2, {"operation": "addToDate", "magnitude": LATE, "duration": 1}, "2024-03-01T00:30:00.000+01:00"),
        (2, {"operation": "addToDate", "magnitude": "2024-02-28 12:00", "duration": 1},
         "2024-02-29T13:00:00.000+01:00"),
        (2, {"operation": "extractDate", "date": LATE, "part": "day"}, 29),
        (2, {"operation": "roundDate", "date": LATE, "toNearest": "day"}, "2024-02-29T00:00:00.000+01:00"),
        (2, {"operation": "formatDate", "date": LATE, "format": "dd HH"}, "28 23"),
        (2, {"operation": "formatDate", "date": LATE, "format": "dd HH", **IN_ZONE}, "29 00"),
        (2, {"operation": "formatDate", "date": OFFSET, "format": "dd HH:mm"}, "28 23:00"),
        (1, {"value": LATE, "toFormat": "DD HH"}, "28 23"),
        (1, {"value": LATE, "toFormat": "DD HH", "options": {"toTimezone": "={{ 'Asia/Tokyo' }}"}}, "29 08"),
        (1, {"value": "2024-02-28 12:00", "toFormat": "HH", "options": {"toTimezone": "UTC"}}, "11"),
        (1, {"action": "calculate", "value": LATE, "duration": 1}, "2024-02-29T23:30:00.000Z"),
    ],
)  # fmt: skip
def test_a_date_is_written_in_the_zone_that_n8n_writes_it_in(
    version: int, parameters: dict[str, Any], expected: object
) -> None:
    named = parameters | ({"outputFieldName": "out"} if version == 2 else {"dataPropertyName": "out"})

    assert run(imported("dateTime", named, version, BERLIN), [{}])[0]["out"] == expected


def test_a_page_without_expressions_is_exact() -> None:
    done = imported("html", {"html": "<p>Hi</p>"}, 1)

    assert run(done, [{}]) == [{"html": "<p>Hi</p>"}]
    assert status(done) == "exact"


def test_a_page_that_nobody_has_written_is_told() -> None:
    assert status(imported("html", {}, 1)) == "approximated"


def test_a_page_has_the_values_of_its_expressions() -> None:
    done = imported("html", {"html": "<p>{{ $json.name }}</p>"}, 1)

    assert run(done, [{"name": "Ada"}]) == [{"html": "<p>Ada</p>"}]
    assert status(done) == "approximated"


def test_a_mail_is_sent_for_each_item() -> None:
    done = imported(
        "emailSend",
        {
            "fromEmail": "a@example.com",
            "toEmail": "={{ $json.to }}",
            "subject": "Hi",
            "emailFormat": "both",
            "text": "=Hi {{ $json.to }}",
            "html": "<p>Hi</p>",
            "options": {"ccEmail": "c@example.com", "replyTo": "d@example.com"},
        },
        2.1,
    )

    assert isinstance(compile_workflow(json.loads(json.dumps(done.workflow))), CompiledWorkflow)
    assert status(done) == "approximated"
    assert {each["type"] for each in done.workflow["nodes"]} >= {"for_each", "email"}


def test_a_mail_without_a_sender_fails_when_it_runs() -> None:
    done = imported("emailSend", {"toEmail": "a@example.com"})

    assert status(done) == "approximated"
    assert [each.code for each in done.nodes[1].reasons][:2] == ["mail-by-ses", "setting-empty"]


def test_another_workflow_gives_the_items_of_its_answer() -> None:
    done = imported("executeWorkflow", {"workflowId": "7", "mode": "each"}, 1)

    assert run(done, [{"a": 1}, {"a": 2}], [[{"b": 1}, {"b": 2}], {"b": 3}]) == [{"b": 1}, {"b": 2}, {"b": 3}]
    assert [each.code for each in done.nodes[1].reasons] == ["workflow-by-address"]


def test_a_feed_gives_its_entries() -> None:
    feed = {"rss": {"channel": {"item": [{"title": "A", "link": "https://a.example"}, {"title": "B"}]}}}

    output = run(imported("rssFeedRead", {"url": "https://feed.example"}, 1), [{}], [feed])

    assert [each["title"] for each in output] == ["A", "B"]


@pytest.mark.parametrize("mode", ["xmlToJson", "jsonToxml"])
def test_xml_compiles_as_a_step_for_each_item(mode: str) -> None:
    done = imported("xml", {"mode": mode}, 1)

    assert isinstance(compile_workflow(json.loads(json.dumps(done.workflow))), CompiledWorkflow)
    assert {each["type"] for each in done.workflow["nodes"]} >= {"parse" if mode == "xmlToJson" else "format"}
    assert status(done) == "approximated"


def test_a_page_of_a_form_waits_and_the_last_one_does_not() -> None:
    waits, ends = imported("form", {}, 1), imported("form", {"operation": "completion"}, 1)

    assert "wait" in {each["type"] for each in waits.workflow["nodes"]}
    assert run(ends, [{"a": 1}]) == [{"a": 1}]


def test_a_hash_is_kept_under_the_very_name() -> None:
    done = imported("crypto", {"value": "a", "dataPropertyName": "x.y"}, 1)

    assert run(done, [{}]) == [{"x.y": "0cc175b9c0f1b6a831c399e269772661"}]


@pytest.mark.parametrize(
    ("timezone", "is_told"), [("Europe/Berlin", False), ("DEFAULT", False), ("={{ $workflow.zone }}", True)]
)
def test_a_zone_that_is_none_is_told_and_keeps_nothing_from_running(timezone: str, is_told: bool) -> None:  # noqa: FBT001
    done = imported("dateTime", {"operation": "getCurrentDate"}, 2, timezone)

    assert isinstance(compile_workflow(json.loads(json.dumps(done.workflow))), CompiledWorkflow)
    assert ("setting-ignored" in codes(done)) == is_told


@pytest.mark.parametrize("written", ["={{ ''.value }}", "={{ (5).value.more }}", "={{ 'a'.b || null }}"])
def test_a_field_of_a_text_or_a_number_is_nothing(written: str) -> None:
    assignment = {"name": "a", "type": "string", "value": written}
    done = imported("set", {"assignments": {"assignments": [assignment]}}, 3.4)

    assert run(done, [{}]) == [{"a": None}]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("={{ $input.all()[1].json.n + $itemIndex }}", ["b0", "b1"]),
        ("={{ (() => $json.n + $input.all().length)() }}", ["a2", "b2"]),
        ("={{ $json.n }}", ["a", "b"]),
    ],
)
def test_the_name_of_a_computed_field_may_be_computed_of_all_items(name: str, expected: list[str]) -> None:
    date = {"operation": "extractDate", "date": "2024-05-06", "part": "month", "outputFieldName": name}

    assert run(imported("dateTime", date, 2), [{"n": "a"}, {"n": "b"}]) == [{each: 5} for each in expected]


def test_code_that_was_made_of_instructions_is_run_for_all_items() -> None:
    source = "return $input.all().map((item) => ({json: {n: item.json.n + 1}}))"

    assert run(imported("aiTransform", {"instructions": "Add one", "jsCode": source}, 1), [{"n": 1}]) == [
        {"n": 2}
    ]
    assert codes(imported("aiTransform", {"instructions": "Add one"}, 1)) == {"setting-empty"}
