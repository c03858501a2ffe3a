"""What others wrote is printed, and steers no terminal."""

import pytest
import yaml

from exeoflow.command.terminal import Output, complaints, console, harmless, say, show, table

STEERING = "a\x1b[31mb\x1b]0;title\x07\x00\x9bc\u202ed"


@pytest.mark.parametrize("text", ["Grüße 🚀 مرحبا", "a\tb\nc", "\u200d\u2060"])
def test_what_people_write_is_printed_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_nothing_that_is_printed_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(STEERING)
    table([STEERING], [[STEERING]])
    console().print(STEERING)
    complaints().print(STEERING, style="red", markup=False)

    told = capsys.readouterr()
    assert not {"\x1b", "\x07", "\x00", "\x9b", "\u202e"} & set(told.out + told.err)
    assert told.out.count("[31mb") == 4
    assert told.err.count("[31mb") == 1


@pytest.mark.parametrize("output", ["json", "yaml"])
def test_data_for_programs_are_whole_and_steer_no_terminal(
    output: Output, capsys: pytest.CaptureFixture[str]
) -> None:
    data = {"name": f"{STEERING} ü"}

    show(data, output)

    told = capsys.readouterr().out
    assert harmless(told) == told
    assert yaml.safe_load(told) == data


@pytest.mark.parametrize(("columns", "is_whole"), [(80, True), (72, True), (60, False)])
def test_an_id_stays_whole_where_there_is_room(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    is_whole: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    run, workflow, moment = f"exec_{'0' * 26}", "a name of several words", "2026-11-30T18:12:58.496Z"

    table(["Run", "Workflow", "Status", "Started", "ms"], [[run, workflow, "running", moment, "120"]])

    told = capsys.readouterr().out
    assert (run in told) is is_whole
    assert max(map(len, told.splitlines())) <= columns


def test_an_id_too_long_leaves_room_for_what_stands_beside_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run = f"exec_sub{'0' * 55}"

    table(["Run", "Workflow", "Status", "Started", "ms"], [[run, "a name", "running", "2026-11-30", "120"]])

    told = capsys.readouterr().out
    assert run not in told
    assert all(word in told for word in ("a name", "running", "2026-11-30", "120"))
