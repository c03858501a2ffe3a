from random import Random

import pytest

from tests.n8n.expressions.comparison import compared, differences
from tests.n8n.expressions.corpus import parameters
from tests.n8n.expressions.shapes import Drawn, item_for

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("part", range(4))
def test_expressions_of_exports_are_what_javascript_makes_of_them(part: int) -> None:
    random = Random(part)  # noqa: S311 - no secret
    texts = sorted(set(parameters()))[part::4]

    found = (
        compared(text, {"item": item, "input": [item], "earlier": [item_for(text, random)]})
        for text in texts
        for item in [item_for(text, random)]
    )
    equal, silent, loud = differences(each for each in found if each is not None)

    assert not silent
    assert len(loud) * 50 < equal


@pytest.mark.parametrize("seed", range(4))
def test_drawn_expressions_are_what_javascript_makes_of_them(seed: int) -> None:
    drawn = Drawn(Random(seed))  # noqa: S311 - no secret

    found = (
        compared(drawn.template(), {"item": drawn.item(), "input": [drawn.item()], "earlier": [drawn.item()]})
        for _ in range(300)
    )
    equal, silent, loud = differences(each for each in found if each is not None)

    assert not silent
    assert len(loud) * 20 < equal
