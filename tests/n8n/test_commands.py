"""The two commands answer whatever they are given."""

import io
import json
import sys
from typing import Any

import pytest

from exeoflow.importers.n8n.__main__ import main as import_main
from tests.n8n.run_case import main as run_main
from tests.n8n.running import NotRun, run_case
from tests.unit.importers.n8n.machines import connections_of

EXPORT: dict[str, Any] = {
    "name": "Two ways",
    "nodes": [
        {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "position": [0, 0]},
        {
            "name": "If it's large",
            "type": "n8n-nodes-base.if",
            "typeVersion": 1,
            "position": [200, 0],
            "parameters": {
                "conditions": {"number": [{"value1": "={{ $json.n }}", "operation": "larger", "value2": 1}]}
            },
        },
        {
            "name": "mark",
            "type": "n8n-nodes-base.set",
            "typeVersion": 2,
            "position": [400, 0],
            "parameters": {"values": {"string": [{"name": "size", "value": "large"}]}},
        },
    ],
    "connections": {
        "start": {"main": [[{"node": "If it's large", "type": "main", "index": 0}]]},
        "If it's large": {"main": [[{"node": "mark", "type": "main", "index": 0}]]},
    },
}


_ODD_CASE = json.dumps({"workflow": EXPORT, "start": "start", "pinned": {"start": 5}})


def given(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Input(io.StringIO):
        buffer = io.BytesIO(text.encode())

    monkeypatch.setattr(sys, "stdin", _Input(text))


def test_an_export_becomes_a_workflow_and_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(json.dumps(EXPORT), monkeypatch)

    status = import_main(["-", "--language", "en"])

    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert answer["report"]["summary"] == {"nodes": 3, "exact": 3, "approximated": 0, "unsupported": 0}
    assert answer["report"]["expressions"] == {"total": 1, "translated": 1, "by_code": 0}
    assert [each["name"] for each in answer["report"]["nodes"]] == ["start", "If it's large", "mark"]


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"nodes": []}', '{"nodes": {}, "connections": []}'])
def test_what_is_no_export_is_refused_as_a_whole(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(text, monkeypatch)

    status = import_main(["-"])

    assert status == 1
    assert json.loads(capsys.readouterr().out)["diagnostics"][0]["rule"] in {
        "export-no-json",
        "export-of-nothing",
    }


def test_a_case_is_run_from_its_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case: Any = {"workflow": EXPORT, "start": "start", "pinned": {"start": [{"n": 1}, {"n": 2}]}}
    given(json.dumps(case), monkeypatch)

    status = run_main(["-"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["nodes"] == {
        "start": [[[{"n": 1}, {"n": 2}]]],
        "If it's large": [[[{"n": 2}], [{"n": 1}]]],
        "mark": [[[{"n": 2, "size": "large"}]]],
    }


def test_a_case_may_start_at_a_node_that_is_no_trigger(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case: Any = {"workflow": EXPORT, "start": "mark", "pinned": {"mark": [{"n": 3}]}}
    given(json.dumps(case), monkeypatch)

    status = run_main(["-"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["nodes"] == {"mark": [[[{"n": 3}]]]}


@pytest.mark.parametrize("text", ["", "7", "{}", '{"workflow": 5, "start": 1, "pinned": []}', _ODD_CASE])
def test_what_is_no_case_gets_diagnostics(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(text, monkeypatch)

    status = run_main(["-"])

    assert status == 1
    assert "diagnostics" in json.loads(capsys.readouterr().out)


def test_what_enters_a_fork_beside_other_ways_is_what_its_node_gave() -> None:
    by_number, start = EXPORT["nodes"][1], EXPORT["nodes"][0]
    plain = {"type": "n8n-nodes-base.noOp", "typeVersion": 1, "parameters": {}}
    nodes = [
        start,
        {**start, "name": "other", "type": "n8n-nodes-base.webhook", "position": [0, 400]},
        {**by_number, "name": "a"},
        {**by_number, "name": "b", "position": [200, 400]},
        {**plain, "name": "c", "position": [400, 0]},
        {**plain, "name": "d", "position": [400, 100]},
    ]
    leads = {"other": [["a"]], "a": [["c"], ["d"]], "start": [["b"]], "b": [[], ["d"]]}

    done = run_case({"nodes": nodes, "connections": connections_of(leads)}, "start", {"start": [{"n": 1}]})

    assert not isinstance(done, NotRun)
    assert done.nodes["b"] == [[[], [{"n": 1}]]]


def test_a_pinned_node_that_always_has_output_gives_an_empty_item_for_none() -> None:
    start, _, mark = EXPORT["nodes"]
    nodes = [start, {**mark, "name": "pinned", "alwaysOutputData": True}, mark]
    arrows = connections_of({"start": [["pinned"]], "pinned": [["mark"]]})

    done = run_case({"nodes": nodes, "connections": arrows}, "start", {"start": [{}], "pinned": []})

    assert not isinstance(done, NotRun)
    assert done.nodes["mark"] == [[[{"size": "large"}]]]
