"""The examples of the documentation are valid, go through their cases, and leave no handle out unsaid."""

from pathlib import Path

import pytest

from exeoflow.command.cases.command import check_file
from exeoflow.command.checking.files import check_all
from exeoflow.command.documents.workflow_files import workflow_paths

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def test_every_example_is_valid_and_listed() -> None:
    paths = list(workflow_paths([EXAMPLES]))
    assert check_all(paths) == []
    listed = (EXAMPLES / "README.md").read_text("utf-8")
    assert [path.name for path in paths if f"[{path.name}]" not in listed] == []
    assert len(paths) >= 10


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.cases.yaml")), ids=lambda path: path.name)
def test_every_case_of_an_example_comes_out(path: Path) -> None:
    tested = check_file(path)
    assert tested.faults == ()
    assert [verdict for verdict in tested.verdicts if not verdict.passed] == []
    assert tested.coverage is not None
    assert tested.coverage.missed == ()
