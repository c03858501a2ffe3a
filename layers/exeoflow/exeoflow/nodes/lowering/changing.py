"""Shapes that yield something else whenever they are evaluated."""

import re

_CHANGING = re.compile(r"\$(millis|now|random|shuffle|uuid)\b")


def changes(written: object) -> bool:
    """Whether a second evaluation of a shape, or of what an author has written, may yield something else."""
    return _CHANGING.search(repr(written)) is not None
