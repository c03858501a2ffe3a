"""What a rule says."""

from typing import NamedTuple


class Text(NamedTuple):
    """What is wrong, and what to do about it. `{name}` stands for a value of the diagnostic."""

    message: str
    hint: str
