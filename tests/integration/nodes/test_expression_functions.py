"""The functions that `docs/expressions.md` shows yield what it says, as a state on one machine has them."""

import json
import re
from pathlib import Path

import pytest

from local.jsonata.evaluation import evaluate

_PAGE = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text()
_ROWS = re.findall(
    r"^\| `(\$\w+\(.*?)` \| `(.*)` \|$",
    _PAGE.partition("### Functions of Step Functions")[2].partition("\n## ")[0],
    re.MULTILINE,
)


def test_all_of_them_are_shown() -> None:
    shown = {name for expression, _ in _ROWS for name in re.findall(r"\$(\w+)\(", expression)}

    assert shown >= {"partition", "range", "hash", "parse", "uuid", "random"}


@pytest.mark.parametrize(("expression", "yielded"), _ROWS)
def test_an_expression_yields_what_the_page_says(expression: str, yielded: str) -> None:
    assert evaluate(expression, {}) == json.loads(yielded)
