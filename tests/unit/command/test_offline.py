"""What a command without a server says of files."""

from pathlib import Path

import pytest

from exeoflow.command import offline


def test_a_fault_of_the_compiler_is_told_and_the_other_files_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.yaml", "b.yaml"):
        tmp_path.joinpath(name).write_text(
            "name: A\nnodes: [{id: start, type: trigger}]\nconnections: []\n", encoding="utf-8"
        )

    def fail(_: object) -> None:
        raise KeyError

    monkeypatch.setattr(offline, "compile_workflow", fail)

    assert offline.validate([tmp_path], "text") == 1
    told = capsys.readouterr()
    assert told.err.count("[compiler-failed]") == 2
    assert "files: 2, errors: 2," in told.out
