"""`python -m exeoflow.compiler`, beyond the machine that it prints."""

import io
import json
import runpy
import sys
from pathlib import Path

import pytest

from exeoflow.compiler import __main__ as command
from exeoflow.compiler.__main__ import main
from tests.oracle.drawings.drawing import drawn, values

_ROOT = Path(__file__).parents[3]


def _given(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.mark.parametrize("text", ["no JSON", "[" * 100_000])
def test_what_is_no_json_is_a_wrong_use(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _given(monkeypatch, text)

    with pytest.raises(SystemExit) as ended:
        main(["-"])

    assert ended.value.code == 2
    assert "not JSON" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name])

    assert ended.value.code == 2
    assert f"{name} cannot be read" in capsys.readouterr().err.splitlines()[-1]


def test_the_readmes_example_is_the_one_that_it_shows_and_compiles(
    capsys: pytest.CaptureFixture[str],
) -> None:
    example = _ROOT / "docs" / "examples" / "order.json"

    assert main([str(example)]) == 0

    assert json.loads(capsys.readouterr().out)["node_of_state"]
    assert example.read_text().strip() in (_ROOT / "README.md").read_text()


def test_folded_nodes_and_warnings_are_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _given(monkeypatch, json.dumps(drawn("t > a > b", "lost", b=values(v=1))))

    assert main(["-", "--fold", "--language", "en"]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert shown["folded"]
    assert [each["rule"] for each in shown["diagnostics"]] == ["node-unreachable"]


def test_triggers_whose_start_wraps_the_input_are_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _given(monkeypatch, json.dumps(drawn("t > a", "u > b", u={"type": "trigger", "config": {}})))

    assert main(["-"]) == 0

    assert json.loads(capsys.readouterr().out)["wrapped_triggers"] == ["u"]


def test_the_exit_status_says_whether_the_workflow_compiles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _given(monkeypatch, json.dumps({"nodes": [{"id": "a", "type": "nothing"}]}))
    monkeypatch.setattr(sys, "argv", ["exeoflow.compiler", "-"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(command.__file__), run_name="__main__")

    assert ended.value.code == 1
    assert "node-type-unknown" in capsys.readouterr().out
