"""What a run that is followed prints where no terminal is."""

import pytest

from exeoflow.command.executions.following import live


def test_the_steps_end_with_their_line(capsys: pytest.CaptureFixture[str]) -> None:
    step = {"node_id": "a", "node_name": "A", "status": "success", "duration": 1}

    with live("table") as draw:
        draw({"steps": [step]})

    printed = capsys.readouterr().out
    assert printed.splitlines()[-1].split() == ["A", "success", "1"]
    assert printed.endswith("\n")
