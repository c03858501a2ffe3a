"""The reference of rules in `docs/`."""

import runpy
from pathlib import Path

import pytest

from exeoflow.diagnostics.reference import reference

_ROOT = Path(__file__).parents[3]
_PAGE = _ROOT / "docs" / "diagnostics.md"
_MODULE = _ROOT / "layers" / "exeoflow" / "exeoflow" / "diagnostics" / "reference.py"


def test_the_page_is_what_the_table_says() -> None:
    is_as_written = _PAGE.read_text() == reference()
    assert is_as_written, "python -m exeoflow.diagnostics.reference > docs/diagnostics.md"


def test_the_module_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(_MODULE), run_name="__main__")

    assert capsys.readouterr().out == reference()
