"""How much a task may answer: what a state carries, less what stands around it; and of how many pages."""

import os
from collections.abc import Iterable, Iterator
from typing import Final

from exeoflow.model import json
from exeoflow.model.json import Json

MOST_STATE_BYTES: Final = 262_144
"""What Step Functions hands on (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html)."""

MOST_PAGES: Final = 1000
"""The pages of an answer that one request reads at most."""

VARIABLE: Final = "MOST_STATE_BYTES"
"""The variable in which one machine says that it hands on more."""

_ENVELOPE: Final = 1024
"""What Step Functions puts around an answer."""


def answer_room(around: int = _ENVELOPE) -> int:
    """Return the bytes of JSON that a task may answer, of which `around` are taken by others."""
    return int(os.environ.get(VARIABLE, MOST_STATE_BYTES)) - around


def until_too_large(items: Iterable[Json]) -> Iterator[Json]:
    """Yield items up to the one with which no task may answer them: all of a large file fill the memory."""
    left = answer_room(0)
    for item in items:
        yield item
        left -= len(json.write(item).encode(errors="replace"))
        if left < 0:
            return
