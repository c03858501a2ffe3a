"""`python -m tests.n8n.expressions` prints how many expressions have a rule, and how many are equal."""

import sys
import time
from collections import Counter
from random import Random

from exeoflow.importers.n8n.expressions import templates, translate
from tests.n8n.expressions.comparison import SCOPE, compared, differences
from tests.n8n.expressions.corpus import parameters
from tests.n8n.expressions.shapes import Drawn, item_for


def main() -> None:
    """Print the figures."""
    texts = list(parameters())
    kinds = Counter(
        type(translate(f"={{{{{part.source}}}}}", SCOPE)).__name__
        for text in texts
        for part in templates.split(text[1:])
        if isinstance(part, templates.Code)
    )
    total = kinds.total()
    started = time.perf_counter()
    for text in texts:
        translate(text, SCOPE)
    spent = (time.perf_counter() - started) / len(texts) * 1000
    by_rule, by_code = kinds["Translated"] / total, kinds["ByCode"] / total
    _say(f"expressions {total}, by rule {by_rule:.1%}, by code {by_code:.1%}")
    _say(f"without meaning {kinds['Untranslatable'] / total:.1%}; {spent:.2f} ms a parameter")
    random = Random(1)  # noqa: S311 - no secret
    _report("exports", [(text, item_for(text, random)) for text in dict.fromkeys(texts) for _ in range(2)])
    drawn = Drawn(random)
    _report(
        "drawn", [(text, drawn.item()) for text in [drawn.template() for _ in range(1500)] for _ in range(2)]
    )


def _report(name: str, cases: list[tuple[str, dict[str, object]]]) -> None:
    found = (compared(text, {"item": item, "input": [item], "earlier": [item]}) for text, item in cases)
    equal, silent, loud = differences(each for each in found if each is not None)
    total = equal + len(silent) + len(loud)
    _say(f"{name}: {total} compared, equal {equal / total:.2%}, loud {len(loud)}, silent {len(silent)}")
    for each in silent[:10]:
        _say(f"  {each.template}\n    {each.values['item']}\n    {each.expected!r} != {each.found!r}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
