"""The expressions of the public exports."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exeoflow.importers.n8n.parameters import expressions_in

_EXPORTS: Final = Path(__file__).parents[1] / "data" / "visible.jsonl.gz"


def parameters() -> Iterator[str]:
    """Each parameter's text that holds an expression, as often as it occurs."""
    with gzip.open(_EXPORTS, "rt") as lines:
        for line in lines:
            for node in json.loads(line)["workflow"]["nodes"]:
                if not node["type"].endswith("stickyNote"):
                    yield from expressions_in(node.get("parameters", {}))
