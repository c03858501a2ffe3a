"""Shapes that yield something else whenever they are evaluated."""

import re

from exeoflow.nodes.lowering.shapes import Shape

_CHANGING = re.compile(r"\$(millis|now|random|shuffle|uuid)\b")


def changes(shape: Shape | None) -> bool:
    """Whether a second evaluation may yield something else."""
    return _CHANGING.search(repr(shape)) is not None
