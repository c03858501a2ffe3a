"""What a command without a server says of files."""

from pathlib import Path

import pytest

from exeoflow.command import offline
from exeoflow.command.checking import files
from exeoflow.command.checking.faults import FileFault

CALLER = """\
name: {name}
nodes:
  - {{id: start, type: trigger}}
  - {{id: call, type: sub_workflow, config: {{workflow_id: {target}}}}}
connections:
  - {{source: start, target: call}}
"""
PLAIN = "nodes: [{id: start, type: trigger}]\n"


def checked(folder: Path, **written: str) -> list[FileFault]:
    for name, content in written.items():
        folder.joinpath(f"{name}.yaml").write_text(content, encoding="utf-8")
    return files.check_all(sorted(folder.glob("*.yaml")))


@pytest.mark.parametrize(
    ("heading", "rule", "line"),
    [
        ("name: A\ntags: [1]\n", "field-not-string", 2),
        (f"name: {'x' * 201}\n", "field-too-long", 1),
        ("name: 5\n", "field-not-string", 1),
        ("name: A\nstatus: running\n", "field-choice", 2),
        ("name: A\nmanaged_by: me\n", "field-choice", 2),
    ],
)
def test_what_a_server_would_refuse_of_a_heading_has_its_line(
    tmp_path: Path, heading: str, rule: str, line: int
) -> None:
    (fault,) = checked(tmp_path, a=heading + PLAIN)

    assert (fault.rule, fault.line, fault.severity) == (rule, line, "error")


def test_a_workflow_without_a_name_has_that_of_its_file(tmp_path: Path) -> None:
    called = CALLER.format(name="A", target="b")

    assert checked(tmp_path, a=called, b=PLAIN) == []


def test_workflows_that_run_each_other_are_told_at_one_of_them(tmp_path: Path) -> None:
    first, second, third = (CALLER.format(name=a, target=b) for a, b in ("AB", "BC", "CA"))

    (fault,) = checked(tmp_path, a=first, b=second, c=third)

    assert (fault.rule, fault.line, fault.severity) == ("sub-workflow-cycle", 4, "error")
    assert "→" in fault.message


def test_two_files_of_one_name_are_warned_of(tmp_path: Path) -> None:
    faults = checked(tmp_path, a=f"name: A\n{PLAIN}", b=f"name: A\n{PLAIN}", c=f"name: C\n{PLAIN}")

    assert [(fault.rule, fault.severity) for fault in faults] == [("workflow-name-twice", "warning")] * 2


def test_a_fault_of_the_compiler_is_told_and_the_other_files_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.yaml", "b.yaml"):
        tmp_path.joinpath(name).write_text(
            "name: A\nnodes: [{id: start, type: trigger}]\nconnections: []\n", encoding="utf-8"
        )

    def fail(_: object) -> None:
        raise KeyError

    monkeypatch.setattr(files, "compile_workflow", fail)

    assert offline.validate([tmp_path], "text") == 1
    told = capsys.readouterr()
    assert told.err.count("[compiler-failed]") == 2
    assert "files: 2, errors: 2," in told.out
